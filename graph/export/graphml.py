"""GraphML 1.0 for igraph, yEd, Cytoscape and NetworkX, valid under its XML schema.

The schema wants NMTOKENs as ids and names, which IRIs are not: ids are short, and the IRI is a value like others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from lxml import etree

from graph.export.exporter import Header
from graph.export.networks import as_text, network_exporter
from graph.network.cleaning import Cleaner, ColumnType, Value
from graph.network.table import Column, Network

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {
    ColumnType.STRING: "string",
    ColumnType.INTEGER: "long",
    ColumnType.DOUBLE: "double",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.DATE: "string",
    ColumnType.STRINGS: "string",
}
_LABEL = Column("label", ColumnType.STRING, "name")
_WEIGHT = Column("weight", ColumnType.INTEGER, "what the projection counts")


def write_graphml(network: Network, out: BinaryIO, header: Header) -> None:
    """Stream the network."""
    about = {
        "generator": header.generator,
        "snapshot": str(header.snapshot),
        "digest": header.digest,
        "projection": header.projection,
        "description": header.in_words(),
    }
    columns = [("graph", Column(name, ColumnType.STRING, "")) for name in about]
    columns += [("node", c) for c in (_LABEL, *network.node_columns)]
    columns += [("edge", c) for c in (_LABEL, _WEIGHT, *network.edge_columns)]
    keys = {(of, column.name): f"d{i}" for i, (of, column) in enumerate(columns)}
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(_tag("graphml"), nsmap={None: NAMESPACE}):
            for of, column in columns:
                xml.write("\n")
                described = {
                    "id": keys[of, column.name],
                    "for": of,
                    "attr.name": column.name,
                    "attr.type": _TYPES[column.type],
                }
                with xml.element(_tag("key"), described):
                    pass
            edgedefault = "directed" if network.directed else "undirected"
            with xml.element(_tag("graph"), id=network.projection, edgedefault=edgedefault):
                _data(xml, "graph", about, keys)
                for node in network.nodes:
                    xml.write("\n")
                    with xml.element(_tag("node"), id=node.id):
                        _data(xml, "node", {"label": node.label, **node.values}, keys)
                for edge in network.edges:
                    xml.write("\n")
                    with xml.element(_tag("edge"), id=edge.id, source=edge.source, target=edge.target):
                        _data(xml, "edge", {"label": edge.label, "weight": edge.weight, **edge.values}, keys)


def _data(xml: Any, of: str, values: Mapping[str, Value], keys: Mapping[tuple[str, str], str]) -> None:
    for name, value in values.items():
        with xml.element(_tag("data"), key=keys[of, name]):
            xml.write(Cleaner().text(as_text(value)))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


EXPORTERS = (
    network_exporter("graphml", "a network for igraph, yEd, Cytoscape", ".graphml", write_graphml, header_inside=False),
)
