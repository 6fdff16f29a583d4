"""Event types, roles, terms and shapes, read from ``ontologies/``: what extraction may say and the graph may hold.

One file of ``ontologies/events/`` holds an event type whole; its format is told in ``ontologies/README.md``. Every
file is checked here, strictly, because a slip in one would otherwise show only as events that are never found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from rdflib import RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL
from rdflib.term import Node

from graph import resources
from graph.errors import VocabularyError
from graph.extract.languages import SUPPORTED
from graph.iri import ONTOLOGY, TERM
from graph.model import EntityType, Factuality, FillerKind
from graph.ontology_file import OntologyFile, read_ontology
from graph.ontology_shapes import combine_shapes
from graph.triggers import Trigger

SCHEMES = ("aspect", "extent", "factuality", "segment", "stage", "stance", "technique")
SCHEME = "https://w3id.org/reelgraph/scheme/"
SIDES = ("any", "before", "after")
NEEDS = ("", "ai-sentence", "ai-article")

Triggers = Mapping[str, tuple[Trigger, ...]]  # by ISO 639-1 code


@dataclass(frozen=True)
class Role:
    """A role of an event type with what may fill it."""

    name: str
    kind: FillerKind
    types: tuple[EntityType, ...]  #: empty unless kind is ENTITY
    scheme: str  #: "" unless kind is TERM
    side: str  #: where the filler stands, seen from an active verb: before, after, any
    cues: Triggers  #: words after which the filler stands
    required: bool = False  #: an event without it is refused by the shape
    identifying: bool = False  #: events of the type whose fillers of it differ are different events


@dataclass(frozen=True)
class Example:
    """A sentence with what extraction must find in it."""

    language: str
    text: str
    roles: Mapping[str, tuple[str, ...]]  #: surface strings, slugs of terms, or an amount's words
    factuality: str = Factuality.ASSERTED.value
    extent: str = ""  #: "" where not told
    time: str = ""  #: as :attr:`graph.model.Event.time`
    none: bool = False  #: a look-alike: no event of the type is told


@dataclass(frozen=True)
class EventType:
    """All that is known of one type of event."""

    name: str
    iri: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    roles: tuple[Role, ...]  #: in the order of the file's shape
    verbs: Triggers
    nouns: Triggers
    needs: str  #: where AI must be spoken of: "" | "ai-sentence" | "ai-article"
    examples: tuple[Example, ...]

    def role(self, name: str) -> Role:
        """The role of that name. Raises KeyError."""
        for role in self.roles:
            if role.name == name:
                return role
        raise KeyError(name)


@dataclass(frozen=True)
class Term:
    """A concept of one of the schemes."""

    slug: str
    scheme: str
    iri: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    cues: Triggers
    rank: int  #: place in the scheme; extents rise with it


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Everything of ``ontologies/``, checked."""

    event_types: Mapping[str, EventType]  #: by name, sorted
    terms: Mapping[str, tuple[Term, ...]]  #: by scheme; terms by rank
    graph: Graph  #: ontology, terms, event types, alignments
    shapes: Graph  #: SHACL, with the terms of each scheme and the roles that a type lacks filled in
    digest: str  #: ``sha256:…`` over the files read
    problems: tuple[VocabularyError, ...] = field(default=())  #: files of the user's folder that were left out


def load_vocabulary(extra: Path | None = None) -> Vocabulary:
    """Read ``ontologies/`` and, from a folder of the user's, further event types (``*.ttl``).

    Cached by folder. Raises VocabularyError for a broken file of the product; one of ``extra`` is left out and
    stands in :attr:`Vocabulary.problems`. Raises VocabularyError if ``extra`` is no folder.
    """
    if extra is not None and not extra.is_dir():
        raise VocabularyError(f"{extra}: no such folder of event types; create it, or correct the setting")
    return _load(resources.ontologies(), extra.resolve() if extra is not None else None)


@dataclass(frozen=True, eq=False)
class _Product:
    """What stands in ``ontologies/``, parsed and checked once however many folders of users are added to it."""

    core: tuple[OntologyFile, ...]  #: ontology, terms, alignments
    shapes: OntologyFile
    events: tuple[OntologyFile, ...]
    known: frozenset[str]  #: names of roles
    terms: Mapping[str, tuple[Term, ...]]
    types: Mapping[str, EventType]


@lru_cache(maxsize=2)
def _product(folder: Path) -> _Product:
    core = tuple(read_ontology(folder / name) for name in ("reelgraph.ttl", "terms.ttl", "alignments.ttl"))
    known = _roles_declared(core)
    terms = {scheme: _terms(core[1], scheme) for scheme in SCHEMES}
    events = tuple(map(read_ontology, sorted((folder / "events").glob("*.ttl"))))
    types: dict[str, EventType] = {}
    for file in events:
        types.update(_new_type(file, known, terms, types))
    return _Product(core, read_ontology(folder / "shapes.ttl"), events, known, MappingProxyType(terms), types)


