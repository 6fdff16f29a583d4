"""The namespaces of the graph, once: prefixes for reading and writing, and short ways to name terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from graph import iri

PREFIXES: Final[Mapping[str, str]] = {
    "rg": iri.ONTOLOGY,
    "term": iri.TERM,
    "data": iri.BASE,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Namespace:
    """``RG("Claim")`` is the node of ``rg:Claim``."""

    def __init__(self, prefix: str) -> None:
        self._base = PREFIXES[prefix]

    def __call__(self, name: str) -> NamedNode:
        """The node of a local name."""
        return NamedNode(self._base + name)


RG = Namespace("rg")
DCTERMS = Namespace("dcterms")
OA = Namespace("oa")
PROV = Namespace("prov")
RDF = Namespace("rdf")
RDFS = Namespace("rdfs")
SCHEMA = Namespace("schema")
SEM = Namespace("sem")
SKOS = Namespace("skos")
XSD = Namespace("xsd")

TYPE: Final = RDF("type")


def shorten(iri_text: str) -> str:
    """``rg:Claim`` for an IRI of a known namespace, the IRI itself for others."""
    best = ""
    for prefix, base in PREFIXES.items():
        if iri_text.startswith(base) and len(base) > len(PREFIXES.get(best, "")):
            best = prefix
    return f"{best}:{iri_text.removeprefix(PREFIXES[best])}" if best else iri_text
