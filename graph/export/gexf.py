"""GEXF 1.3 for Gephi and its kin, valid under the format's RELAX NG and XML schemas.

networkx's own ``version="1.3"`` is neither: a wrong namespace, an empty name on ``<graph>``, times taken for dates.
Where articles have dates the network is dynamic: a node or edge lasts from the first to the last article that has it,
one without dates always.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from lxml import etree

from graph.export.exporter import Header
from graph.export.networks import as_text, network_exporter
from graph.network.cleaning import Cleaner, ColumnType, Value
from graph.network.table import Column, Network

NAMESPACE = "http://gexf.net/1.3"
_TYPES = {
    ColumnType.STRING: "string",
    ColumnType.INTEGER: "long",
    ColumnType.DOUBLE: "double",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.DATE: "string",  # GEXF has no type for dates; as start and end they are dates
    ColumnType.STRINGS: "liststring",
}


def write_gexf(network: Network, out: BinaryIO, header: Header) -> None:
    """Stream the network."""
    graph = {"defaultedgetype": "directed" if network.directed else "undirected", "mode": "static"}
    if network.dated:
        graph |= {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(_tag("gexf"), nsmap={None: NAMESPACE}, version="1.3"):
            _meta(xml, network, header)
            with xml.element(_tag("graph"), graph):
                _attributes(xml, "node", network.node_columns)
                _attributes(xml, "edge", network.edge_columns)
                with xml.element(_tag("nodes"), count=str(len(network.nodes))):
                    for node in network.nodes:
                        own = {"id": node.id, "label": node.label, **_lifetime(network, node.values)}
                        _item(xml, "node", own, node.values)
                with xml.element(_tag("edges"), count=str(len(network.edges))):
                    for edge in network.edges:
                        own = {
                            "id": edge.id,
                            "source": edge.source,
                            "target": edge.target,
                            "label": edge.label,
                            "weight": str(edge.weight),
                            **_lifetime(network, edge.values),
                        }
                        _item(xml, "edge", own, edge.values)


def _meta(xml: Any, network: Network, header: Header) -> None:
    with xml.element(_tag("meta")):
        for name, text in (
            ("creator", header.generator),
            ("keywords", f"{network.projection}, snapshot {header.snapshot}"),
            ("description", header.in_words()),
        ):
            with xml.element(_tag(name)):
                xml.write(Cleaner().text(text))


def _attributes(xml: Any, of: str, columns: Sequence[Column]) -> None:
    xml.write("\n")
    # "class" is a keyword of Python: attributes go as a mapping
    with xml.element(_tag("attributes"), {"class": of}):
        for column in columns:
            with xml.element(_tag("attribute"), id=column.name, title=column.name, type=_TYPES[column.type]):
                pass


def _lifetime(network: Network, values: Mapping[str, Value]) -> dict[str, str]:
    if not network.dated or not {"first", "last"} <= values.keys():
        return {}
    return {"start": as_text(values["first"]), "end": as_text(values["last"])}


def _item(xml: Any, tag: str, own: Mapping[str, str], values: Mapping[str, Value]) -> None:
    xml.write("\n")
    with xml.element(_tag(tag), own), xml.element(_tag("attvalues")):
        for name, value in _in_words(values.items()):
            with xml.element(_tag("attvalue"), {"for": name, "value": value}):
                pass


def _in_words(values: Iterable[tuple[str, Value]]) -> Iterable[tuple[str, str]]:
    return ((name, as_text(value)) for name, value in values)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


EXPORTERS = (
    network_exporter("gexf", "a network for Gephi (GEXF 1.3, dynamic)", ".gexf", write_gexf, header_inside=True),
)