@lru_cache(maxsize=8)
def _load(folder: Path, extra: Path | None) -> Vocabulary:
    ours = _product(folder)
    types = dict(ours.types)
    added: list[OntologyFile] = []
    problems: list[VocabularyError] = []
    for path in sorted(extra.glob("*.ttl")) if extra else ():
        try:
            file = read_ontology(path)
            types.update(_new_type(file, ours.known, ours.terms, types))
            added.append(file)
        except VocabularyError as problem:
            problems.append(problem)
    events = (*ours.events, *added)
    graph = Graph("SimpleMemory")  # no contexts to keep: half the time
    for file in (*ours.core, *events):
        graph += file.graph
    return Vocabulary(
        event_types=MappingProxyType(dict(sorted(types.items()))),
        terms=ours.terms,
        graph=graph,
        shapes=combine_shapes(
            (ours.shapes, *events),
            {SCHEME + scheme: [t.iri for t in members] for scheme, members in ours.terms.items()},
            _lacking(types, ours.known | _roles_declared(events)),
        ),
        digest=_digest((*ours.core, ours.shapes, *events)),
        problems=tuple(problems),
    )


def _new_type(
    file: OntologyFile, known: frozenset[str], terms: Mapping[str, tuple[Term, ...]], types: Mapping[str, EventType]
) -> dict[str, EventType]:
    event_type = _EventFile(file, known | _roles_declared([file]), terms).event_type()
    if event_type.name in types:
        raise file.error(event_type.name, "this event type exists already; choose another name")
    return {event_type.name: event_type}


def _roles_declared(files: Iterable[OntologyFile]) -> frozenset[str]:
    """Names of the role properties that files declare, ``amount`` included."""
    found: set[str] = set()
    for file in files:
        for prop in file.graph.subjects(RDFS.subPropertyOf, URIRef(ONTOLOGY + "role")):
            found.add(file.local_name(prop, ONTOLOGY))
            file.labels(prop)
            file.definitions(prop)
        if (URIRef(ONTOLOGY + "amount"), RDF.type, OWL.DatatypeProperty) in file.graph:
            found.add("amount")
    return frozenset(found)


def _lacking(types: Mapping[str, EventType], names: frozenset[str]) -> dict[str, list[str]]:
    """IRIs of the roles that each type does not have, by IRI of the type."""
    return {
        t.iri: [ONTOLOGY + name for name in sorted(names - {role.name for role in t.roles})]
        for _, t in sorted(types.items())
    }


def _terms(file: OntologyFile, scheme: str) -> tuple[Term, ...]:
    subjects = list(file.graph.subjects(SKOS.inScheme, URIRef(SCHEME + scheme)))
    if not subjects:
        raise file.error(scheme, "this scheme has no terms; declare some with skos:inScheme")
    found = []
    for subject in subjects:
        rank = file.text(subject, "rank")
        if not rank.isdigit():
            raise file.error(subject, "a term needs one rg:rank, a whole number")
        found.append(
            Term(
                slug=file.local_name(subject, TERM),
                scheme=scheme,
                iri=str(subject),
                labels=file.labels(subject, SKOS.prefLabel),
                definitions=file.definitions(subject),
                cues=file.triggers(subject, "cue"),
                rank=int(rank),
            )
        )
    ranks = [t.rank for t in found]
    if len(set(ranks)) != len(ranks):
        raise file.error(scheme, "two terms of the scheme have the same rg:rank")
    return tuple(sorted(found, key=lambda t: t.rank))


