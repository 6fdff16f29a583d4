"""Where a text names something: names of the register, and names that only their form and company give away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from graph import resources
from graph.extract.document import Document, Sentence, is_everyday
from graph.extract.pipelines import pipeline
from graph.extract.quotations import find_quotations
from graph.extract.register import Register, RegisterEntry
from graph.extract.rules import LanguageRules
from graph.model import EntityType, Segment, Span

_LONGEST_TITLE = 8  # words of a quoted title; longer ones are speech
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.-]{1,7}(?:-[A-Z]{2,6})?")
_TYPES = frozenset(t.value for t in EntityType)
#: where a capital within a sentence tells "Anthropic" from "anthropic"; French has them on institutions in general
_CAPITALS_TELL_COMPANIES = frozenset(("en", "es"))
_NEVER_EVERYDAY = frozenset((EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE))
_AND = frozenset(("and", "et", "y", "e", "&"))
_NO_NAME = frozenset("© / @ # | = : ; … % http https".split())
_LONGEST_PERSON = 4  # words
_SEQUEL = re.compile(r"[2-9]|1\d|II|III|IV|VI{0,3}")
_SHORTEST_IN_CAPITALS = 5  # letters; shorter names in capitals are acronyms of something else
_FULL_STOP = re.compile(r"[.!?…;]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    span: Span
    type: EntityType
    entry: RegisterEntry | None = None


@dataclass(frozen=True)
class MentionFinder:
    """Finds the names of a text in one language."""

    register: Register
    rules: LanguageRules
    package: str = ""  #: the installed spaCy pipeline that reads the documents, or "" for ours

    @cached_property
    def _names(self) -> tuple[PhraseMatcher, PhraseMatcher, dict[int, RegisterEntry], frozenset[int]]:
        """Matchers for names as written and in capitals, the entry of each match key, the keys of ambiguous names."""
        nlp = pipeline(self.rules.code, self.package)
        matcher, capitals = PhraseMatcher(nlp.vocab), PhraseMatcher(nlp.vocab, attr="LOWER")
        entries: dict[int, RegisterEntry] = {}
        ambiguous: set[int] = set()
        for name, entry in self.register.names(self.rules.code):
            label = f"{entry.id} {name}"
            matcher.add(label, [nlp.make_doc(name)])
            if len(name) >= _SHORTEST_IN_CAPITALS:
                capitals.add(label, [nlp.make_doc(name)])
            key = nlp.vocab.strings[label]
            entries[key] = entry
            if name in entry.ambiguous:
                ambiguous.add(key)
        return matcher, capitals, entries, frozenset(ambiguous)

    @cached_property
    def _given_names(self) -> frozenset[str]:
        path = resources.gazetteer() / "given-names.txt"
        return frozenset(path.read_text(encoding="utf-8").split())

    def find(self, document: Document) -> list[Mention]:
        """Mentions in text order, none overlapping.

        Names of the register go first, unless the model sees a longer name around one; then what the model found; then
        titles between quotation marks and names that only their company gives away.
        """
        seen = {(e.start, e.end): EntityType(e.label_) for e in document.doc.ents if e.label_ in _TYPES}
        taken: list[Span] = []
        found: list[Mention] = []
        guesses = (*self._quoted_titles(document), *self._seen(document, seen), *self._capitalised(document))
        for mention in (*self._known(document, seen), *guesses):
            if not any(mention.span.overlaps(span) for span in taken):
                taken.append(mention.span)
                # the register knows figures of fiction so that they are taken for neither people nor works
                if mention.entry is None or mention.entry.subtype != "character":
                    found.append(mention)
        return sorted(found, key=lambda m: m.first)

    def _seen(self, document: Document, seen: Mapping[tuple[int, int], EntityType]) -> Iterator[Mention]:
        """What the model sees, cut to what can be a name; telling words within it decide its type."""
        for (first, last), type_ in self._parted(document, seen):
            trimmed = self._trimmed(document, first, last)
            if trimmed is None or not self._stands_in_running_text(document, *trimmed):
                continue
            alone = document.doc[trimmed[0]] if trimmed[1] - trimmed[0] == 1 else None
            if alone is not None and alone.is_stop and not alone.is_upper:
                continue
            if alone is not None and type_ in _NEVER_EVERYDAY and is_everyday(alone.text, self.rules.code):
                company = type_ is EntityType.ORGANIZATION and self.rules.code in _CAPITALS_TELL_COMPANIES
                if not (company and self._capital_is_telling(document, trimmed[0])):
                    continue
            yield Mention(*trimmed, document.span(*trimmed), self._told_by_its_words(document, *trimmed) or type_)

    def _parted(
        self, document: Document, seen: Mapping[tuple[int, int], EntityType]
    ) -> Iterator[tuple[tuple[int, int], EntityType]]:
        """ "Adrien and Felicity" are two people."""
        for (first, last), type_ in seen.items():
            start = first
            if type_ is EntityType.PERSON:
                for token in range(first, last):
                    if document.lower[token] in _AND:
                        if start < token:
                            yield (start, token), type_
                        start = token + 1
            if start < last:
                yield (start, last), type_

    def _trimmed(self, document: Document, first: int, last: int) -> tuple[int, int] | None:
        """A name without the everyday words around it; None if none is left."""
        doc = document.doc
        while first < last and self._opens_no_name(document, first, last):
            first += 1
        while last > first and not self._closes_name(document, last - 1):
            last -= 1
        if not any(t.is_alpha for t in doc[first:last]):
            return None
        if not (doc[first].text[0].isupper() or doc[first].text[0].isdigit()):
            return None
        if any(t.text in _NO_NAME or "\n" in t.text for t in doc[first:last]):
            return None
        opens = first == document.sentence_at(first).first and not doc[first].is_upper
        everyday = doc[first].is_stop or is_everyday(doc[first].text, self.rules.code)
        everyday = everyday and doc[first].text not in self._given_names
        if not (opens and everyday):
            return first, last
        rest = first + 1
        return (rest, last) if rest < last and self._name_part(document, rest) else None

    def _stands_in_running_text(self, document: Document, first: int, last: int) -> bool:
        """Where every word has a capital, only a name that the body has too is told from the words around it."""
        if not self._in_title_case(document, document.sentence_at(first)):
            return True
        name = document.span(first, last).of(document.text)
        return name in document.article.text

    def _opens_no_name(self, document: Document, token: int, last: int) -> bool:
        word = document.doc[token]
        acronym = word.is_upper and len(word.text) > 1 and token + 1 < last
        common = document.lower[token] in self.rules.never_names and not acronym
        return common or word.is_punct or word.is_space or word.text == "©"

    def _closes_name(self, document: Document, token: int) -> bool:
        word = document.doc[token]
        if word.is_punct or word.is_space:
            return word.text in {")", "!", "?"}
        return not word.is_lower or word.like_num or "." in word.text

    def _told_by_its_words(self, document: Document, first: int, last: int) -> EntityType | None:
        """The type that words of a longer name give away, whatever stands around it."""
        rules, words = self.rules, document.lower[first:last]
        if last - first < 2:
            return None
        if words[-1] in rules.law_words or (words[0] in rules.law_words and last - first > 2):
            return EntityType.LEGAL_INSTRUMENT
        if words[0] in rules.occasion_words or words[-1] in rules.occasion_words:
            return EntityType.OCCASION
        if any(word in rules.organization_words for word in words):
            return EntityType.ORGANIZATION
        if document.doc[first].text in self._given_names and last - first <= _LONGEST_PERSON:
            return EntityType.PERSON
        return None

    def _known(self, document: Document, seen: Mapping[tuple[int, int], EntityType]) -> Iterator[Mention]:
        matcher, capitals, entries, ambiguous = self._names
        doc = document.doc
        loud = [span for span in capitals(doc, as_spans=True) if span.text.isupper()]
        matched = [*matcher(doc, as_spans=True), *loud]
        found = filter_spans(span for span in matched if not self._goes_on(document, span.end))
        sure = {entries[span.label].id for span in found if span.label not in ambiguous}
        for span in found:
            entry = entries[span.label]
            type_ = seen.get((span.start, span.end))
            fits = type_ is not None and type_ in (entry.type, *entry.also)
            if span.text.lower() in self.rules.never_names and not fits:
                continue
            unsure = span.label in ambiguous and entry.id not in sure and not fits
            if unsure and (type_ is not None or not self._capital_is_telling(document, span.start)):
                continue
            if any(a <= span.start and span.end <= b and (b - a) > span.end - span.start for a, b in seen):
                continue
            if self._within_name(document, span.start, span.end):
                continue
            as_tool = EntityType.AI_SYSTEM in entry.also and self._used(document, span.start)
            kind = EntityType.AI_SYSTEM if as_tool and (fits or type_ is None) else entry.type
            yield Mention(span.start, span.end, document.span(span.start, span.end), kind, entry)

    def _used(self, document: Document, first: int) -> bool:
        """Whether a name stands as a tool does: "made with Suno", "using Runway", "l'outil Midjourney"."""
        before = document.lower[max(0, first - 2) : first]
        return bool(before) and (
            before[-1] in self.rules.tool_markers or any(w in self.rules.tool_words for w in before)
        )

    def _goes_on(self, document: Document, last: int) -> bool:
        """A sequel is another work: "Moana 2", "Wicked: For Good"."""
        doc = document.doc
        if last >= len(doc) or not doc[last - 1].whitespace_:
            return False
        return bool(_SEQUEL.fullmatch(doc[last].text))

    def _within_name(self, document: Document, first: int, last: int) -> bool:
        """A one-word name that is part of a longer capitalised one: "Paris" in "Paris Hilton"."""
        if last - first > 1:
            return False
        doc = document.doc
        before = first > 0 and doc[first - 1].text in self._given_names and bool(doc[first - 1].whitespace_)
        return before and doc[first].is_title and not doc[first].is_upper

    def _capital_is_telling(self, document: Document, token: int) -> bool:
        """A capital tells a name from a common word, save at the start of a sentence or in a title in capitals."""
        sentence = document.sentence_at(token)
        if token == sentence.first or self._in_title_case(document, sentence):
            return False
        return not _FULL_STOP.match(document.doc[token - 1].text)

    def _in_title_case(self, document: Document, sentence: Sentence) -> bool:
        words = [t for t in document.doc[sentence.first : sentence.last] if t.is_alpha and len(t.text) > 3]
        capitals = sum(t.text[0].isupper() for t in words)
        return sentence.segment is Segment.TITLE and len(words) > 2 and capitals > 0.7 * len(words)

    # ------------------------------------------------------------------ quoted titles

    def _quoted_titles(self, document: Document) -> Iterator[Mention]:
        text = document.text
        for sentence in document.sentences:
            for span in find_quotations(text, sentence.span.start, sentence.span.end):
                inner = Span(span.start, span.end - len(span.of(text)) + len(span.of(text).rstrip(",. ")))
                tokens = document.tokens_of(inner)
                if tokens is None or not self._like_a_title(document, *tokens):
                    continue
                yield Mention(*tokens, inner, EntityType.CREATIVE_WORK)

    def _like_a_title(self, document: Document, first: int, last: int) -> bool:
        doc = document.doc
        words = [t for t in doc[first:last] if t.is_alpha]
        if not words or len(words) > _LONGEST_TITLE or not doc[first].text[0].isupper():
            return False
        if all(word.lower_ in self.rules.never_names for word in words):
            return False
        before = document.lemma[max(0, first - 4) : first]
        if ":" in before[-2:]:
            return False  # what a colon announces is speech
        cued = any(word in self.rules.work_words for word in before)
        if cued:
            return True
        if self._speech_around(document, first, last) or doc[last - 1].text in {",", ".", "!", "?", "…"}:
            return False
        if self.rules.code == "en":
            long_words = [w for w in words if len(w.text) > 3]
            return bool(long_words) and all(w.text[0].isupper() for w in long_words)
        # French and Spanish titles capitalise little; what is short and not speech is taken for one
        return len(words) <= 4 and words[0].lower_ not in self.rules.never_names

    def _speech_around(self, document: Document, first: int, last: int) -> bool:
        near = (*document.lemma[max(0, first - 4) : first], *document.lemma[last : last + 5])
        return any(word in self.rules.reporting for word in near)

    # ------------------------------------------------------------------ capitalised sequences

    def _capitalised(self, document: Document) -> Iterator[Mention]:
        for sentence in document.sentences:
            if self._in_title_case(document, sentence):
                continue
            at = sentence.first
            while at < sentence.last:
                if not self._name_part(document, at):
                    at += 1
                    continue
                last = self._name_end(document, at, sentence.last)
                first = self._name_start(document, at, last, sentence)
                if first < last and (kind := self._kind(document, first, last, sentence)):
                    yield Mention(first, last, document.span(first, last), kind)
                at = last

    def _name_part(self, document: Document, token: int) -> bool:
        text = document.doc[token].text
        return text[0].isupper() and (len(text) > 1 or text.isalpha()) and not text.startswith(("I'", "I’"))

    def _name_end(self, document: Document, first: int, end: int) -> int:
        doc, last = document.doc, first + 1
        while last < end:
            goes_on = last + 1 < end and self._name_part(document, last + 1)
            joined = not doc[last - 1].whitespace_ and not doc[last].whitespace_
            name = self._name_part(document, last) and doc[last - 1].text not in {",", ";"}
            sequel = doc[last - 1].whitespace_ and _SEQUEL.fullmatch(doc[last].text)
            if name or sequel:
                last += 1
            elif goes_on and (doc[last].lower_ in self.rules.name_particles or (joined and doc[last].text in "-&.")):
                last += 2
            else:
                break
        return last

    def _name_start(self, document: Document, first: int, last: int, sentence: Sentence) -> int:
        while first < last and document.lower[first] in self.rules.never_names:
            first += 1
        # the first word of a sentence is capitalised whatever it is
        if first == sentence.first and last - first == 1:
            return last
        return first

    def _kind(self, document: Document, first: int, last: int, sentence: Sentence) -> EntityType | None:
        rules, lower, lemma = self.rules, document.lower, document.lemma
        words = lower[first:last]
        count = last - first
        before = lemma[max(sentence.first, first - 3) : first]
        if (told := self._told_by_its_words(document, first, last)) is not None:
            return told
        if before and before[-1] in rules.person_roles:
            return EntityType.PERSON
        if any(word in rules.work_words for word in before[-2:]):
            return EntityType.CREATIVE_WORK
        text = document.span(first, last).of(document.text)
        if _ACRONYM.fullmatch(text) and self._bracketed(document, first, last):
            return EntityType.ORGANIZATION
        if count in (2, 3) and all(w.isalpha() or w in "-'" for w in words):
            after = lemma[last : min(last + 5, sentence.last)]
            appositive = after[:1] == (",",) and any(word in rules.person_roles for word in after)
            speaks = any(word in rules.reporting for word in (*before[-1:], *after[:1]))
            if appositive or speaks:
                return EntityType.PERSON
        return None

    def _bracketed(self, document: Document, first: int, last: int) -> bool:
        doc = document.doc
        return first > 0 and last < len(doc) and doc[first - 1].text == "(" and doc[last].text == ")"
