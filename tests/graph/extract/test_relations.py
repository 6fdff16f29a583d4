"""Lasting relations that a sentence states between two names, marked by hand. With the models: test_pipeline.py."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.inferred import with_casts
from graph.extract.reading import Reading
from graph.extract.register import load_register
from graph.extract.relating import relation_reader
from graph.extract.relations import SIGNATURES, stated
from graph.model import EntityType, Predicate, Relation
from tests.graph.extract.marked import TYPES, reading

P = Predicate
READERS = {code: relation_reader(code, load_register(), {}) for code in ("en", "fr", "es")}


def read_relations(read: Reading) -> list[Relation]:
    """What the rules propose, taken at its word."""
    reader = READERS[read.document.article.language]
    found = (r for s in read.document.sentences for r in stated(reader.proposed(read, s), s))
    return with_casts(read, found)


def relations(language: str, *text: str) -> list[tuple[str, Predicate, str]]:
    return [(r.subject, r.predicate, r.object) for r in read_relations(reading(language, *text))]


@pytest.mark.parametrize(
    ("language", "text", "relation"),
    [
        ("en", "[Ana Keller](PER), chief executive of [Harbour](ORG), left.", ("ana-keller", P.WORKS_FOR, "harbour")),
        ("en", "[Harbour](ORG) CEO [Ana Keller](PER) left.", ("ana-keller", P.WORKS_FOR, "harbour")),
        ("en", "[Harbour](ORG)’s president [Ana Keller](PER) left.", ("ana-keller", P.WORKS_FOR, "harbour")),
        ("en", "[Ana Keller](PER) founded [Harbour](ORG) in 2019.", ("ana-keller", P.FOUNDED, "harbour")),
        ("en", "[Harbour](ORG), founded by [Ana Keller](PER), left.", ("ana-keller", P.FOUNDED, "harbour")),
        ("en", "[Salt Road](WORK), directed by [Ana Keller](PER), opens.", ("salt-road", P.CREATED_BY, "ana-keller")),
        ("en", "[Salt Road](WORK) stars [Ana Keller](PER).", ("salt-road", P.PERFORMED_BY, "ana-keller")),
        ("en", "[Salt Road](WORK) is produced by [Harbour](ORG).", ("salt-road", P.PRODUCED_BY, "harbour")),
        ("en", "[Brightframe](ORG)’s [Brush One](AI) is out.", ("brush-one", P.DEVELOPED_BY, "brightframe")),
        ("en", "[Brightframe](ORG), owned by [Harbour](ORG), left.", ("brightframe", P.OWNED_BY, "harbour")),
        ("en", "[Salt Road](WORK) is based on [The Long Way](WORK).", ("salt-road", P.BASED_ON, "the-long-way")),
        ("en", "[Ana Keller](PER), a member of [North Guild](ORG), left.", ("ana-keller", P.MEMBER_OF, "north-guild")),
        ("fr", "[Ana Roy](PER), directrice de [Béryl](ORG), est là.", ("ana-roy", P.WORKS_FOR, "beryl")),
        ("fr", "[Ana Roy](PER), fondatrice de [Béryl](ORG), est là.", ("ana-roy", P.FOUNDED, "beryl")),
        ("fr", "[La Route](WORK), réalisé par [Ana Roy](PER), sort.", ("la-route", P.CREATED_BY, "ana-roy")),
        ("fr", "[La Route](WORK), avec [Ana Roy](PER), sort.", ("la-route", P.PERFORMED_BY, "ana-roy")),
        ("fr", "[La Route](WORK) est produit par [Béryl](ORG).", ("la-route", P.PRODUCED_BY, "beryl")),
        ("fr", "[Pinceau](AI), développé par [Béryl](ORG), sort.", ("pinceau", P.DEVELOPED_BY, "beryl")),
        ("fr", "[Brightframe](ORG), filiale de [Béryl](ORG), part.", ("brightframe", P.OWNED_BY, "beryl")),
        ("fr", "[La Route](WORK), adapté de [Le Chemin](WORK), sort.", ("la-route", P.BASED_ON, "le-chemin")),
        ("es", "[Ana Robles](PER), directora de [Berilo](ORG), está.", ("ana-robles", P.WORKS_FOR, "berilo")),
        ("es", "[Ana Robles](PER) fundó [Berilo](ORG).", ("ana-robles", P.FOUNDED, "berilo")),
        ("es", "[La ruta](WORK), dirigida por [Ana Robles](PER), llega.", ("la-ruta", P.CREATED_BY, "ana-robles")),
        ("es", "[La ruta](WORK), protagonizada por [Ana Robles](PER).", ("la-ruta", P.PERFORMED_BY, "ana-robles")),
        ("es", "[La ruta](WORK), producida por [Berilo](ORG), llega.", ("la-ruta", P.PRODUCED_BY, "berilo")),
        ("es", "[Pincel](AI), desarrollado por [Berilo](ORG), llega.", ("pincel", P.DEVELOPED_BY, "berilo")),
        ("es", "[Brightframe](ORG), filial de [Berilo](ORG), se va.", ("brightframe", P.OWNED_BY, "berilo")),
        ("es", "[La ruta](WORK), basada en [El camino](WORK), llega.", ("la-ruta", P.BASED_ON, "el-camino")),
        # nouns and genitives
        ("en", "[Ana Keller](PER), Harbour’s rival, heads [North](ORG).", ("ana-keller", P.WORKS_FOR, "north")),
        ("en", "[Salt Road](WORK) star [Ana Keller](PER) left.", ("salt-road", P.PERFORMED_BY, "ana-keller")),
        ("en", "[Brush One](AI), a model by [Harbour](ORG), is out.", ("brush-one", P.DEVELOPED_BY, "harbour")),
        ("en", "[Ana Keller](PER)’s “[Salt Road](WORK)” opens.", ("salt-road", P.CREATED_BY, "ana-keller")),
        ("fr", "[La Route](WORK), d’[Ana Roy](PER), sort.", ("la-route", P.CREATED_BY, "ana-roy")),
        ("fr", "[Béryl](ORG) appartient à [Harbour](ORG).", ("beryl", P.OWNED_BY, "harbour")),
        ("es", "[La ruta](WORK), de [Ana Robles](PER), llega.", ("la-ruta", P.CREATED_BY, "ana-robles")),
        ("es", "[Ana Robles](PER), que dirige [Berilo](ORG), está.", ("ana-robles", P.WORKS_FOR, "berilo")),
        # said so plainly that no model is asked
        ("en", "[Salt Road](WORK), with [Ana Keller](PER), opens.", ("salt-road", P.PERFORMED_BY, "ana-keller")),
        ("en", "[Salt Road](WORK), in which [Ana Keller](PER) stars.", ("salt-road", P.PERFORMED_BY, "ana-keller")),
        ("en", "[Ana Keller](PER) debuted in [Salt Road](WORK).", ("salt-road", P.PERFORMED_BY, "ana-keller")),
        ("en", "[Salt Road](WORK), which [Harbour](ORG) released.", ("salt-road", P.PRODUCED_BY, "harbour")),
        ("en", "[Salt Road](WORK), which [Ana Keller](PER) directed.", ("salt-road", P.CREATED_BY, "ana-keller")),
        ("en", "[Harbour](ORG), bought last May by [North](ORG), is out.", ("harbour", P.OWNED_BY, "north")),
        ("en", "[North Guild](ORG), to which [Ana Roy](PER) belongs.", ("ana-roy", P.MEMBER_OF, "north-guild")),
        ("en", "[Harbour](ORG), the firm behind [Brush](AI), is out.", ("brush", P.DEVELOPED_BY, "harbour")),
        ("en", "[Ana Keller](PER), a lecturer at [North](ORG), left.", ("ana-keller", P.WORKS_FOR, "north")),
        ("fr", "[La Route](WORK), que [Ana Roy](PER) a réalisé, sort.", ("la-route", P.CREATED_BY, "ana-roy")),
        ("fr", "[Béryl](ORG), qui édite [Pinceau](AI), part.", ("pinceau", P.DEVELOPED_BY, "beryl")),
        ("fr", "[Ana Roy](PER), déléguée [Béryl](ORG), est là.", ("ana-roy", P.MEMBER_OF, "beryl")),
        ("fr", "[La Route](WORK), paru en mai chez [Béryl](ORG), plaît.", ("la-route", P.PRODUCED_BY, "beryl")),
        ("es", "[La ruta](WORK), que [Ana Robles](PER) rodó, llega.", ("la-ruta", P.CREATED_BY, "ana-robles")),
        ("es", "[La ruta](WORK), con [Ana Robles](PER), llega.", ("la-ruta", P.PERFORMED_BY, "ana-robles")),
        ("es", "[Berilo](ORG), comprado en 2024 por [Norte](ORG).", ("berilo", P.OWNED_BY, "norte")),
        ("es", "[Berilo](ORG), el estudio de [La ruta](WORK), está.", ("la-ruta", P.PRODUCED_BY, "berilo")),
        # participles before what they are said of
        ("en", "Directed by [Ana Keller](PER), [Salt Road](WORK) opens.", ("salt-road", P.CREATED_BY, "ana-keller")),
        ("en", "Founded in 2021 by [Ana Roy](PER), [Harbour](ORG) left.", ("ana-roy", P.FOUNDED, "harbour")),
    ],
)
def test_words_between_two_names_state_a_relation(
    language: str, text: str, relation: tuple[str, Predicate, str]
) -> None:
    assert relations(language, text) == [relation]


@pytest.mark.parametrize(
    "text",
    [
        "[Ana Keller](PER) left. [Harbour](ORG) stays.",
        "[Ana Keller](PER) likes [Salt Road](WORK).",
        "[Salt Road](WORK), founded by [Ana Keller](PER).",
        "[Harbour](ORG), directed by [North](ORG), left.",
    ],
)
def test_names_that_only_stand_near_each_other_or_do_not_fit_have_none(text: str) -> None:
    assert relations("en", text) == []


def test_a_relation_told_twice_is_one_with_its_first_sentence() -> None:
    first = "[Ana Keller](PER) founded [Harbour](ORG)."
    read = reading("en", first, "[Harbour](ORG), founded by [Ana Keller](PER), left.")
    (relation,) = read_relations(read)
    assert relation.evidence.of(read.document.text) == "Ana Keller founded Harbour."


def test_every_predicate_joins_what_the_guide_says() -> None:
    assert set(SIGNATURES) == set(Predicate)
    assert SIGNATURES[P.WORKS_FOR] == (frozenset({EntityType.PERSON}), frozenset({EntityType.ORGANIZATION}))
    assert SIGNATURES[P.BASED_ON] == (frozenset({EntityType.CREATIVE_WORK}),) * 2


@settings(deadline=None, max_examples=80)
@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.sampled_from(["Ana Keller", "Harbour", "Salt Road", "Brush"]), st.sampled_from(sorted(TYPES))
            ).map(lambda named: f"[{named[0]}]({named[1]})"),
            st.sampled_from(["founded", "by", "CEO", "of", "directed", "’s", ",", ".", "stars", "owned", "based on"]),
        ),
        max_size=10,
    ).map(" ".join)
)
def test_whatever_the_text_types_fit_and_evidence_is_a_sentence(text: str) -> None:
    read = reading("en", text)
    kinds = {e.id: e.type for e in read.entities.all}
    sentences = {s.span for s in read.document.sentences}
    for relation in read_relations(read):
        domain, range_ = SIGNATURES[relation.predicate]
        assert kinds[relation.subject] in domain
        assert kinds[relation.object] in range_
        assert relation.subject != relation.object
        assert relation.evidence in sentences


def test_a_possessive_is_of_what_was_spoken_of_before() -> None:
    told = relations("en", "[Harbour](ORG) made a film.", "Its chief executive, [Ana Keller](PER), is pleased.")
    assert told == [("ana-keller", P.WORKS_FOR, "harbour")]


def test_what_a_description_stands_for_has_the_relation() -> None:
    told = relations("en", "[Salt Road](WORK) is a film.", "The film, directed by [Ana Keller](PER), is long.")
    assert told == [("salt-road", P.CREATED_BY, "ana-keller")]


def test_a_cast_is_a_cast_to_its_last_member() -> None:
    told = relations("en", "[Salt Road](WORK) stars [Ana Keller](PER), [Bo Lind](PER) and [Cy Roe](PER).")
    assert {r[2] for r in told} == {"ana-keller", "bo-lind", "cy-roe"}


def test_founders_are_told_to_the_last_of_the_list() -> None:
    told = relations(
        "fr", "[Béryl](ORG) est née.", "Fondée par [Ana Roy](PER) et [Léo Lin](PER), l’entreprise grandit."
    )
    assert set(told) == {("ana-roy", P.FOUNDED, "beryl"), ("leo-lin", P.FOUNDED, "beryl")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[Ana Keller](PER), a former executive of [Harbour](ORG), left."),
        ("fr", "[Ana Roy](PER), ancienne directrice de [Béryl](ORG), est là."),
        ("es", "[Ana Robles](PER), antigua jefa de [Berilo](ORG), está."),
    ],
)
def test_who_had_an_office_once_has_it_no_more(language: str, text: str) -> None:
    read = reading(language, text)
    found = [one for s in read.document.sentences for one in READERS[language].nouns.proposed(read, s)]
    assert not found


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (("[Salt Road](WORK) is out.", "The star, [Ana Roy](PER), left."), ("salt-road", P.PERFORMED_BY, "ana-roy")),
        (
            ("[Salt Road](WORK) is out.", "Its publisher, [Harbour](ORG), left."),
            ("salt-road", P.PRODUCED_BY, "harbour"),
        ),
        (("[Harbour](ORG) is out.", "The co-founder, [Ana Roy](PER), left."), ("ana-roy", P.FOUNDED, "harbour")),
        (
            ("[Nova](SYN) sings [Salt Road](WORK).", "Her creator, [Ana Roy](PER), left."),
            ("nova", P.CREATED_BY, "ana-roy"),
        ),
        (("[Nova](SYN) is out.", "Her father, [Ana Roy](PER), left."), ("nova", P.CREATED_BY, "ana-roy")),
    ],
)
def test_a_noun_alone_is_of_the_one_thing_it_can_be(
    text: tuple[str, str], relation: tuple[str, Predicate, str]
) -> None:
    assert relation in relations("en", *text)


def test_a_title_of_a_company_says_nothing_of_what_the_article_is_about() -> None:
    told = relations("en", "[Salt Road](WORK) is out.", "Publisher [Harbour](ORG) sued somebody else.")
    assert told == []
