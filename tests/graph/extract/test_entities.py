"""From names to things: what is one entity, how it is called, who it is across articles. Names are marked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import iri
from graph.extract.reading import Reading
from graph.model import EntityType
from tests.graph.extract.marked import TYPES, reading


def things(read: Reading) -> dict[str, list[str]]:
    """Surfaces by local id."""
    return {e.id: [m.of(read.document.text) for m in e.mentions] for e in read.entities.all}


# ------------------------------------------------------------------ one thing, several names


def test_all_names_of_a_known_thing_are_one_entity_with_its_usual_name() -> None:
    read = reading("en", "[Writers Guild of America](ORG) met. The [WGA](ORG) left. The [Writers Guild](ORG) stayed.")
    assert things(read) == {"wga": ["Writers Guild of America", "WGA", "Writers Guild"]}
    (entity,) = read.entities.all
    assert (entity.name, entity.iri) == ("Writers Guild of America", iri.registered_entity("wga"))


def test_an_unknown_thing_is_called_by_its_longest_name_and_is_the_same_in_every_article() -> None:
    first = reading("en", "[Ana Keller](PER) met us. [Keller](PER) left.")
    second = reading("fr", "On a vu [Ana Keller](PER).")
    assert things(first) == {"ana-keller": ["Ana Keller", "Keller"]}
    assert first.entities.all[0].name == "Ana Keller"
    assert first.entities.all[0].iri == second.entities.all[0].iri == iri.minted_entity(EntityType.PERSON, "Ana Keller")


def test_a_surname_alone_stands_for_the_person_named_in_full() -> None:
    assert things(reading("en", "[Ana Keller](PER) came. Keller left.")) == {"ana-keller": ["Ana Keller", "Keller"]}
    assert things(reading("en", "Keller left. [Ana Keller](PER) came.")) == {"ana-keller": ["Keller", "Ana Keller"]}


def test_a_surname_that_two_people_bear_stands_for_neither() -> None:
    read = reading("en", "[Ana Keller](PER) met [Ben Keller](PER). Keller left.")
    assert things(read) == {"ana-keller": ["Ana Keller"], "ben-keller": ["Ben Keller"]}


def test_a_bracketed_acronym_is_the_name_before_it() -> None:
    read = reading("en", "The [Harbour Guild](ORG) ([HGX](ORG)) met. [HGX](ORG) left.")
    assert things(read) == {"harbour-guild": ["Harbour Guild", "HGX", "HGX"]}


def test_one_name_is_one_thing_of_the_kind_that_most_of_its_places_have() -> None:
    read = reading("en", "[Brush](ORG) met [Brush](AI). They used [Brush](AI).")
    assert [(e.name, e.type.value, len(e.mentions)) for e in read.entities.all] == [("Brush", "AISystem", 3)]


def test_spelling_does_not_part_a_thing() -> None:
    read = reading("fr", "[L’Éternaute](WORK) et [L'Éternaute](WORK), [Studio Béryl](ORG) et [STUDIO BÉRYL](ORG).")
    assert sorted(map(len, things(read).values())) == [2, 2]


# ------------------------------------------------------------------ descriptions and pronouns


@pytest.mark.parametrize(
    ("language", "text", "description"),
    [
        ("en", "[Netflix](ORG) left. The streamer said no.", "The streamer"),
        ("en", "[Netflix](ORG) left. It is the company of the year.", "the company"),
        ("fr", "[Netflix](ORG) est parti. La plateforme se tait.", "La plateforme"),
        ("es", "[Netflix](ORG) se fue. La plataforma calla.", "La plataforma"),
    ],
)
def test_a_definite_description_stands_for_the_last_fitting_thing(language: str, text: str, description: str) -> None:
    assert things(reading(language, text)) == {"netflix": ["Netflix", description]}


def test_a_description_fits_no_other_kind_and_nothing_named_later() -> None:
    assert things(reading("en", "The streamer left. [Netflix](ORG) stayed.")) == {"netflix": ["Netflix"]}
    assert things(reading("en", "[Ana Keller](PER) left. The streamer stayed.")) == {"ana-keller": ["Ana Keller"]}
    assert things(reading("en", "[A24](ORG) left. The streamer stayed.")) == {"a24": ["A24"]}


def test_an_outlet_is_never_the_company() -> None:
    assert things(reading("en", "[Netflix](ORG) told [Reuters](ORG). The company left.")) == {
        "netflix": ["Netflix", "The company"],
        "reuters": ["Reuters"],
    }


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "[Ana Keller](PER) left. Then she slept.", "she"),
        ("fr", "[Ana Roy](PER) est partie. Puis elle dort.", "elle"),
        ("es", "[Ana Robles](PER) se fue. Luego ella duerme.", "ella"),
    ],
)
def test_a_pronoun_is_located_but_is_no_mention(language: str, text: str, word: str) -> None:
    read = reading(language, text)
    (entity,) = read.entities.all
    assert word not in things(read)[entity.id]
    (pronoun,) = [m for m in read.entities.located if m.pronoun]
    assert (pronoun.entity, pronoun.span.of(read.document.text)) == (entity.id, word)


# ------------------------------------------------------------------ always

NAMES = st.tuples(
    st.sampled_from(["Netflix", "Ana Keller", "Keller", "Brush", "WGA", "李小龍", "Béryl", "Beryl", "A", "!?"]),
    st.sampled_from(sorted(TYPES)),
).map(lambda named: f"[{named[0]}]({named[1]})")


@settings(deadline=None, max_examples=80)
@given(
    st.lists(
        st.one_of(NAMES, st.sampled_from(["(", ")", "the streamer", "the film", "she", ".", ",", "left"])), max_size=12
    )
)
def test_whatever_the_names_ids_are_unique_and_mentions_are_told_apart(parts: list[str]) -> None:
    read = reading("en", " ".join(parts))
    entities = read.entities.all
    assert len({e.id for e in entities}) == len(entities)
    assert len({e.iri for e in entities}) == len(entities)
    spans = sorted(m for e in entities for m in e.mentions)
    assert all(e.mentions == tuple(sorted(e.mentions)) for e in entities)
    assert not any(a.overlaps(b) for i, a in enumerate(spans) for b in spans[i + 1 :])
    named = [m for m in read.entities.located if not m.pronoun]
    assert sorted(m.span for m in named) == spans
    assert {m.entity for m in read.entities.located} <= {e.id for e in entities}
