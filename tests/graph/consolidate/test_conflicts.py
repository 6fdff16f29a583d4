"""What contradicts, what supersedes, and what only looks different."""

from __future__ import annotations

import pytest

from graph.consolidate import conflicts as module
from graph.model import Predicate
from tests.graph.consolidate.told import conflicts, labels, said, told

USE = {"agent": "netflix", "work": "el-eternauta"}


def test_extents_two_ranks_apart_contradict_with_both_sentences() -> None:
    (found,) = conflicts(
        told("a", "2025-07-18", said("One shot was made with AI.", extent="sequence")),
        told("b", "2025-07-20", said("The whole series was made by AI.", extent="entire")),
    )
    assert (found.label, found.aspect, found.rule) == ("contradicts", "extent", "extents-apart")
    assert found.one.evidence == "One shot was made with AI."
    assert found.other.evidence == "The whole series was made by AI."
    assert found.explanation == "sequence against entire"


def test_neighbouring_extents_are_told_of_one_thing() -> None:
    assert not conflicts(
        told("a", "2025-07-18", said("One shot was made with AI.", extent="sequence")),
        told("b", "2025-07-20", said("An element was made by AI.", extent="element")),
    )


def test_a_headline_beyond_its_own_body_is_a_conflict_of_one_article() -> None:
    article = told(
        "a",
        "2025-07-18",
        said("The first AI series", extent="entire", title=True),
        said("One shot was made with AI.", extent="sequence"),
    )
    assert labels(article) == [("contradicts", "extent", "headline-beyond-body")]


def test_a_headline_surer_than_its_body() -> None:
    article = told(
        "a", "2025-07-18", said("Netflix used AI", title=True), said("Netflix may have used AI.", factuality="possible")
    )
    assert labels(article) == [("contradicts", "modality", "headline-surer-than-body")]


def test_a_denial_contradicts_an_assertion() -> None:
    assert labels(
        told("a", "2025-07-18", said("Netflix used AI.")),
        told("b", "2025-07-20", said("No AI was used.", "bruno-stagnaro", factuality="denied")),
    ) == [("contradicts", "polarity", "denied-and-affirmed")]


def test_a_denial_of_much_does_not_contradict_an_assertion_of_less() -> None:
    assert not conflicts(
        told("a", "2025-07-18", said("One shot was made with AI.", extent="sequence")),
        told("b", "2025-07-20", said("It was not all AI.", "netflix", factuality="denied", extent="entire")),
    )


def test_who_denies_first_and_admits_later_supersedes() -> None:
    works = [("ted-sarandos", Predicate.WORKS_FOR, "netflix")]
    assert labels(
        told("a", "2025-07-18", said("No AI was used.", "netflix", factuality="denied")),
        told("b", "2025-09-20", said("AI was used after all.", "ted-sarandos"), relations=works),
    ) == [("supersedes", "polarity", "denial-withdrawn")]


def test_figures_contradict_and_roundings_do_not() -> None:
    def jobs(article_id: str, amount: str) -> object:
        sentence = f"AI threatens {amount}."
        return told(article_id, "2024-05-17", said(sentence), kind="JobImpact", roles={"amount": amount})

    assert labels(jobs("a", "12 500 emplois"), jobs("b", "15 000 personnes")) == [  # type: ignore[arg-type]
        ("contradicts", "amount", "figures-apart")
    ]
    assert labels(jobs("a", "12 500 emplois"), jobs("b", "about 12,600 jobs")) == []  # type: ignore[arg-type]


def test_a_petition_grows_and_does_not_contradict_itself() -> None:
    def petition(article_id: str, day: str, sentence: str) -> object:
        return told(article_id, day, said(sentence), kind="CollectiveAction", roles={"actor": "les-voix"})

    early = petition("a", "2024-05-17", "La pétition a été signée par près de 30 000 personnes.")
    late = petition("b", "2024-05-28", "La pétition dépasse les 100 000 signatures.")
    backwards = petition("c", "2024-06-28", "The petition has 12,000 signatures.")
    assert labels(early, late) == [("supersedes", "amount", "count-grew")]  # type: ignore[arg-type]
    assert labels(late, backwards) == [("contradicts", "amount", "figures-apart")]  # type: ignore[arg-type]


def release(article_id: str, day: str, time: str, sentence: str, factuality: str = "asserted") -> object:
    claim = said(sentence, factuality=factuality)
    return told(article_id, day, claim, kind="Production", roles={"work": "el-eternauta"}, time=time)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2025-04", "Out in April."), ("2025-05", "Out in May."), [("contradicts", "date", "periods-apart")]),
        (("2025-04", "Out in April."), ("2025-04-30", "Out on 30 April."), []),
        (("2025", "Out in 2025."), ("2025-04-30", "Out on 30 April 2025."), []),
    ],
)
def test_dates(one: tuple[str, str], other: tuple[str, str], expected: list[tuple[str, str, str]]) -> None:
    first, second = release("a", "2025-07-18", *one), release("b", "2025-07-20", *other)
    assert labels(first, second) == expected  # type: ignore[arg-type]


