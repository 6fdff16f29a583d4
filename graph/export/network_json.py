"""Networks as JSON: elements for Cytoscape.js, and the node-link form that networkx and D3 read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from graph.export.exporter import Header
from graph.export.networks import as_json, network_exporter
from graph.network.table import Network


def write_cytoscape(network: Network, out: BinaryIO, header: Header) -> None:
    """Elements; edges have ids, so that Cytoscape.js need not invent them."""
    out.write(b'{"data": ' + _json(header.as_dict()) + b',\n"elements": {\n"nodes": [')
    _rows(out, ({"data": {"id": n.id, "label": n.label, **as_json(n.values)}} for n in network.nodes))
    out.write(b'],\n"edges": [')
    _rows(
        out,
        (
            {
                "data": {
                    "id": e.id,
                    "source": e.source,
                    "target": e.target,
                    "label": e.label,
                    "weight": e.weight,
                    **as_json(e.values),
                }
            }
            for e in network.edges
        ),
    )
    out.write(b"]}}\n")


def write_node_link(network: Network, out: BinaryIO, header: Header) -> None:
    """What ``networkx.node_link_graph(data, edges="edges")`` reads; the header is under ``graph``."""
    directed = b"true" if network.directed else b"false"
    out.write(b'{"directed": ' + directed + b', "multigraph": true, "graph": ' + _json(header.as_dict()))
    out.write(b',\n"nodes": [')
    _rows(out, ({"id": n.id, "label": n.label, **as_json(n.values)} for n in network.nodes))
    out.write(b'],\n"edges": [')
    _rows(
        out,
        (
            {
                "key": e.id,
                "source": e.source,
                "target": e.target,
                "label": e.label,
                "weight": e.weight,
                **as_json(e.values),
            }
            for e in network.edges
        ),
    )
    out.write(b"]}\n")


def _rows(out: BinaryIO, rows: Iterable[dict[str, object]]) -> None:
    for number, row in enumerate(rows):
        out.write((b",\n" if number else b"\n") + _json(row))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


EXPORTERS = (
    network_exporter("cytoscape", "a network for Cytoscape.js (JSON)", ".cyjs", write_cytoscape, header_inside=True),
    network_exporter("node-link", "a network for networkx and D3 (JSON)", ".json", write_node_link, header_inside=True),
)
