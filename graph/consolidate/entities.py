"""What the consolidated graph calls the entities that it refers to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graph import iri
from graph.consolidate.state import State
from graph.consolidate.stored import StoredUnits
from graph.extract.register import Register
from graph.identity import Identity
from graph.model import EntityType
from graph.namespaces import RG, SKOS, TYPE

_KINDS = {kind.value.lower(): kind for kind in EntityType}
_GRAPH = NamedNode(iri.CONSOLIDATED_GRAPH)


class Entities:
    """Types and names: the register's, else what was found out of who is who, else what most articles say."""

    def __init__(self, state: State, identity: Identity, register: Register) -> None:
        self._state = state
        self._identity = identity
        self._register = register

    def kind(self, entity: str, told: EntityType) -> EntityType:
        """Type of a canonical IRI, by itself alone; ``told`` is what an article says of it."""
        plain = iri.entity_of_occurrence(entity) or entity
        named = self._identity.types.get(entity)
        if named:
            return EntityType(named)
        slug = plain.removeprefix(iri.registered_entity(""))
        kind, _, rest = slug.partition("/")
        if rest and kind in _KINDS:
            return _KINDS[kind]
        entry = self._register.entries.get(slug)
        return entry.type if entry else told

    def statements(self, entities: Iterable[str]) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
        """Type and name of those of the IRIs that are entities."""
        for entity, told in self._state.names_of(entities).items():
            kinds = Counter(kind for kind, _ in told)
            kind = self.kind(entity, EntityType(min(kinds, key=lambda k: (-kinds[k], k))))
            node = NamedNode(entity)
            yield node, TYPE, RG(kind.value)
            yield node, SKOS("prefLabel"), Literal(self._name(entity, told))

    def difference(
        self, asked: Iterable[str], removed: set[Quad], added: set[Quad], stored: StoredUnits
    ) -> tuple[set[Quad], set[Quad]]:
        """What changes in names where these quads leave and come: who is referred to has a name, and nobody else.

        ``asked`` are entities whose names may have changed, besides those that the quads refer to.
        """
        coming = {q.object.value for q in added if isinstance(q.object, NamedNode)}
        leaving = {q.object.value for q in removed if isinstance(q.object, NamedNode)}
        # most of what is referred to is no entity: a report, a root, a class
        every = self._state.names_of(coming | leaving).keys() | set(asked)
        kept = {entity for entity in every if entity in coming or stored.refers_to(entity, removed)}
        new: dict[str, set[Quad]] = {}
        for s, p, o in self.statements(kept):
            new.setdefault(s.value, set()).add(Quad(s, p, o, _GRAPH))
        gone: set[Quad] = set()
        come: set[Quad] = set()
        for entity in sorted(every):
            old = stored.name(entity)
            gone |= old - new.get(entity, set())
            come |= new.get(entity, set()) - old
        return gone, come

    def _name(self, entity: str, told: list[tuple[str, str]]) -> str:
        entry = self._register.entries.get(entity.removeprefix(iri.registered_entity("")))
        if entry:
            return entry.name
        names = Counter(name for _, name in told)
        return self._identity.labels.get(entity) or min(names, key=lambda n: (-names[n], n))
