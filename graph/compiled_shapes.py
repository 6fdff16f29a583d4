"""SHACL shapes compiled to Python: says quickly that a graph fits, and leaves every doubt to pySHACL.

pySHACL needs 130 µs a quad, more than extraction itself; a compiled shape needs 3. What is compiled is the part of
SHACL Core that ``ontologies/`` uses. Whatever else a shape says (a user's event type may say anything) makes its focus
nodes doubtful, and so does a literal that cannot be compared as plainly as two integers. The answer "fits" is thus
never wrong; a test holds it against pySHACL.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, RDFS, SH, XSD, Graph, URIRef
from rdflib.collection import Collection as RdfList
from rdflib.term import Node as ShapeNode

from graph.errors import GateError
from graph.iri import ONTOLOGY

Node: TypeAlias = str | Literal  #: an IRI by its text, or a literal
Values: TypeAlias = Collection[Node]  #: without repetitions

_TYPE: Final = str(RDF.type)
_SUBCLASS: Final = str(RDFS.subClassOf)
_INTEGER: Final = str(XSD.integer)
_STRING: Final = str(XSD.string)
_TARGETS: Final = {SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
_SAYS_NOTHING: Final = {RDFS.label, RDFS.comment, SH.name, SH.description, SH.order, SH.group, SH.message, RDF.type}
_SAYS_NOTHING_MORE: Final = _SAYS_NOTHING | _TARGETS | {SH.path, URIRef(ONTOLOGY + "scheme")}

_ONCE: Final = (SH.path, SH.minCount, SH.maxCount, SH.datatype, SH.nodeKind, SH.minLength, SH["in"])


class Facts:
    """The quads of one article, by predicate and subject; graph names do not count."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Raises GateError for blank nodes and triple terms."""
        found: defaultdict[str, defaultdict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for triple in {quad.triple for quad in quads}:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
                raise GateError(f"an article's graph holds IRIs and literals alone; {triple} does not")
            node = value.value if isinstance(value, NamedNode) else value
            found[triple.predicate.value][subject.value].append(node)
        self._found: Mapping[str, Mapping[str, list[Node]]] = found

    def table(self, predicate: str) -> Mapping[str, list[Node]]:
        """Objects by subject."""
        return self._found.get(predicate, {})

    def values(self, node: Node, predicate: str) -> Values:
        """Objects of one subject; a literal has none."""
        return self.table(predicate).get(node, ()) if isinstance(node, str) else ()


Check: TypeAlias = Callable[[Facts, Node], bool]  #: whether one node surely fits
_Test: TypeAlias = Callable[[Facts, Node, Values], bool]  #: whether the values of a focus node surely fit
_Path: TypeAlias = Callable[[Facts, Node], Values]


class CompiledShapes:
    """All shapes of a shapes graph.

    ``classes`` holds the ``rdfs:subClassOf`` statements that ``sh:class`` and ``sh:targetClass`` go by.
    """

    def __init__(self, shapes: Graph, classes: Graph) -> None:
        compiler = _Compiler(shapes, classes)
        self._by_class: defaultdict[str, list[Check]] = defaultdict(list)
        self._by_subject: defaultdict[str, list[Check]] = defaultdict(list)
        self._by_object: defaultdict[str, list[Check]] = defaultdict(list)
        self._of_types: dict[tuple[Node, ...], tuple[Check, ...]] = {}
        self._understood = compiler.targets_are_plain()
        for shape in sorted({s for target in _TARGETS for s in shapes.subjects(target)}, key=str):
            check = compiler.root(shape)
            for target in shapes.objects(shape, SH.targetClass):
                for name in compiler.instances_of(target):
                    self._by_class[name].append(check)
            for target in shapes.objects(shape, SH.targetSubjectsOf):
                self._by_subject[str(target)].append(check)
            for target in shapes.objects(shape, SH.targetObjectsOf):
                self._by_object[str(target)].append(check)

    def surely_fit(self, facts: Facts) -> bool:
        """Whether the graph conforms to all shapes; False where it does not, or where that is not sure."""
        if not self._understood or facts.table(_SUBCLASS):
            return False
        for node, types in facts.table(_TYPE).items():
            if not all(check(facts, node) for check in self._checks(tuple(types))):
                return False
        for predicate, checks in self._by_subject.items():
            if not all(check(facts, subject) for subject in facts.table(predicate) for check in checks):
                return False
        for predicate, checks in self._by_object.items():
            values = {value for several in facts.table(predicate).values() for value in several}
            if not all(check(facts, value) for value in values for check in checks):
                return False
        return True

    def _checks(self, types: tuple[Node, ...]) -> tuple[Check, ...]:
        known = self._of_types.get(types)
        if known is None:
            named = (name for name in types if isinstance(name, str) and name in self._by_class)
            known = tuple(dict.fromkeys(check for name in named for check in self._by_class[name]))
            self._of_types[types] = known
        return known


class _DoubtError(Exception):
    """A shape says what is not compiled."""


def _never(_facts: Facts, _node: Node) -> bool:
    return False


class _Compiler:
    """Makes a check of a shape; shapes used by several are made once."""

    def __init__(self, shapes: Graph, classes: Graph) -> None:
        self._shapes = shapes
        self._classes = classes
        self._made: dict[ShapeNode, Check] = {}
        self._open: set[ShapeNode] = set()  # a shape that leads back to itself is not compiled

    def targets_are_plain(self) -> bool:
        """Whether every target is of the three kinds that are understood, and no shape looks at subclasses."""
        plain = {SH.NodeShape, SH.PropertyShape}
        kinds = {
            kind for shape in self._shapes.subjects(RDF.type, None) for kind in self._shapes.objects(shape, RDF.type)
        }
        others = (SH.target, SH.targetNode)
        return (
            kinds <= plain
            and not any((None, target, None) in self._shapes for target in others)
            and (None, None, RDFS.subClassOf) not in self._shapes
        )

    def instances_of(self, name: ShapeNode) -> frozenset[str]:
        """The class and all below it."""
        return frozenset(str(c) for c in self._classes.transitive_subjects(RDFS.subClassOf, name))

    def root(self, shape: ShapeNode) -> Check:
        """The check of a shape, one that never says yes where the shape says what is not compiled."""
        try:
            return self._check(shape)
        except (_DoubtError, ValueError, re.error):  # rdflib raises ValueError for a list that has no end
            return _never

    def _check(self, shape: ShapeNode) -> Check:
        if shape not in self._made:
            if shape in self._open:
                raise _DoubtError
            self._open.add(shape)
            try:
                self._made[shape] = self._compile(shape)
            finally:
                self._open.remove(shape)
        return self._made[shape]

    def _compile(self, shape: ShapeNode) -> Check:
        path = self._path_of(shape)
        parts = sorted(self._shapes.predicate_objects(shape))
        if any(len(list(self._shapes.objects(shape, parameter))) > 1 for parameter in _ONCE):
            raise _DoubtError
        tests = tuple(self._test(p, value, path is not None) for p, value in parts if p not in _SAYS_NOTHING_MORE)
        if path is None:
            return lambda facts, node: all(test(facts, node, (node,)) for test in tests)

        def check(facts: Facts, node: Node) -> bool:
            values = path(facts, node)
            return all(test(facts, node, values) for test in tests)

        return check

    # ------------------------------------------------------------------ paths

    def _path_of(self, shape: ShapeNode) -> _Path | None:
        path = self._shapes.value(shape, SH.path)
        return None if path is None else self._path(path)

    def _path(self, path: ShapeNode) -> _Path:
        if isinstance(path, URIRef):
            predicate = str(path)
            return lambda facts, node: facts.values(node, predicate)
        alternatives = self._shapes.value(path, SH.alternativePath)
        if alternatives is not None:
            predicates = self._iris(alternatives)
            return lambda facts, node: {value: None for p in predicates for value in facts.values(node, p)}
        if (path, RDF.first, None) in self._shapes:
            steps = self._iris(path)
            return lambda facts, node: _along(facts, node, steps)
        raise _DoubtError

    def _iris(self, head: ShapeNode) -> tuple[str, ...]:
        members = list(RdfList(self._shapes, head))
        if len(members) < 2 or not all(isinstance(m, URIRef) for m in members):
            raise _DoubtError
        return tuple(map(str, members))

    # ------------------------------------------------------------------ constraints

    def _test(self, parameter: ShapeNode, value: ShapeNode, of_property: bool) -> _Test:
        """The test of one parameter of a shape. Raises _DoubtError."""
        if of_property and parameter in (SH.minCount, SH.maxCount, SH.lessThan):
            return self._test_of_property(parameter, value)
        each = self._test_of_value(parameter, value)
        return lambda facts, _, values: all(each(facts, v) for v in values)

    def _test_of_property(self, parameter: ShapeNode, value: ShapeNode) -> _Test:
        if parameter == SH.lessThan:
            other = str(value)
            return lambda facts, node, values: all(_less(v, o) for v in values for o in facts.values(node, other))
        count = _whole(value)
        if parameter == SH.minCount:
            return lambda _, __, values: len(values) >= count
        return lambda _, __, values: len(values) <= count

    def _test_of_value(self, parameter: ShapeNode, value: ShapeNode) -> Check:
        if parameter == SH["class"]:
            wanted = self.instances_of(value)
            return lambda facts, node: any(kind in wanted for kind in facts.values(node, _TYPE))
        if parameter in (SH.node, SH.property):
            return self._check(value)
        if parameter == SH["or"]:
            choices = [self._check(member) for member in RdfList(self._shapes, value)]
            return lambda facts, node: any(choice(facts, node) for choice in choices)
        if parameter == SH.xone:
            return self._one_of(list(RdfList(self._shapes, value)))
        if parameter == SH["in"]:
            members = list(RdfList(self._shapes, value))
            if not all(isinstance(m, URIRef) for m in members):
                raise _DoubtError
            allowed = frozenset(map(str, members))
            return lambda _, node: node in allowed
        if parameter == SH.nodeKind and value == SH.IRI:
            return lambda _, node: isinstance(node, str)
        return _test_of_literal(parameter, value)

    def _one_of(self, members: list[ShapeNode]) -> Check:
        # a doubt in one member would make "exactly one" of two; sh:class knows no doubts
        if any(p != SH["class"] for member in members for p in self._shapes.predicates(member)):
            raise _DoubtError
        choices = [self._check(member) for member in members]
        return lambda facts, node: sum(choice(facts, node) for choice in choices) == 1


def _test_of_literal(parameter: ShapeNode, value: ShapeNode) -> Check:
    if parameter == SH.datatype and str(value).startswith(str(XSD)):
        datatype = str(value)
        return lambda _, node: isinstance(node, Literal) and _is_of(node, datatype)
    if parameter == SH.pattern and isinstance(value, rdflib.Literal):
        pattern = re.compile(str(value))
        return lambda _, node: pattern.search(_text(node)) is not None
    if parameter == SH.minLength:
        length = _whole(value)
        return lambda _, node: len(_text(node)) >= length
    if parameter == SH.minInclusive:
        least = Literal(_whole(value) - 1)
        return lambda _, node: _less(least, node)
    raise _DoubtError


def _along(facts: Facts, node: Node, steps: Iterable[str]) -> Values:
    found: Values = (node,)
    for predicate in steps:
        found = {value: None for start in found for value in facts.values(start, predicate)}
    return found


def _whole(value: ShapeNode) -> int:
    if isinstance(value, rdflib.Literal) and value.datatype == XSD.integer and isinstance(value.value, int):
        return value.value
    raise _DoubtError


def _text(node: Node) -> str:
    return node if isinstance(node, str) else node.value


def _is_of(literal: Literal, datatype: str) -> bool:
    if literal.datatype.value != datatype:
        return False
    return datatype == _STRING or _well_formed(literal.value, datatype)


@lru_cache(maxsize=4096)
def _well_formed(text: str, datatype: str) -> bool:
    if datatype == _INTEGER and text.isascii() and text.isdecimal():
        return True
    # None, as for xsd:gYear, tells of a datatype that neither rdflib nor pySHACL looks into
    return rdflib.Literal(text, datatype=URIRef(datatype), normalize=False).ill_typed is not True


def _less(one: Node, other: Node) -> bool:
    """Whether two integers are in order; False for what else there is, which pySHACL may be able to compare."""
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return False
    return _is_of(one, _INTEGER) and _is_of(other, _INTEGER) and int(one.value) < int(other.value)
