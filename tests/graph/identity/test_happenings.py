"""Which tellings are one happening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from graph import iri
from graph.identity import EventView, HappeningIndex, Judgements, Verdict, happenings
from graph.identity.judgements import judge
from graph.identity.tellings import log_odds, weigh
from graph.model import EntityType
from graph.vocabulary import load_vocabulary
from tests.graph.identity.things import known, told

FILM, OTHER_FILM = (iri.minted_entity(EntityType.CREATIVE_WORK, n) for n in ("Glass Harbour", "Salt Road"))
NETFLIX, DISNEY, RUNWAY = known("netflix"), known("disney"), known("runway")
THINGS = {FILM: EntityType.CREATIVE_WORK, NETFLIX: EntityType.ORGANIZATION, RUNWAY: EntityType.ORGANIZATION}
WHEN = "2026-11-25T10:00:00Z"


def use(
    article: str, work: str = FILM, agent: str = NETFLIX, technique: str = "video-generation", **more: object
) -> EventView:
    return told(
        article,
        "AIUse",
        roles=[("agent", agent), ("work", work)],
        terms=[("technique", technique)],
        near=[agent, work],
        things={**THINGS, work: EntityType.CREATIVE_WORK},
        **more,  # type: ignore[arg-type]
    )


def groups(events: Sequence[EventView], judgements: Judgements | None = None) -> set[frozenset[str]]:
    found = happenings(events, judgements=judgements)
    return {frozenset(f"{t.article} {t.local_id}" for t in h.tellings) for h in found}


def test_articles_that_tell_one_use_tell_one_happening() -> None:
    assert groups([use("a"), use("b"), use("c", technique="generative-ai")]) == {frozenset(("a v1", "b v1", "c v1"))}


def test_another_work_year_technique_or_type_is_another_happening() -> None:
    others = [
        use("b", work=OTHER_FILM),
        use("c", technique="voice-cloning", agent=DISNEY),
        told("d", "Backlash", roles=[("target", FILM)], near=[FILM, NETFLIX], things=THINGS),
    ]
    for other in others:
        assert len(groups([use("a"), other])) == 2, other


def test_a_strike_years_ago_is_not_the_one_of_today() -> None:
    union = known("sag-aftra")

    def strike(article: str, time: str, day: date) -> EventView:
        unions = [union, known("writers-guild-of-america"), known("amptp")]
        things = dict.fromkeys(unions, EntityType.ORGANIZATION)
        roles = [("actor", union)]
        return told(article, "CollectiveAction", roles=roles, near=unions, things=things, time=time, published=day)

    old, new = strike("a", "2023", date(2025, 7, 1)), strike("b", "2025-07", date(2025, 7, 2))
    assert len(groups([old, new])) == 2
    assert len(groups([old, strike("c", "2023-07", date(2026, 3, 1))])) == 1, "told again much later"


def test_one_article_does_not_tell_a_happening_twice() -> None:
    assert len(groups([use("a"), use("a", event="v2")])) == 2


def test_a_happening_is_named_by_its_first_telling_and_keeps_its_name() -> None:
    first, later = use("z", published=date(2025, 7, 1)), use("a", published=date(2025, 7, 9))
    (alone,) = happenings([first])
    (both,) = happenings([later, first])
    assert both.iri == alone.iri
    assert [t.article for t in both.tellings] == ["z", "a"]


def test_a_new_version_of_an_article_keeps_the_name() -> None:
    assert happenings([use("a", version="1" * 16)])[0].iri == happenings([use("a", version="2" * 16)])[0].iri


def test_links_say_why() -> None:
    (link,) = happenings([use("a"), use("b")])[0].links
    assert link.score > 0.5
    assert any("roles share" in reason for reason in link.why)


def test_judgements_join_and_part_tellings() -> None:
    a, b, c = use("a"), use("b"), told("c", "AIUse")
    apart = Judgements((judge(a.telling, b.telling, Verdict.DIFFERENT, by="ana", when=WHEN),))
    assert groups([a, b, c], apart) == {frozenset(("a v1",)), frozenset(("b v1",)), frozenset(("c v1",))}
    joined = Judgements((judge(a.telling, c.telling, Verdict.SAME, by="ana", when=WHEN),))
    assert groups([a, b, c], joined) == {frozenset(("a v1", "b v1", "c v1"))}
    both = apart.plus(judge(b.telling, c.telling, Verdict.SAME, by="ana", when=WHEN))
    assert groups([a, b, c], both) == {frozenset(("a v1",)), frozenset(("b v1", "c v1"))}


EVENTS = [
    use("a"),
    use("b", published=date(2025, 7, 20)),
    use("c", agent=DISNEY),
    use("d", work=OTHER_FILM),
    use("e", technique="generative-ai", time="2025"),
    use("e", technique="voice-cloning", event="v2"),
    told("f", "Backlash", roles=[("target", FILM)], near=[FILM], things=THINGS),
    told("g", "Backlash", near=[FILM, NETFLIX], things=THINGS, published=None),
]


@settings(max_examples=40, deadline=None)
@given(st.permutations(EVENTS), st.integers(0, len(EVENTS)), st.sets(st.sampled_from("abcdefg"), max_size=3))
def test_neither_order_nor_batches_nor_articles_taken_back_count(
    order: list[EventView], cut: int, gone: set[str]
) -> None:
    index = HappeningIndex()
    index.add(order[:cut])
    index.happenings()
    index.add(order[cut:])
    for article in sorted(gone):
        index.remove(article)
    assert index.happenings() == happenings(e for e in EVENTS if e.article not in gone)


def test_each_event_stands_in_exactly_one_happening() -> None:
    found = [t.telling for h in happenings(EVENTS) for t in h.tellings]
    assert sorted(found) == sorted(e.telling for e in EVENTS)


@given(st.data())
def test_two_tellings_are_weighed_alike_from_either_side(data: st.DataObject) -> None:
    things = (FILM, OTHER_FILM, NETFLIX, RUNWAY)
    one, other = (
        told(
            article,
            "AIUse",
            roles=[("agent", thing) for thing in data.draw(st.sets(st.sampled_from(things)))],
            near=sorted(data.draw(st.sets(st.sampled_from(things)))),
            # articles take a thing for different types, or do not name it outside of what they cite
            things=data.draw(st.dictionaries(st.sampled_from(things), st.sampled_from(EntityType))),
        )
        for article in ("a", "b")
    )
    kind = load_vocabulary().event_types["AIUse"]
    assert weigh(one, other, kind) == weigh(other, one, kind)
    assert log_odds(one, other, kind) == weigh(other, one, kind).log_odds
