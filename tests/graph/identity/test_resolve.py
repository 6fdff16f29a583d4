"""Which occurrences are one thing, which are asked about, which stay apart."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import iri
from graph.extract.register import load_register
from graph.identity import Identity, Judgements, Occurrence, Resolver, Verdict, resolve
from graph.identity.judgements import Undo, judge
from graph.model import EntityType
from tests.graph.identity.things import ORG, PERSON, TOOL, WORK, known, named

WHEN = "2026-11-25T10:00:00Z"
STORY = [iri.minted_entity(WORK, "Glass Harbour"), iri.minted_entity(PERSON, "Jonah Pryce"), known("netflix")]


def one(occurrences: Sequence[Occurrence], judgements: Judgements | None = None) -> bool:
    """Whether all occurrences are one thing."""
    identity = resolve(occurrences, judgements)
    return len({identity.canonical(o.iri, o.article) for o in occurrences}) == 1


def same(left: str, right: str) -> Judgements:
    return Judgements((judge(left, right, Verdict.SAME, by="ana", when=WHEN),))


def different(left: str, right: str) -> Judgements:
    return Judgements((judge(left, right, Verdict.DIFFERENT, by="ana", when=WHEN),))


# ------------------------------------------------------------------ what rules join


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (named("a", ORG, "The Halcyon Company"), named("b", ORG, "Halcyon Company")),
        (named("a", PERSON, "Mara Ellison"), named("b", PERSON, "Mara Elison", beside=STORY)),
        (named("a", ORG, "Mara Ellison"), named("b", PERSON, "Mara Ellison")),
        (named("a", PERSON, "Ted Sarantos"), named("b", PERSON, "Ted Sarandos", entry="ted-sarandos")),
        (named("a", PERSON, "Ted SARANDOS"), named("b", PERSON, "Ted Sarandos", entry="ted-sarandos")),
    ],
    ids=lambda o: f"{o.type} {o.name}",
)
def test_spellings_of_one_name_are_one_thing(a: Occurrence, b: Occurrence) -> None:
    assert one([a, b])


def test_a_slip_is_put_right_even_where_no_article_has_the_right_name() -> None:
    slip = named("a", PERSON, "Ted Sarantos")
    assert resolve([slip]).canonical(slip.iri) == known("ted-sarandos")


def test_the_register_knows_titles_in_all_languages() -> None:
    titles = [named(code, WORK, title, language=code) for code, title in (("fr", "L'ÉTERNAUTE"), ("es", "ETERNAUTA"))]
    assert {resolve(titles).canonical(t.iri) for t in titles} == {known("el-eternauta")}


def test_a_bracketed_name_glosses_the_one_before_it() -> None:
    short, full = (iri.minted_entity(ORG, n) for n in ("SYA", "Sindicato y Alianza"))
    assert one(
        [
            named("a", ORG, "SYA", beside=[full], glossed=[full]),
            named("a", ORG, "Sindicato y Alianza", beside=[short], glossed=[short]),
        ]
    )


def test_an_article_that_has_both_spells_the_acronym_out() -> None:
    short, full = (iri.minted_entity(ORG, n) for n in ("NVU", "Northern Voices Union"))
    assert one([named("a", ORG, "NVU", beside=[full]), named("a", ORG, "Northern Voices Union", beside=[short])])
    assert not one([named("a", ORG, "NVU"), named("b", ORG, "Northern Voices Union")])


def test_an_unknown_title_in_translation_needs_the_same_people() -> None:
    hands = [("createdBy", iri.minted_entity(PERSON, "Jonah Pryce"))]
    hands += [("performedBy", iri.minted_entity(PERSON, name)) for name in ("Ana Ruiz", "Leo Marsh", "Ines Duval")]
    english = named("a", WORK, "Glass Harbour", related=hands, language="en")
    spanish = named("b", WORK, "El puerto de cristal", related=hands, language="es")
    assert one([english, spanish])
    assert not one([english, named("b", WORK, "El puerto de cristal", related=hands[:2], language="es")])
    assert not one([english, named("b", WORK, "Stone Harbour", related=hands, language="en")])


# ------------------------------------------------------------------ what they do not


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (named("a", WORK, "Glass Harbour"), named("b", WORK, "Glass Harbour 2")),
        (named("a", PERSON, "Maria Keller"), named("b", PERSON, "Mario Keller", beside=STORY)),
        (named("a", ORG, "Midjourney"), named("b", TOOL, "Midjourney")),
        (named("a", ORG, "Halcyon Records"), named("b", ORG, "Halcyon Pictures")),
        (named("a", PERSON, "Jon Stone", "Stone"), named("b", PERSON, "Rhea Stone", "Stone")),
        (named("a", PERSON, "Stone"), named("b", PERSON, "Rhea Stone")),
        (named("a", EntityType.PLACE, "South Velian"), named("b", EntityType.PLACE, "South Velia")),
        (named("a", ORG, "Unreal Tools", "UT"), named("b", ORG, "Union Theatre", "UT")),
        (named("a", ORG, "Sony", entry="sony"), named("b", ORG, "Sony Music", entry="sony-music")),
    ],
    ids=lambda o: f"{o.type} {o.name}",
)  # fmt: skip
def test_names_that_are_only_alike_stay_apart(a: Occurrence, b: Occurrence) -> None:
    assert not one([a, b])


def test_two_that_one_article_tells_apart_stay_apart() -> None:
    left, right = (iri.minted_entity(PERSON, n) for n in ("Mara Ellison", "Mara Elison"))
    assert not one(
        [named("a", PERSON, "Mara Ellison", beside=[right]), named("a", PERSON, "Mara Elison", beside=[left])]
    )


def test_popularity_decides_nothing() -> None:
    """A thousand articles on Netflix do not make what is written alike Netflix."""
    many = [named(f"a{n}", ORG, "Netflix", entry="netflix") for n in range(1000)]
    assert resolve([*many, named("x", ORG, "Netfix")]).canonical(iri.minted_entity(ORG, "Netfix")) != known("netflix")


def test_a_short_name_that_fits_two_is_left_alone() -> None:
    short = named("a", ORG, "Halcyon", beside=STORY)
    both = [named("b", ORG, "Halcyon Studios", beside=STORY), named("c", ORG, "Halcyon Records", beside=STORY)]
    identity = resolve([short, *both])
    assert identity.canonical(short.iri) == short.iri


def test_every_join_says_why() -> None:
    (link,) = resolve([named("a", PERSON, "Ted Sarantos")]).links
    assert link.rule == "spelling"
    assert 0.9 <= link.score < 1
    assert link.why[0] == "+2.6 'Ted Sarantos' and 'Ted Sarandos' differ by a slip"


# ------------------------------------------------------------------ judgements


def test_different_is_a_wall_that_no_rule_gets_over() -> None:
    pair = [named("a", ORG, "Mara Ellison"), named("b", PERSON, "Mara Ellison")]
    wall = different(pair[0].iri, pair[1].iri)
    assert one(pair)
    assert not one(pair, wall)
    third = named("c", PERSON, "Mara Elison", beside=STORY)
    identity = resolve([*pair, third], wall)
    assert identity.canonical(pair[0].iri) != identity.canonical(pair[1].iri), "not by way of a third either"


def test_same_is_transitive_and_different_wins_over_it() -> None:
    a, b, c = (named(n, ORG, n * 3) for n in "xyz")
    chain = same(a.iri, b.iri).plus(*same(b.iri, c.iri).made)
    assert one([a, b, c], chain)
    identity = resolve([a, b, c], chain.plus(*different(a.iri, c.iri).made))
    assert identity.canonical(a.iri) != identity.canonical(c.iri)
    assert [c.different for c in identity.conflicts] == [(a.iri, c.iri)]


def test_a_person_may_join_what_the_register_has_as_two() -> None:
    identity = resolve([], same(known("netflix"), known("sony")))
    assert identity.canonical(known("sony")) == identity.canonical(known("netflix"))


def test_unsure_keeps_a_rule_from_joining_and_is_no_wall() -> None:
    pair = [named("a", ORG, "Mara Ellison"), named("b", PERSON, "Mara Ellison")]
    unsure = judge(pair[0].iri, pair[1].iri, Verdict.UNSURE, by="ana", when=WHEN)
    assert not one(pair, Judgements((unsure,)))
    later = judge(pair[0].iri, pair[1].iri, Verdict.SAME, by="bo", when="2026-11-26T10:00:00Z")
    assert one(pair, Judgements((unsure, later)))


def test_undoing_gives_what_was_before() -> None:
    things = [named("a", ORG, "Halcyon"), named("b", ORG, "Lumen Post"), named("c", PERSON, "Ted Sarantos")]
    before = resolve(things)
    made = judge(things[0].iri, things[1].iri, Verdict.SAME, by="ana", when=WHEN)
    judged = Judgements((made,))
    assert resolve(things, judged) != before
    assert resolve(things, judged.plus(Undo(made.id, "ana", WHEN))) == before


def test_a_name_may_be_another_thing_in_one_article() -> None:
    articles = [named(a, PERSON, "Jane Doe") for a in "abc"]
    node = iri.occurrence("b", articles[0].iri)
    identity = resolve(articles, different(articles[0].iri, node))
    assert identity.canonical(articles[0].iri, "b") == node
    assert identity.canonical(articles[0].iri, "a") == identity.canonical(articles[0].iri, "c") == articles[0].iri
    other = named("d", PERSON, "Jane Roe")
    identity = resolve([*articles, other], different(articles[0].iri, node).plus(*same(node, other.iri).made))
    assert identity.canonical(articles[0].iri, "b") == identity.canonical(other.iri, "d") == other.iri


# ------------------------------------------------------------------ order and growth

CORPUS = [
    named("a", PERSON, "Ted Sarantos", beside=STORY),
    named("b", PERSON, "Mara Ellison", beside=STORY),
    named("c", PERSON, "Mara Elison", beside=STORY),
    named("d", ORG, "Mara Ellison"),
    named("e", ORG, "Halcyon", beside=STORY),
    named("f", ORG, "Halcyon Studios", beside=STORY),
    named("g", ORG, "Universal", entry="universal-pictures", beside=[known("sony-music"), known("warner-music-group")]),
    named("h", TOOL, "Midjourney", entry="midjourney"),
]


@settings(max_examples=25, deadline=None)
@given(st.permutations(CORPUS), st.integers(0, len(CORPUS)), st.sets(st.sampled_from("abcdefgh"), max_size=3))
def test_neither_order_nor_batches_nor_articles_taken_back_count(
    order: list[Occurrence], cut: int, gone: set[str]
) -> None:
    resolver = Resolver()
    resolver.add(order[:cut])
    resolver.identity(Judgements())
    resolver.add(order[cut:])
    for article in sorted(gone):
        resolver.identity(Judgements())
        resolver.remove(article)
    assert resolver.identity(Judgements()) == resolve(o for o in CORPUS if o.article not in gone)


def test_an_article_read_again_counts_once() -> None:
    resolver = Resolver()
    for _ in range(3):
        resolver.add(CORPUS)
    assert resolver.profiles[CORPUS[0].iri].articles == 1
    assert resolver.identity(Judgements()) == resolve(CORPUS)


def test_only_blocks_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each new name meets a few others, however many there are."""
    chance = random.Random(7)
    syllables = "ba cor dan el fin gar hol in jor kel lum mor nes ol pra quin ros sul tav ur ves wil".split()
    names = {" ".join("".join(chance.choices(syllables, k=3)).title() for _ in range(2)) for _ in range(1500)}
    resolver = Resolver(load_register())
    resolver.add(named(f"a{n}", PERSON, name) for n, name in enumerate(sorted(names)))
    compared = 0

    def counting(*arguments: object) -> None:
        nonlocal compared
        compared += 1

    monkeypatch.setattr("graph.identity.resolver.decide", counting)
    resolver.identity(Judgements())
    assert compared < 2 * len(names)


def test_what_nobody_joined_stands_for_itself() -> None:
    assert Identity().canonical("https://example.org/x", "a") == "https://example.org/x"
    assert Identity().members("https://example.org/x") == ("https://example.org/x",)
