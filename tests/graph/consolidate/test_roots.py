"""Where reports come from: citation chains, shared words, who speaks for whom."""

from __future__ import annotations

from collections.abc import Mapping

from graph import iri
from graph.consolidate.roots import Provenance, provenances
from graph.model import Article, Extraction, Predicate
from tests.graph.consolidate.told import accounts, said, told

SARANDOS = iri.registered_entity("ted-sarandos")
REUTERS = iri.registered_entity("reuters")
NETFLIX = iri.registered_entity("netflix")
QUOTED = "the sequence was finished ten times faster than with the usual tools"


def of(*articles: tuple[Article, Extraction]) -> Mapping[str, Provenance]:
    return provenances([(a.document, a.claims) for a in accounts(*articles)])


def roots(found: Mapping[str, Provenance]) -> set[str]:
    return {origin for provenance in found.values() for origin in provenance.origins}


def rules(provenance: Provenance) -> list[str]:
    return [step.rule for step in provenance.chain]


def test_all_that_goes_back_to_one_speaker_is_one_root() -> None:
    found = of(
        told("a", "2025-07-18", said("It was AI, he said.", "ted-sarandos")),
        told("b", "2025-07-19", said("It was AI, he told Reuters.", "reuters", "ted-sarandos")),
        told("c", "2025-07-20", said("It was AI, said the boss.", "ted-sarandos"), cites=["the-guardian"]),
    )
    assert roots(found) == {SARANDOS}
    assert [step.node for step in found["b"].chain] == [REUTERS, SARANDOS]
    assert rules(found["c"]) == ["cites", "attributed-to"]


def test_an_article_that_names_nobody_is_its_own_root() -> None:
    found = of(told("a", "2025-07-18", said("It was AI.")), told("b", "2025-07-19", said("AI was in it, we saw.")))
    assert len(roots(found)) == 2
    assert found["a"].chain == ()


def test_who_cites_an_outlet_goes_back_to_it_and_further_where_its_report_is_at_hand() -> None:
    citing = told("b", "2025-07-20", said("It was AI."), cites=["reuters"])
    assert roots(of(citing)) == {REUTERS}
    at_hand = told("a", "2025-07-18", said("It was AI, he said.", "ted-sarandos"), publisher="Reuters")
    found = of(at_hand, citing)
    assert roots(found) == {SARANDOS}
    assert rules(found["b"]) == ["cites", "report-of-cited-outlet", "attributed-to"]


def test_a_shared_rare_quotation_shows_where_it_was_taken_from() -> None:
    sentence = f"“{QUOTED}”, it is said."
    first = told("a", "2025-07-18", said(sentence), quotes=[("ted-sarandos", QUOTED)])
    second = told("b", "2025-07-20", said(f"Also: “{QUOTED}”."), quotes=[("ted-sarandos", QUOTED)])
    found = of(first, second)
    assert len(roots(found)) == 1
    assert rules(found["b"]) == ["shared-quotation"]


def test_a_copied_passage_does_too_in_the_order_of_publication() -> None:
    sentence = "The collapse of a building in Buenos Aires was generated with artificial intelligence by Netflix."
    found = of(
        told("later", "2025-07-20", said(sentence.replace("by Netflix", "for Netflix"))),
        told("first", "2025-07-18", said(sentence)),
    )
    assert found["first"].chain == ()
    assert rules(found["later"]) == ["near-duplicate-passage"]
    assert found["later"].origins == found["first"].origins


def test_a_wire_credit_counts_as_a_citation() -> None:
    article = told("a", "2025-07-18", said("It was AI."), publisher="Mid-Day (AFP)")
    (origin,) = roots(of(article))
    assert origin.endswith("/afp")


def test_a_company_and_who_speaks_for_it_are_one_root() -> None:
    works = [("ted-sarandos", Predicate.WORKS_FOR, "netflix")]
    found = of(
        told("a", "2025-07-18", said("It was AI, he said.", "ted-sarandos"), relations=works),
        told("b", "2025-07-19", said("It was AI, the company said.", "netflix")),
    )
    assert roots(found) == {NETFLIX}


def test_a_headline_that_says_more_than_any_speaker_is_a_root_of_its_own() -> None:
    article = told(
        "a",
        "2025-07-18",
        said("The first AI series", extent="entire", title=True),
        said("One shot was AI, he said.", "ted-sarandos", extent="sequence"),
    )
    (account,) = accounts(article)
    provenance = of(article)["a"]
    assert provenance.claims[account.claims[0].iri] == (account.document.version,)
    assert provenance.claims[account.claims[1].iri] == (SARANDOS,)
    assert provenance.origins == (SARANDOS,)
