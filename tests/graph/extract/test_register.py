"""The register of curated entities: what its reader takes and refuses, and what the files of the product hold."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import resources
from graph.errors import SettingsError
from graph.extract.languages import SUPPORTED
from graph.extract.nouns import noun_rules
from graph.extract.register import LANGUAGES, Register, load_register
from graph.model import EntityType as T
from graph.model import Predicate

# which types a relation joins: the annotation guide, "Relations"
ENDS = {
    Predicate.WORKS_FOR: ({T.PERSON}, {T.ORGANIZATION}),
    Predicate.MEMBER_OF: ({T.PERSON, T.ORGANIZATION}, {T.ORGANIZATION}),
    Predicate.FOUNDED: ({T.PERSON}, {T.ORGANIZATION}),
    Predicate.CREATED_BY: ({T.CREATIVE_WORK, T.SYNTHETIC_PERFORMER}, {T.PERSON, T.ORGANIZATION}),
    Predicate.PERFORMED_BY: ({T.CREATIVE_WORK}, {T.PERSON, T.SYNTHETIC_PERFORMER}),
    Predicate.PRODUCED_BY: ({T.CREATIVE_WORK}, {T.ORGANIZATION}),
    Predicate.DEVELOPED_BY: ({T.AI_SYSTEM}, {T.ORGANIZATION}),
    Predicate.OWNED_BY: ({T.ORGANIZATION, T.AI_SYSTEM}, {T.ORGANIZATION}),
    Predicate.BASED_ON: ({T.CREATIVE_WORK}, {T.CREATIVE_WORK}),
}


@pytest.fixture(scope="module")
def real() -> Register:
    return load_register()


def register(folder: Path, *files: str) -> Register:
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(files):
        (folder / f"{number}.toml").write_text(text, encoding="utf-8")
    return load_register(folder)


def refusal(folder: Path, *files: str) -> str:
    with pytest.raises(SettingsError) as caught:
        register(folder, *files)
    return str(caught.value)


# ------------------------------------------------------------------ the reader


def test_an_entry_keeps_all_that_its_line_says(tmp_path: Path) -> None:
    read = register(
        tmp_path,
        '[Organization.studio]\npixar = { name = "Pixar", relations = { ownedBy = ["disney"] } }\n'
        'disney = { name = "Disney", aliases = ["Walt Disney"], es = ["La Disney"], ambiguous = ["Disney"] }\n'
        '[Organization.ai-company]\nsuno = { name = "Suno", also = ["AISystem"] }\n',
    )
    assert list(read.entries) == ["disney", "pixar", "suno"]
    disney, pixar, suno = read.entries.values()
    assert (disney.type, disney.subtype, disney.ambiguous) == (T.ORGANIZATION, "studio", ("Disney",))
    assert disney.names("es") == ("Disney", "Walt Disney", "La Disney")
    assert disney.names("fr") == ("Disney", "Walt Disney")
    assert pixar.relations == ((Predicate.OWNED_BY, "disney"),)
    assert suno.also == (T.AI_SYSTEM,)


def test_names_of_one_language_stay_out_of_the_others(tmp_path: Path) -> None:
    read = register(
        tmp_path,
        '[Place.country]\nspain = { name = "Spain", fr = ["Espagne"], es = ["España"] }\n'
        '[Organization.outlet]\nabc-es = { name = "Diario ABC", es = ["ABC"] }\n'
        '[Organization.broadcaster]\nabc = { name = "American Broadcasting Company", en = ["ABC"] }\n',
    )
    owners = {language: {name: entry.id for name, entry in read.names(language)} for language in LANGUAGES}
    assert owners["en"]["ABC"] == "abc"
    assert owners["es"]["ABC"] == "abc-es"
    assert "ABC" not in owners["fr"]
    assert "España" not in owners["fr"]


def test_apostrophes_are_straight_and_letters_composed(tmp_path: Path) -> None:
    read = register(tmp_path, '[CreativeWork.series]\ne = { name = " L’E\u0301ternaute " }\n')
    assert read.entries["e"].name == "L'\u00c9ternaute"


def test_a_shared_name_leads_to_all_who_bear_it_but_its_owner(tmp_path: Path) -> None:
    read = register(
        tmp_path,
        '[Organization.studio]\npictures = { name = "Universal Pictures", aliases = ["Universal"] }\n'
        '[Organization.label]\nmusic = { name = "Universal Music", shared = ["Universal"] }\n'
        'parks = { name = "Universal Parks", shared = ["Universal"] }\n',
    )
    assert {name: [e.id for e in bearers] for name, bearers in read.sharers().items()} == {
        "Universal": ["music", "parks"]
    }
    assert [entry.id for name, entry in read.names("en") if name == "Universal"] == ["pictures"]


def test_an_organization_is_known_by_any_of_its_names(tmp_path: Path) -> None:
    read = register(
        tmp_path,
        '[Organization.outlet]\nabc-es = { name = "Diario ABC", es = ["ABC"] }\nafp = { name = "Agence France-Presse", '
        'fr = ["l\'AFP"], es = ["AFP"] }\n'
        '[Organization.broadcaster]\nabc = { name = "American Broadcasting Company", en = ["ABC"] }\n'
        '[CreativeWork.series]\nwednesday = { name = "Wednesday" }\n',
    )

    def owner(name: str, language: str) -> str:
        entry = read.organization(name, language)
        return entry.id if entry else ""

    assert [owner("ABC", code) for code in ("es", "en", "fr")] == ["abc-es", "abc", ""]  # in French it may be either
    assert [owner(name, "en") for name in ("AFP", " L’AFP", "agence france-presse")] == ["afp"] * 3
    assert [owner(name, "en") for name in ("Wednesday", "AFP.com", "")] == ["", "", ""]


def test_the_digest_changes_with_the_files_alone(tmp_path: Path) -> None:
    one = '[Place.city]\nlima = { name = "Lima" }\n'
    first, same, other = (
        register(tmp_path / n, text).digest for n, text in (("a", one), ("b", one), ("c", one + "\n"))
    )
    assert first.startswith("sha256:")
    assert first == same != other


# ------------------------------------------------------------------ what it refuses, each with file, place and reason

A = '[Organization.studio]\na24 = { name = "A24" }\n'


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (("[Organization.studio\n",), ("0.toml", "not readable as TOML")),
        (('[Company.studio]\na = { name = "Aa" }\n',), ("0.toml", "Company", "README.md")),
        (('[Organization.Studio]\na = { name = "Aa" }\n',), ("0.toml", "Organization.Studio")),
        (('[Organization.studio]\nA_24 = { name = "A24" }\n',), ("0.toml", "Organization.studio.A_24")),
        (('[Organization.studio]\na24 = { name = "A24", nick = "A" }\n',), ("0.toml", "a24.nick")),
        (('[Organization.studio]\na24 = { aliases = ["A24"] }\n',), ("0.toml", "a24.name")),
        (('[Organization.studio]\na24 = { name = "  " }\n',), ("0.toml", "a24.name")),
        (('[Organization.studio]\na24 = { name = "A24", also = ["Robot"] }\n',), ("0.toml", "a24.also")),
        (('[Organization.studio]\na24 = { name = "A24", relations = { likes = ["x"] } }\n',), ("0.toml", "likes")),
        ((A, A), ("1.toml", "a24 is already in 0.toml", "another id")),
        ((A, '[Place.city]\ntwin = { name = "a24" }\n'), ("a24 (0.toml)", "twin claims 'a24'", "shared")),
        (
            (A, '[Place.city]\none = { name = "One", fr = ["Un"] }\ntwo = { name = "Two", fr = ["UN"] }\n'),
            ("1.toml", "two claims 'UN'", "one (1.toml)"),
        ),
        (
            (A, '[Person.director]\nx = { name = "X Y", relations = { worksFor = ["b25"] } }\n'),
            ("1.toml: x", "relation to b25"),
        ),
        (
            ('[Organization.studio]\na24 = { name = "A24", ambiguous = ["A25"] }\n',),
            ("0.toml: a24", "ambiguous", "A25"),
        ),
        (('[Organization.studio]\na24 = { name = "A24", shared = ["A25"] }\n',), ("0.toml: a24", "shared", "A25")),
        (('[Organization.studio]\na24 = { name = "A24", shared = ["A24"] }\n',), ("0.toml: a24", "no other entry")),
        ((), ("no entries",)),
        (("",), ("no entries",)),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, files: tuple[str, ...], told: tuple[str, ...]) -> None:
    message = refusal(tmp_path, *files)
    assert all(part in message for part in told), message


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('[Place.city]\nmalaga = { name = "Málaga" }\n'.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"latin\.toml: not readable"):
        load_register(tmp_path)


@given(st.text(max_size=80) | st.sampled_from(["[Person.x]\n", "[Place]\n", "x = 1", "[Place.city]\nx = 1"]))
def test_what_holds_no_entry_is_refused_by_name_of_its_folder(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    assert str(folder) in refusal(folder, text)  # no short text holds an entry


# ------------------------------------------------------------------ the files of the product


def test_the_register_is_broad(real: Register) -> None:
    counts = Counter(entry.type for entry in real.entries.values())
    assert len(real.entries) >= 1200
    assert set(counts) == set(T)
    assert min(counts.values()) >= 30


def test_the_readme_counts_the_entries(real: Register) -> None:
    text = (resources.gazetteer() / "README.md").read_text(encoding="utf-8")
    told = {key: int(n.replace(",", "")) for key, n in re.findall(r"^\| (\w+) \| ([\d,]+) \|$", text, re.MULTILINE)}
    counts = Counter(entry.type.value for entry in real.entries.values())
    assert told == {**counts, "all": len(real.entries)}


def test_relations_join_the_types_that_the_guide_allows(real: Register) -> None:
    wrong = []
    for entry in real.entries.values():
        for predicate, target in entry.relations:
            subjects, objects = ENDS[predicate]
            if entry.type not in subjects or real.entries[target].type not in objects:
                wrong.append((entry.id, predicate.value, target))
    assert wrong == []


def test_nothing_owns_or_is_made_by_itself(real: Register) -> None:
    assert [e.id for e in real.entries.values() if any(target == e.id for _, target in e.relations)] == []


def test_owners_form_no_circle(real: Register) -> None:
    owner = {e.id: target for e in real.entries.values() for p, target in e.relations if p is Predicate.OWNED_BY}
    for start in owner:
        seen, at = {start}, owner.get(start)
        while at is not None:
            assert at not in seen, f"{start} is owned in a circle"
            seen.add(at)
            at = owner.get(at)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_long_enough_and_neatly_written(real: Register, language: str) -> None:
    bad = [
        (entry.id, name)
        for name, entry in real.names(language)
        if len(name) < 2 or name != " ".join(name.split()) or name.isdigit() or "’" in name
    ]
    assert bad == []


def test_only_organizations_lend_their_name_to_a_system(real: Register) -> None:
    odd = [e.id for e in real.entries.values() if e.also and (e.type is not T.ORGANIZATION or e.also != (T.AI_SYSTEM,))]
    assert odd == []


def test_subtypes_that_descriptions_stand_for_are_in_the_register(real: Register) -> None:
    known = {(entry.type, entry.subtype) for entry in real.entries.values()}
    asked = {
        (description.type, subtype)
        for language in SUPPORTED
        for description in noun_rules(language).descriptions
        for subtype in description.subtypes
    }
    assert asked <= known


def test_what_articles_cite_is_an_outlet(real: Register) -> None:
    cited = "variety deadline reuters afp efe le-monde le-film-francais ecran-total el-pais infobae kotaku".split()
    assert {real.entries[entry].subtype for entry in cited} == {"outlet"}


def test_common_words_are_marked(real: Register) -> None:
    for language, words in (
        ("en", "Variety Deadline Time People Flow Firefly Steam Universal Unity"),
        ("fr", "Brut Variety Flow"),
        ("es", "Llama Veo Público Semana"),
    ):
        owners = dict(real.names(language))
        assert [w for w in words.split() if w in owners and w not in owners[w].ambiguous] == []
    # a word of one language is owned in the others alone
    english = dict(real.names("en"))
    assert not {"Her", "Here", "Max"} & english.keys()
    assert "Her" in dict(real.names("fr"))
    assert "Imagen" not in dict(real.names("es"))


def test_one_thing_has_its_names_in_three_languages(real: Register) -> None:
    for language, name in (("en", "EU AI Act"), ("fr", "Règlement IA"), ("es", "Reglamento de IA")):
        assert dict(real.names(language))[name].id == "eu-ai-act"
    assert dict(real.names("fr"))["L'Éternaute"] is dict(real.names("en"))["The Eternaut"]
    assert dict(real.names("fr"))["Mexico"].id == "mexico-city"
    assert dict(real.names("en"))["Mexico"].id == "mexico"


def test_given_names_are_many_and_one_a_line() -> None:
    lines = (resources.gazetteer() / "given-names.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 2000
    assert lines == sorted(set(lines))
    assert [n for n in lines if len(n) < 2 or not n[0].isupper() or not n.replace("-", "").isalpha()] == []
    assert not {"Paris", "April", "May", "June", "Will", "Art", "Georgia", "Israel", "China"} & set(lines)