def test_a_plan_that_was_moved_is_out_of_date_not_wrong() -> None:
    first = release("a", "2025-07-18", "2025-12", "It will be out in December 2025.", "planned")
    second = release("b", "2025-11-20", "2026-03", "It will be out in March 2026.", "planned")
    assert labels(first, second) == [("supersedes", "date", "date-moved")]  # type: ignore[arg-type]


def test_what_was_told_as_done_cannot_happen_months_later() -> None:
    first = release("a", "2025-07-18", "", "It came out.")
    second = release("b", "2026-05-18", "2025-12", "It came out in December 2025.")
    assert labels(first, second) == [("contradicts", "date", "told-before-it-happened")]  # type: ignore[arg-type]


def test_planned_and_then_done_supersedes() -> None:
    ruling = {"kind": "Ruling", "roles": {"party": "anthropic"}}
    first = told("a", "2025-09-10", said("The judge will look at it again.", factuality="planned"), **ruling)  # type: ignore[arg-type]
    second = told("b", "2025-09-25", said("The judge approved it."), **ruling)  # type: ignore[arg-type]
    assert labels(first, second) == [("supersedes", "modality", "planned-then-done")]


def test_talks_and_then_a_ratified_contract_supersede() -> None:
    deal = {"kind": "LabourAgreement", "roles": {"union": "sag-aftra"}}
    first = told("a", "2025-01-10", said("SAG-AFTRA is in talks on AI."), **deal)  # type: ignore[arg-type]
    second = told("b", "2025-07-10", said("Members ratified the contract."), **deal)  # type: ignore[arg-type]
    assert labels(first, second) == [("supersedes", "modality", "stage-reached")]


def test_a_ban_contradicts_a_ban_with_a_condition() -> None:
    rule = {"kind": "RuleChange", "roles": {"authority": "netflix"}}
    first = told("a", "2025-08-25", said("Netflix forbids replicas without consent."), **rule)  # type: ignore[arg-type]
    second = told("b", "2025-08-29", said("Netflix prohíbe los actores creados por IA."), language="es", **rule)  # type: ignore[arg-type]
    third = told("c", "2025-08-29", said("La charte proscrit, sauf accord écrit, tout clone."), language="fr", **rule)  # type: ignore[arg-type]
    assert labels(first, second) == [("contradicts", "scope", "ban-without-its-condition")]
    assert labels(first, third) == []


def test_a_licence_that_covers_what_the_other_leaves_out() -> None:
    deal = {"kind": "Licensing", "roles": {"licensor": "netflix", "licensee": "anthropic"}}
    first = told("a", "2025-12-11", said("The deal includes the voices of its actors."), **deal)  # type: ignore[arg-type]
    second = told("b", "2025-12-11", said("L’accord n’autorise pas l’usage des voix."), language="fr", **deal)  # type: ignore[arg-type]
    assert labels(first, second) == [("contradicts", "scope", "covered-against-left-out")]


def test_another_tool_contradicts_unless_one_belongs_to_the_other() -> None:
    first = told("a", "2025-07-18", said("It was made with Runway Gen-3."), roles={**USE, "system": "runway"})
    second = told("b", "2025-07-19", said("It was made with Sora."), roles={**USE, "system": "sora"})
    kin = [("sora", Predicate.OWNED_BY, "runway")]
    third = told("b", "2025-07-19", said("It was made with Sora."), roles={**USE, "system": "sora"}, relations=kin)
    assert labels(first, second) == [("contradicts", "identity", "other-system")]
    assert labels(first, third) == []


def test_one_quotation_from_two_mouths() -> None:
    words = "art cannot be made by a machine that has never lived"
    first = told("a", "2025-07-18", said(f"He said: “{words}”", "bruno-stagnaro"), quotes=[("bruno-stagnaro", words)])
    second = told("b", "2025-07-19", said(f"They said: “{words}”", "sag-aftra"), quotes=[("sag-aftra", words)])
    assert ("contradicts", "attribution", "one-quotation-two-speakers") in labels(first, second)


def test_a_speaker_who_takes_it_back() -> None:
    first = told("a", "2025-07-03", said("It was all Suno, he said.", "bruno-stagnaro"))
    second = told("b", "2025-07-05", said("He now says it was a hoax.", "bruno-stagnaro"))
    assert labels(first, second) == [("supersedes", "attribution", "speaker-retracted")]


def test_two_articles_have_one_conflict_an_aspect() -> None:
    first = told("a", "2025-07-18", *(said(f"Shot {n} was AI.", extent="sequence") for n in range(3)))
    second = told("b", "2025-07-20", *(said(f"All of it was AI, {n}.", extent="entire") for n in range(3)))
    assert len(conflicts(first, second)) == 1


def test_of_many_accounts_each_is_compared_with_the_first_to_say_otherwise() -> None:
    many = module.MOST_COMPARED + 20
    articles = [
        told(f"a{n:03}", f"2025-07-{1 + n % 28:02}", said(f"Version {n}.", extent="entire" if n % 2 else "sequence"))
        for n in range(many)
    ]
    found = conflicts(*articles)
    named = {claim.article for conflict in found for claim in (conflict.one, conflict.other)}
    assert len(named) == many  # nobody's contradiction is lost
    assert len(found) <= many * 2  # and their number does not grow with the square
