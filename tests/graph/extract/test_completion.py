"""Who takes part in an event though its sentences do not say so. Names are marked by hand; events made by hand."""

from __future__ import annotations

from graph.extract.completion import Completion
from graph.extract.reading import Reading
from graph.model import Claim, Event, Factuality, FillerKind, Predicate, Relation, RoleFiller, Segment
from graph.vocabulary import load_vocabulary
from tests.graph.extract.marked import reading, sentence

COMPLETION = Completion(load_vocabulary())


def event(read: Reading, kind: str, words: str, **roles: str) -> Event:
    span = sentence(read, words).span
    claim = Claim((), Factuality.ASSERTED, Segment.BODY, span)
    terms = {"value"}
    fillers = tuple(
        RoleFiller(role, FillerKind.TERM if role in terms else FillerKind.ENTITY, value)
        for role, value in roles.items()
    )
    return Event("v1", kind, fillers, (claim,))


def completed(read: Reading, told: Event, *relations: Relation) -> Event:
    (one,) = COMPLETION.complete(read, [told], relations)
    return one


def test_who_makes_a_work_produces_it() -> None:
    read = reading("en", "[Salt Road](WORK) is a series by [Harbour](ORG).", "[Salt Road](WORK) came out in May.")
    relation = Relation("salt-road", Predicate.PRODUCED_BY, "harbour", read.document.sentences[1].span)
    told = event(read, "Production", "came out", work="salt-road")
    assert completed(read, told, relation).fillers("producer") == ("harbour",)
    assert completed(read, told).fillers("producer") == ()


def test_a_role_that_is_filled_stays() -> None:
    read = reading("en", "[Salt Road](WORK) is by [Harbour](ORG).", "[Brine](ORG) released [Salt Road](WORK).")
    relation = Relation("salt-road", Predicate.PRODUCED_BY, "harbour", read.document.sentences[1].span)
    told = event(read, "Production", "released", work="salt-road", producer="brine")
    assert completed(read, told, relation) == told


def test_who_writes_a_work_is_not_said_to_use_ai_on_it() -> None:
    read = reading("en", "[Salt Road](WORK) is by [Ana Keller](PER).", "AI was used for [Salt Road](WORK).")
    relation = Relation("salt-road", Predicate.CREATED_BY, "ana-keller", read.document.sentences[1].span)
    told = event(read, "AIUse", "AI was used", work="salt-road")
    assert completed(read, told, relation).fillers("agent") == ()


def test_a_named_judge_rules() -> None:
    read = reading("en", "Judge [Ana Keller](PER) threw out the suit against [Harbour](ORG).")
    assert completed(read, event(read, "Ruling", "threw out")).fillers("court") == ("ana-keller",)


def test_outcry_is_at_what_the_headline_is_about() -> None:
    read = reading("en", "Fans are furious.", title="Anger over AI in [Salt Road](WORK)")
    assert completed(read, event(read, "Backlash", "furious")).fillers("target") == ("salt-road",)
    praise = event(read, "Stance", "furious", value="support")
    assert completed(read, praise).fillers("target") == ()


def test_without_one_topic_there_is_no_target() -> None:
    read = reading("en", "Fans are furious.", title="Anger over AI in [Salt Road](WORK) and [Low Tide](WORK)")
    assert completed(read, event(read, "Backlash", "furious")).fillers("target") == ()


def test_who_says_what_is_thought_holds_the_stance() -> None:
    read = reading("en", "[Ana Keller](PER) called AI a gift.", title="Seen today")
    claim = Claim(("ana-keller",), Factuality.ASSERTED, Segment.BODY, read.document.sentences[1].span)
    told = Event("v1", "Stance", (RoleFiller("value", FillerKind.TERM, "support"),), (claim,))
    assert completed(read, told).fillers("holder") == ("ana-keller",)


def test_who_sued_is_a_party_of_the_settlement_and_who_was_sued_of_the_ruling() -> None:
    read = reading("en", "[Ana Keller](PER) sued [Harbour](ORG).", "[Harbour](ORG) settled.", "The judge ruled in May.")
    suit = event(read, "Lawsuit", "sued", plaintiff="ana-keller", defendant="harbour")
    settled = event(read, "Settlement", "settled", party="harbour")
    ruled = event(read, "Ruling", "ruled")
    _, deal, ruling = COMPLETION.complete(read, [suit, settled, ruled], ())
    assert set(deal.fillers("party")) == {"harbour", "ana-keller"}
    assert ruling.fillers("party") == ("harbour",)


def test_of_two_cases_none_is_guessed() -> None:
    read = reading("en", "[Ana Keller](PER) sued [Harbour](ORG).", "[Brine](ORG) settled.", "The court ruled in May.")
    suit = event(read, "Lawsuit", "sued", plaintiff="ana-keller", defendant="harbour")
    other = event(read, "Lawsuit", "sued", defendant="brine")
    settled = event(read, "Settlement", "settled", party="tidewater")
    ruled = event(read, "Ruling", "ruled")
    _, _, deal, ruling = COMPLETION.complete(read, [suit, other, settled, ruled], ())
    assert deal == settled
    assert ruling == ruled
