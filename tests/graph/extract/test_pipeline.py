"""The extractor from article to extraction: what holds of any text, whatever the trained models say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import ExtractionError, ParseError
from graph.extract.pipeline import Extractor, default_extractor
from graph.extract.records import extraction_from_json, extraction_to_json, make_article, to_record
from graph.extract.relations import SIGNATURES
from graph.extract.validate import validated
from graph.model import Article, Claim, EntityType, Event, Extent, Extraction, Factuality, FillerKind, Segment
from graph.rdf import article_quads
from tests.graph import made
from tests.graph.extract.marked import PUBLISHED, article

ROOT = Path(__file__).parents[3]


def events(extraction: Extraction, kind: str) -> list[Event]:
    return [event for event in extraction.events if event.type == kind]


def claims(extraction: Extraction, kind: str) -> list[Claim]:
    return [claim for event in events(extraction, kind) for claim in event.claims]


# ------------------------------------------------------------------ any text

FRAGMENTS = {
    "en": """Netflix|Disney|Midjourney|The Brutalist|Ted Sarandos|Tilly Norwood|SAG-AFTRA|Reuters|sued|did not|used
        generative AI in|never|may|will|said|told|that|according to|“|”|‘|’|"|(|)|,|.|;|:|—|!|?|…|$5 million|300 jobs|
        in July 2025|yesterday|the streamer|he|she|’s|opposed|won|film|strike|deal with|launched|AI""",
    "fr": """Netflix|Disney|Midjourney|L’Éternaute|Ted Sarandos|SAG-AFTRA|Le Monde|a attaqué en justice|a utilisé
        l’IA générative dans|ne|pas|jamais|aurait|sera|a déclaré|selon|que|«|»|“|”|(|)|,|.|;|:|—|!|?|…|5 millions
        d’euros|300 emplois|en juillet 2025|hier|la plateforme|il|elle|d’|film|grève|accord|lance|IA""",
    "es": """Netflix|Disney|Midjourney|El Eternauta|Ted Sarandos|SAG-AFTRA|El País|demandó a|usó la IA generativa en|no|
        nunca|habría|será|dijo|según|que|«|»|“|”|(|)|,|.|;|:|—|!|¡|?|¿|…|5 millones de euros|300 empleos|en julio de
        2025|ayer|la plataforma|él|ella|película|huelga|acuerdo|lanza|IA""",
}
WORDS = {code: [" ".join(word.split()) for word in text.split("|")] for code, text in FRAGMENTS.items()}
BLANKS = [" ", " ", " ", "", "\u00a0", "\u202f", "\n\n"]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Articles of fragments of news, of anything at all, or of both."""
    language = draw(st.sampled_from(sorted(WORDS)))
    word = st.one_of(st.sampled_from(WORDS[language]), st.sampled_from(WORDS[language]), st.text(max_size=5))
    words = st.lists(st.tuples(word, st.sampled_from(BLANKS)).map("".join), max_size=25).map("".join)
    published = draw(st.sampled_from([None, PUBLISHED, date.min, date.max]))
    try:
        return make_article(
            article_id="any",
            title=draw(words).replace("\n\n", " "),
            paragraphs=draw(words).split("\n\n"),
            declared_language=language,
            published=published,
        )
    except ParseError:
        return article("en", "Nothing is told.", published=published)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(told=articles())
def test_any_text_gives_a_sound_extraction(told: Article) -> None:
    extractor = default_extractor()
    extraction = extractor.extract(told)
    assert_sound(told, extraction, extractor)
    assert extraction_from_json(extraction_to_json(extraction)) == extraction
    assert article_quads(told, extraction, extractor.vocabulary)


@pytest.mark.parametrize("told", [a for a, _ in made.articles()], ids=lambda a: a.id + a.version)
def test_news_gives_a_sound_extraction(extractor: Extractor, told: Article) -> None:
    extraction = extractor.extract(told)
    assert extraction.entities
    assert extraction.events
    assert_sound(told, extraction, extractor)