class _EventFile:
    """Reads the one event type of one file."""

    def __init__(self, file: OntologyFile, known: frozenset[str], terms: Mapping[str, tuple[Term, ...]]) -> None:
        self.file = file
        self.known = known
        self.terms = terms

    def event_type(self) -> EventType:
        file = self.file
        subjects = sorted(file.graph.subjects(RDFS.subClassOf, URIRef(ONTOLOGY + "Event")), key=str)
        if len(subjects) != 1:
            raise file.error("", f"a file holds one event type (rdfs:subClassOf rg:Event), this one {len(subjects)}")
        subject = subjects[0]
        name = file.local_name(subject, ONTOLOGY)
        if (subject, RDF.type, OWL.Class) not in file.graph:
            raise file.error(name, "an event type is an owl:Class")
        if file.path.stem != name:
            raise file.error(name, f"the file of this event type is called {name}.ttl")
        needs = file.text(subject, "needs")
        if needs not in NEEDS:
            raise file.error(name, f"rg:needs is {needs!r}; write ai-sentence, ai-article, or leave it out")
        roles = self._roles(subject, name)
        verbs, nouns = file.triggers(subject, "verb"), file.triggers(subject, "noun")
        for language in SUPPORTED:
            if not verbs.get(language) and not nouns.get(language):
                raise file.error(name, f'no trigger in "{language}"; add rg:verb or rg:noun "…"@{language}')
        return EventType(
            name=name,
            iri=str(subject),
            labels=file.labels(subject),
            definitions=file.definitions(subject),
            roles=roles,
            verbs=verbs,
            nouns=nouns,
            needs=needs,
            examples=tuple(self._example(node, name, roles) for node in file.objects(subject, "example")),
        )

    def _roles(self, subject: Node, name: str) -> tuple[Role, ...]:
        file = self.file
        shapes = list(file.graph.subjects(SH.targetClass, subject))
        if len(shapes) != 1:
            raise file.error(name, "an event type has one sh:NodeShape with sh:targetClass")
        roles = tuple(self._role(prop) for prop in file.graph.objects(shapes[0], SH.property))
        if not roles:
            raise file.error(name, "the shape has no role; add one with sh:property")
        names = [role.name for role in roles]
        if len(set(names)) != len(names):
            raise file.error(name, "the shape has two entries for one role")
        return roles

    def _role(self, shape: Node) -> Role:
        file = self.file
        path = file.graph.value(shape, SH.path)
        if path is None:
            raise file.error(shape, "a role needs sh:path")
        name = file.local_name(path, ONTOLOGY)
        if name not in self.known:
            raise file.error(
                name, "no property of this name is a rdfs:subPropertyOf rg:role; declare it in this file, or correct it"
            )
        side = file.text(shape, "side") or "any"
        if side not in SIDES:
            raise file.error(name, f"rg:side is {side!r}; write before, after or any")
        kind, types, scheme = self._filler(shape, name)
        identifying = file.text(shape, "identifying") or "false"
        if identifying not in ("true", "false"):
            raise file.error(name, f"rg:identifying is {identifying!r}; write true, or leave it out")
        if identifying == "true" and kind is FillerKind.AMOUNT:
            raise file.error(name, "rg:identifying is no use here: one amount has many wordings; leave it out")
        minimum = file.graph.value(shape, SH.minCount)
        return Role(
            name=name,
            kind=kind,
            types=types,
            scheme=scheme,
            side=side,
            cues=file.triggers(shape, "cue"),
            required=minimum is not None and str(minimum) != "0",
            identifying=identifying == "true",
        )

    def _filler(self, shape: Node, name: str) -> tuple[FillerKind, tuple[EntityType, ...], str]:
        file = self.file
        scheme = next(file.objects(shape, "scheme"), None)
        if scheme is not None:
            slug = file.local_name(scheme, SCHEME)
            if slug not in self.terms:
                raise file.error(name, f"unknown scheme {slug!r}; known are {', '.join(SCHEMES)}")
            return FillerKind.TERM, (), slug
        if file.graph.value(shape, SH.datatype) is not None:
            return FillerKind.AMOUNT, (), ""
        classes = list(file.graph.objects(shape, SH["class"]))
        for alternatives in file.graph.objects(shape, SH["or"]):
            for alternative in Collection(file.graph, alternatives):
                classes.extend(file.graph.objects(alternative, SH["class"]))
        if not classes:
            raise file.error(name, "a role needs sh:class, sh:or of such, rg:scheme, or sh:datatype xsd:string")
        found = []
        for item in classes:
            local = file.local_name(item, ONTOLOGY)
            if local not in {t.value for t in EntityType}:
                raise file.error(
                    name, f"unknown entity type {local!r}; known are {', '.join(t.value for t in EntityType)}"
                )
            found.append(EntityType(local))
        return FillerKind.ENTITY, tuple(found), ""

    def _example(self, node: Node, name: str, roles: tuple[Role, ...]) -> Example:
        file = self.file
        language, text = file.tagged_text(node, "text")
        expected: dict[str, tuple[str, ...]] = {}
        for literal in file.objects(node, "expects"):
            key, colon, value = str(literal).partition(":")
            if not colon or not value.strip():
                raise file.error(name, f'rg:expects "{literal}" is not of the form "role: filler"')
            expected[key.strip()] = (*expected.get(key.strip(), ()), value.strip())
        special = {key: expected.pop(key, ("",))[0] for key in ("factuality", "extent", "time")}
        self._check_terms(name, special)
        for key, values in expected.items():
            role = next((r for r in roles if r.name == key), None)
            if role is None:
                raise file.error(name, f"an example expects {key!r}, which is no role of the type")
            allowed = {t.slug for t in self.terms[role.scheme]} if role.kind is FillerKind.TERM else None
            for value in values:
                if value not in (text if allowed is None else allowed):
                    raise file.error(name, f"an example expects {key}: {value!r}, which is not in its text or scheme")
        return Example(
            language=language,
            text=text,
            roles=MappingProxyType({key: tuple(sorted(expected[key])) for key in sorted(expected)}),
            factuality=special["factuality"] or Factuality.ASSERTED.value,
            extent=special["extent"],
            time=special["time"],
            none=file.text(node, "none") == "true",
        )

    def _check_terms(self, name: str, special: Mapping[str, str]) -> None:
        for scheme in ("factuality", "extent"):
            if special[scheme] and special[scheme] not in {t.slug for t in self.terms[scheme]}:
                raise self.file.error(name, f"an example expects {scheme}: {special[scheme]!r}, which is no such term")


def _digest(files: Iterable[OntologyFile]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.path.name}\n{len(file.content)}\n".encode())
        total.update(file.content)
    return "sha256:" + total.hexdigest()
