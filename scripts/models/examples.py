"""Training examples for the linear models: our annotated text, read by the same code as any article."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph import iri
from graph.extract.attribution import Attributions, attribute
from graph.extract.cues import cues
from graph.extract.decisions import SPEECH_ACTS
from graph.extract.document import Document, read
from graph.extract.entities import Entities, Located, with_descriptions, with_pronouns
from graph.extract.factuality import factuality
from graph.extract.languages import rules
from graph.extract.learned.features import SentenceView
from graph.extract.learned.models import RELEVANCE
from graph.extract.learned.subject import window_features
from graph.extract.matcher import Match
from graph.extract.reading import Reading
from graph.extract.register import load_register
from graph.extract.relating import RelationReader, relation_reader
from graph.extract.syntax import trees
from graph.extract.tellings import TellingFinder
from graph.extract.terms import TermFinder
from graph.model import Article, Entity, EntityType, Span
from graph.vocabulary import load_vocabulary
from scripts.models.corpus import own_articles
from scripts.training_data import Line, MiniArticle

NONE = "none"


@dataclass
class Examples:
    """Features and labels of each task; ``group`` numbers the mini-article, for splitting."""

    features: dict[str, list[list[str]]] = field(default_factory=dict)
    labels: dict[str, list[list[str]]] = field(default_factory=dict)
    group: dict[str, list[int]] = field(default_factory=dict)

    def add(self, task: str, features: list[str], labels: list[str], group: int) -> None:
        """One example of a task."""
        self.features.setdefault(task, []).append(features)
        self.labels.setdefault(task, []).append(labels)
        self.group.setdefault(task, []).append(group)


def collect(languages: tuple[str, ...]) -> Examples:
    """Examples of all tasks from all our text in these languages."""
    examples, number = Examples(), 0
    for language in languages:
        finder = TellingFinder(load_vocabulary(), language)
        terms = TermFinder(load_vocabulary(), language)
        reader = relation_reader(language, load_register(), {})
        subtypes = {name: entry.subtype for name, entry in load_register().names(language)}
        for mini in own_articles(language):
            _article(examples, mini, language, finder, terms, subtypes, reader, number)
            number += 1
    return examples


def _article(
    examples: Examples,
    mini: MiniArticle,
    language: str,
    finder: TellingFinder,
    terms: TermFinder,
    subtypes: dict[str, str],
    reader: RelationReader,
    number: int,
) -> None:
    article = Article(
        id=f"training-{number}",
        title=mini.lines[0].text,
        paragraphs=tuple(line.text for line in mini.lines[1:]),
        language=language,
        published=mini.published,
    )
    document = read(article, cut=False, names=False)
    offsets = [0, article.body_start]
    for paragraph in article.paragraphs:
        offsets.append(offsets[-1] + len(paragraph) + 2)
    marked, found = _marked(mini, document, offsets, language, subtypes)
    reading = Reading(document, found, rules(language), cues(language))
    attributions = attribute(reading)
    parsed = trees(document, document.sentences)
    by_paragraph = {s.paragraph: s for s in document.sentences}
    before: SentenceView | None = None
    title: SentenceView | None = None
    views: list[SentenceView] = []
    for index, line in enumerate(mini.lines):
        sentence = by_paragraph[index]
        triggers = finder.triggers(reading, sentence)
        view = SentenceView(
            reading,
            sentence,
            triggers,
            terms.find(reading, sentence),
            before=before,
            title=title,
            tree=parsed.get(sentence.index),
        )
        before, title = view, title or view
        views.append(view)
        features = view.sentence_features()
        examples.add("types", features, sorted({e.type for e in line.events}), number)
        _events(examples, line, view, features, triggers, marked.get(index, []), attributions, number)
        _relations(examples, line, view, reader, number)
    examples.add(RELEVANCE, window_features(views), [] if mini.off_topic else [RELEVANCE], number)


Marked = dict[int, list[tuple[Located, tuple[tuple[int, str], ...]]]]


def _marked(
    mini: MiniArticle, document: Document, offsets: list[int], language: str, subtypes: dict[str, str]
) -> tuple[Marked, Entities]:
    """Mentions by line with the roles they are marked with, described ones resolved as in any article."""
    entities: dict[str, Entity] = {}
    named: list[tuple[int, Located, tuple[tuple[int, str], ...]]] = []
    described: list[tuple[int, Located, tuple[tuple[int, str], ...]]] = []
    for index, line in enumerate(mini.lines):
        for mark in line.entities:
            if mark.type in {"", "Amount"}:
                continue
            tokens = document.doc.char_span(
                offsets[index] + mark.start, offsets[index] + mark.end, alignment_mode="expand"
            )
            if tokens is None:
                continue
            type_ = EntityType(mark.type)
            key = _key(iri.slug(mark.surface), type_, entities)
            span = Span(tokens.start_char, tokens.end_char)
            subtype = subtypes.get(mark.surface.replace("’", "'"), "")
            place = Located(key, type_, subtype, tokens.start, tokens.end, span, described=mark.described)
            (described if mark.described else named).append((index, place, mark.roles))
            if not mark.described:
                entities.setdefault(key, Entity(key, type_, mark.surface, (span,), key))
    places = tuple(sorted((place for _, place, _ in named), key=lambda m: (m.first, m.last)))
    found = Entities(tuple(entities.values()), places)
    found = with_pronouns(document, with_descriptions(document, found, rules(language)), rules(language))
    located = list(found.located)
    meant = {t: place for place in located if not place.names for t in range(place.first, place.last)}
    marked: Marked = {}
    for index, place, roles in (*named, *described):
        here = next((meant[t] for t in range(place.first, place.last) if t in meant), None) if place.described else None
        if place.described and here is None:
            entities.setdefault(
                place.entity, Entity(place.entity, place.type, place.entity, (place.span,), place.entity)
            )
            located.append(place)
        marked.setdefault(index, []).append((here or place, roles))
    known = {place for places in marked.values() for place, _ in places}
    for place in located:
        if place not in known:  # described or meant by a pronoun, without a part in any event
            marked.setdefault(document.sentence_at(place.first).paragraph, []).append((place, ()))
    return marked, Entities(tuple(entities.values()), tuple(sorted(set(located), key=lambda m: (m.first, m.last))))


def _key(slug: str, type_: EntityType, entities: dict[str, Entity]) -> str:
    """One key for a person named in full and by surname."""
    key = f"{slug}-{type_.value.lower()}"
    if type_ in _SURNAMED and key not in entities:
        return next((k for k, e in entities.items() if e.type is type_ and k.endswith("-" + key)), key)
    return key


_SURNAMED = frozenset((EntityType.PERSON, EntityType.SYNTHETIC_PERFORMER))


def _events(
    examples: Examples,
    line: Line,
    view: SentenceView,
    features: list[str],
    triggers: dict[str, Match[tuple[str, bool]]],
    marked: list[tuple[Located, tuple[tuple[int, str], ...]]],
    attributions: Attributions,
    number: int,
) -> None:
    for position, event in enumerate(line.events):
        match = triggers.get(event.type)
        where = (match.first, match.last) if match else None
        first, last = where or (view.sentence.first, view.sentence.last)
        nominal = bool(match and match.key[1])
        rule = factuality(view.reading, view.sentence, first, min(last, view.sentence.last), nominal=nominal)
        told = [*features, f"k={event.type}", f"rule={rule}", f"k={event.type}&rule={rule}"]
        examples.add("factuality", told, [event.factuality], number)
        if event.type == "Stance":
            examples.add("stance", told, list(event.attributes.get("value", ())), number)
        acts = event.type in SPEECH_ACTS
        chain = attributions.chain_at(view.sentence, first if where else None, acts=acts)
        for mention, roles in marked:
            here = [name for index, name in roles if index == position]
            role = next((name for name in here if name not in {"source", "relay"}), NONE)
            examples.add("roles", view.mention_features(event.type, mention, where), [role], number)
            if event.type == "Stance" and not any(name == "source" for _, marks in marked for _, name in marks):
                continue  # many Stance lines mark the holder alone, and do not tell whether he also speaks
            said = next((name for name in here if name in {"source", "relay"}), NONE)
            examples.add("speakers", view.speaker_features(mention, chain), [said], number)


def _relations(examples: Examples, line: Line, view: SentenceView, reader: RelationReader, number: int) -> None:
    text = view.reading.document.text
    named = {e.id: e.name for e in view.reading.entities.all}
    stated = sorted((r.predicate, r.subject, r.object) for r in line.relations)
    for pair in reader.pairs(view):
        a, b = _names(pair.left, text, named), _names(pair.right, text, named)
        label = next((f"{p}>" for p, s, o in stated if _same(s, a) and _same(o, b)), NONE)
        if label == NONE:
            label = next((f"<{p}" for p, s, o in stated if _same(s, b) and _same(o, a)), NONE)
        examples.add("relations", pair.features, [label], number)


def _names(mention: Located, text: str, named: dict[str, str]) -> tuple[str, ...]:
    return mention.span.of(text), named[mention.entity]


def _same(told: str, names: tuple[str, ...]) -> bool:
    return any(told == name or told.rsplit(maxsplit=1)[-1] == name or name.split()[-1] == told for name in names)