def assert_sound(told: Article, extraction: Extraction, extractor: Extractor) -> None:
    """All that must hold of an extraction, whatever the text."""
    text, vocabulary = told.full_text, extractor.vocabulary
    assert (extraction.article_id, extraction.content_hash) == (told.id, told.content_hash)
    assert (extraction.language, extraction.extractor) == (told.language, extractor.name)
    assert validated(told, replace(extraction, dropped=()), vocabulary) == replace(extraction, dropped=())
    kinds = {e.id: e.type for e in extraction.entities}
    assert len(kinds) == len({e.iri for e in extraction.entities}) == len(extraction.entities)
    mentions = sorted(m for e in extraction.entities for m in e.mentions)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all("\n" not in m.of(text) and m.of(text) == m.of(text).strip() for m in mentions)
    assert len({e.id for e in extraction.events}) == len(extraction.events)
    for event in extraction.events:
        kind = vocabulary.event_types[event.type]
        assert event.claims
        assert len(set(event.roles)) == len(event.roles)
        if event.time:
            date.fromisoformat((event.time + "-01-01")[:10])
        for filler in event.roles:
            role = kind.role(filler.role)
            assert role.kind is filler.kind
            if filler.kind is FillerKind.ENTITY:
                assert kinds[filler.value] in role.types
            elif filler.kind is FillerKind.TERM:
                assert filler.value in {t.slug for t in vocabulary.terms[role.scheme]}
            else:
                assert filler.value in text
        for claim in event.claims:
            assert claim.evidence.of(text).strip() == claim.evidence.of(text) != ""
            assert (claim.evidence.end <= len(told.title)) == (claim.segment is Segment.TITLE)
            assert set(claim.source) <= set(kinds)
            assert claim.extent is None or any(r.scheme == "technique" for r in kind.roles)
            assert claim.factuality is not Factuality.DENIED or claim.extent in (None, Extent.NONE)
    for relation in extraction.relations:
        domain, range_ = SIGNATURES[relation.predicate]
        assert kinds[relation.subject] in domain
        assert kinds[relation.object] in range_
        assert relation.evidence.of(text).strip()
    for quote in extraction.quotes:
        assert quote.speaker in kinds
        assert "\n" not in quote.span.of(text)
        assert text[: quote.span.start].rstrip(" \u00a0\u202f")[-1] in "«“‘\"'„"
        assert text[quote.span.end :].lstrip(" \u00a0\u202f")[0] in "»”’\"'“"
    assert set(extraction.cites) <= set(kinds)
    record = to_record(told, extraction)
    assert all(c["evidence"] in (record["title"], *told.paragraphs) or c["evidence"] in text for _, c in _pairs(record))


def _pairs(record: dict[str, object]) -> list[tuple[dict[str, object], dict[str, str]]]:
    return [(e, c) for e in record["events"] for c in e["claims"]]  # type: ignore[attr-defined]


# ------------------------------------------------------------------ the same each time

WRITTEN = """
import sys
from graph.extract.pipeline import default_extractor
from graph.extract.records import extraction_to_json
from tests.graph import made
for article, _ in made.articles():
    sys.stdout.buffer.write(extraction_to_json(default_extractor().extract(article)).encode() + b"\\n")
"""


