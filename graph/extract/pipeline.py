"""From an article to what it tells, in one fixed order of steps; the same article gives the same extraction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path

from graph import edition
from graph.errors import ExtractionError
from graph.extract.attribution import Attributions, attribute
from graph.extract.citations import citations
from graph.extract.completion import Completion
from graph.extract.cues import cues
from graph.extract.decisions import Decisions
from graph.extract.document import Sentence, read
from graph.extract.entities import cluster
from graph.extract.happenings import Told, join
from graph.extract.inferred import with_casts
from graph.extract.languages import SUPPORTED, rules
from graph.extract.learned.features import SentenceView
from graph.extract.learned.models import digest, models
from graph.extract.mentions import MentionFinder
from graph.extract.pipelines import describe, pipeline
from graph.extract.reading import Reading
from graph.extract.register import Register, load_register
from graph.extract.relating import RelationReader, relation_reader
from graph.extract.relations import may_relate
from graph.extract.relevance import is_relevant
from graph.extract.roles import RoleFinder
from graph.extract.syntax import trees
from graph.extract.tellings import TellingFinder
from graph.extract.terms import TermFinder
from graph.extract.times import nearest
from graph.extract.validate import validated
from graph.model import Article, Claim, Extraction, Quote, Relation
from graph.vocabulary import Vocabulary, load_vocabulary


@dataclass(frozen=True)
class _Tools:
    """What one language needs, built once."""

    mentions: MentionFinder
    tellings: TellingFinder
    terms: TermFinder
    decisions: Decisions
    relations: RelationReader


@dataclass(frozen=True)
class Extractor:
    """Extracts with one vocabulary and one register."""

    vocabulary: Vocabulary
    register: Register
    packages: tuple[tuple[str, str], ...] = ()  #: language and installed spaCy pipeline, where not ours is to be used

    @cached_property
    def name(self) -> str:
        """``reelgraph-<version>+<8 hex digits of rules, vocabulary, register and models>``.

        It changes with whatever decides what an article tells, so that what another extractor told is known as such.
        """
        decides = (
            edition.digest(edition.EXTRACTION),
            self.vocabulary.digest,
            self.register.digest,
            digest(),
        )
        read = "".join((*decides, *map(describe, self.packages)))
        return f"reelgraph-{version('reelgraph')}+{hashlib.sha256(read.encode()).hexdigest()[:8]}"

    @cached_property
    def _tools(self) -> dict[str, _Tools]:
        return {code: self._tools_of(code) for code in SUPPORTED}

    @cached_property
    def _completion(self) -> Completion:
        return Completion(self.vocabulary)

    def _package(self, code: str) -> str:
        return dict(self.packages).get(code, "")

    def _tools_of(self, code: str) -> _Tools:
        tellings = TellingFinder(self.vocabulary, code)
        return _Tools(
            MentionFinder(self.register, rules(code), self._package(code)),
            tellings,
            TermFinder(self.vocabulary, code),
            Decisions(tellings, RoleFinder(self.vocabulary, code), models()),
            relation_reader(code, self.register, models()),
        )

    def extract(self, article: Article) -> Extraction:
        """What the article tells. Raises ExtractionError for an article in a language without rules."""
        if article.language not in SUPPORTED:
            raise ExtractionError(f"no rules for language {article.language!r}", article.id)
        tools = self._tools[article.language]
        language = rules(article.language)
        document = read(article, package=self._package(article.language))
        entities = cluster(document, tools.mentions.find(document), language)
        reading = Reading(document, entities, language, cues(article.language))
        attributions = attribute(reading)
        views = _views(reading, tools)
        relations = _relations(reading, views, tools)
        events = self._completion.complete(reading, join(self._told(reading, views, attributions, tools)), relations)
        extraction = Extraction(
            article_id=article.id,
            content_hash=article.content_hash,
            language=article.language,
            extractor=self.name,
            relevant=is_relevant(tuple(views.values()), models()),
            entities=entities.all,
            events=events,
            relations=relations,
            quotes=tuple(_quotes(reading, views, attributions, tools)),
            cites=citations(reading, attributions),
        )
        return validated(article, extraction, self.vocabulary)

    def _told(
        self, reading: Reading, views: Mapping[int, SentenceView], attributions: Attributions, tools: _Tools
    ) -> Iterator[Told]:
        decide = tools.decisions
        for sentence in reading.document.sentences:
            view = views[sentence.index]
            features = view.sentence_features()
            times = list(reading.times[sentence.index])
            for telling in decide.told(view, features):
                sure = decide.factuality(view, features, telling)
                claim = Claim(
                    source=decide.source(view, telling, attributions),
                    factuality=sure,
                    segment=sentence.segment,
                    evidence=sentence.span,
                    extent=decide.extent(view, features, telling, sure),
                )
                where = telling.trigger or (telling.first, telling.first)
                yield Told(
                    telling.type,
                    decide.fillers(view, features, telling),
                    claim,
                    nearest(times, reading.document, *where),
                )


def _views(reading: Reading, tools: _Tools) -> dict[int, SentenceView]:
    views: dict[int, SentenceView] = {}
    triggers = {s.index: tools.tellings.triggers(reading, s) for s in reading.document.sentences}
    parsed = trees(reading.document, (s for s in reading.document.sentences if _worth_parsing(reading, s, triggers)))
    for sentence in reading.document.sentences:
        views[sentence.index] = SentenceView(
            reading,
            sentence,
            triggers[sentence.index],
            tools.terms.find(reading, sentence),
            before=views.get(sentence.index - 1),
            title=views.get(0),
            tree=parsed.get(sentence.index),
        )
    return views


def _worth_parsing(reading: Reading, sentence: Sentence, triggers: Mapping[int, Mapping[str, object]]) -> bool:
    """Whether a tree could tell anything: of names that may be related, in an event, a cue or a quotation."""
    named = [m for m in reading.mentions[sentence.index] if m.names]
    if not any(may_relate(one, other) for one in named for other in named):
        return False
    spoken = reading.quotations[sentence.index] or reading.matches[sentence.index]
    return bool(triggers[sentence.index] or spoken)


def _relations(reading: Reading, views: Mapping[int, SentenceView], tools: _Tools) -> tuple[Relation, ...]:
    return tuple(with_casts(reading, (r for view in views.values() for r in tools.relations.relations(view))))


def _quotes(
    reading: Reading, views: Mapping[int, SentenceView], attributions: Attributions, tools: _Tools
) -> Iterator[Quote]:
    for rule, span in attributions.quotes:
        tokens = reading.document.tokens_of(span)
        if tokens is None:
            continue
        view = views[reading.document.sentence_at(tokens[0]).index]
        speaker = tools.decisions.speaker(view, span, attributions, rule)
        if speaker is not None:
            yield Quote(speaker, span)


@lru_cache(maxsize=4)
def default_extractor(extra_events: Path | None = None, packages: tuple[tuple[str, str], ...] = ()) -> Extractor:
    """The product's extractor, with further event types from a folder and installed spaCy pipelines by language.

    Raises VocabularyError, SettingsError.
    """
    for language, package in packages:
        pipeline(language, package)  # what cannot be used is told before the first article
    return Extractor(load_vocabulary(extra_events), load_register(), packages)