def test_a_process_with_another_hash_seed_writes_the_same_bytes(extractor: Extractor) -> None:
    here = "".join(extraction_to_json(extractor.extract(told)) + "\n" for told, _ in made.articles()).encode()
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    run = subprocess.run([sys.executable, "-c", WRITTEN], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert run.stdout == here


def test_what_was_read_before_changes_nothing(extractor: Extractor) -> None:
    fresh = Extractor(extractor.vocabulary, extractor.register)
    told, _ = made.one_shot()
    first = fresh.extract(told)
    for other, _ in made.articles():
        fresh.extract(other)
    assert fresh.extract(told) == first == extractor.extract(told)


# ------------------------------------------------------------------ clear cases

NEGATED = [
    ("en", "AIUse", "Netflix did not use AI in The Eternaut."),
    ("en", "AIUse", "Netflix never used generative AI for The Brutalist."),
    ("en", "AIUse", "Netflix denied that it used AI in The Eternaut."),
    ("en", "AIUse", "No AI was used in The Brutalist, A24 said."),
    ("en", "Lawsuit", "Disney did not sue Midjourney."),
    ("en", "Lawsuit", "Disney hasn’t sued Midjourney over Star Wars."),
    ("en", "Acquisition", "Netflix has not acquired Runway."),
    ("fr", "AIUse", "Netflix n’a pas utilisé l’IA dans L’Éternaute."),
    ("fr", "AIUse", "Netflix dément avoir utilisé l’IA générative dans L’Éternaute."),
    ("fr", "AIUse", "Aucune IA n’a été utilisée dans The Brutalist."),
    ("fr", "Lawsuit", "Disney n’a pas attaqué Midjourney en justice."),
    ("es", "AIUse", "Netflix no usó la IA en El Eternauta."),
    ("es", "AIUse", "Netflix nunca usó inteligencia artificial en El Eternauta."),
    ("es", "AIUse", "Netflix negó haber usado la IA en El Eternauta."),
    ("es", "Lawsuit", "Disney no demandó a Midjourney."),
]


@pytest.mark.parametrize(("language", "kind", "text"), NEGATED)
def test_what_is_negated_is_never_plainly_asserted(extractor: Extractor, language: str, kind: str, text: str) -> None:
    told = claims(extractor.extract(article(language, text, title="")), kind)
    assert Factuality.ASSERTED not in {claim.factuality for claim in told}


@pytest.mark.parametrize(
    ("language", "text", "time"),
    [
        ("en", "Disney sued OpenAI in June 2025.", "2025-06"),
        ("fr", "Disney a attaqué OpenAI en justice en juin 2025.", "2025-06"),
        ("es", "Disney demandó a OpenAI en junio de 2025.", "2025-06"),
    ],
)
def test_a_plain_lawsuit_is_told_with_its_parties_and_its_time(
    extractor: Extractor, language: str, text: str, time: str
) -> None:
    told = article(language, text, title="")
    (event,) = events(extractor.extract(told), "Lawsuit")
    assert (event.fillers("plaintiff"), event.fillers("defendant"), event.time) == (("disney",), ("openai",), time)
    (claim,) = event.claims
    assert (claim.factuality, claim.evidence.of(told.full_text)) == (Factuality.ASSERTED, text)


def test_the_day_of_publication_is_no_date_of_an_event(extractor: Extractor) -> None:
    told = article("en", "Disney sued Midjourney over Star Wars.", title="Disney sues Midjourney", published=PUBLISHED)
    assert {event.time for event in extractor.extract(told).events} == {""}


def test_a_headline_makes_claims_of_its_own(extractor: Extractor) -> None:
    told = article("en", "Disney sued Midjourney over Star Wars.", title="Disney sues Midjourney")
    assert {claim.segment for claim in claims(extractor.extract(told), "Lawsuit")} == {Segment.TITLE, Segment.BODY}


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        ("en", "“We drew all of it by hand,” Ted Sarandos said.", "We drew all of it by hand,", "ted-sarandos"),
        ("fr", "« On a tout fait à la main », a déclaré Ted Sarandos.", "On a tout fait à la main", "ted-sarandos"),
        ("es", "«Lo hicimos todo a mano», dijo Ted Sarandos.", "Lo hicimos todo a mano", "ted-sarandos"),
    ],
)
def test_direct_speech_is_quoted_word_for_word(
    extractor: Extractor, language: str, text: str, words: str, speaker: str
) -> None:
    told = article(language, text, title="")
    (quote,) = extractor.extract(told).quotes
    assert (quote.speaker, quote.span.of(told.full_text)) == (speaker, words)


def test_a_thing_has_one_identity_in_all_languages(extractor: Extractor) -> None:
    texts = {"en": "They saw The Eternaut.", "fr": "Ils ont vu L’Éternaute.", "es": "Vieron El Eternauta."}
    found = [extractor.extract(article(code, text, title="")).entities for code, text in texts.items()]
    assert {entity.iri for (entity,) in found} == {"https://w3id.org/reelgraph/entity/el-eternauta"}
    assert {entity.type for (entity,) in found} == {EntityType.CREATIVE_WORK}


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("en", "The weather", "It rained in Lisbon all day, and the trams stood still until the evening."),
        ("fr", "La météo", "Il a plu à Lille toute la journée, et les trams sont restés à l’arrêt jusqu’au soir."),
        ("es", "El tiempo", "Llovió en Lisboa todo el día y los tranvías no se movieron hasta la noche."),
    ],
)
def test_other_news_is_not_relevant_and_tells_nothing(
    extractor: Extractor, language: str, title: str, text: str
) -> None:
    extraction = extractor.extract(article(language, text, title=title))
    assert not extraction.relevant
    assert extraction.events == ()


# ------------------------------------------------------------------ the extractor itself


def test_a_language_without_rules_is_refused_by_name(extractor: Extractor) -> None:
    with pytest.raises(ExtractionError, match="'de'") as caught:
        extractor.extract(Article("a1", "Titel", ("Text.",), "de"))
    assert caught.value.where == "a1"


def test_its_name_tells_version_and_what_it_was_built_of(extractor: Extractor, tmp_path: Path) -> None:
    assert re.fullmatch(r"reelgraph-\d+\.\d+\.\d+\+[0-9a-f]{8}", extractor.name)
    assert default_extractor() is extractor
    (tmp_path / "events").mkdir()
    assert default_extractor(tmp_path / "events").name == extractor.name
