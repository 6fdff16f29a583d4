"""Answers to queries, and how they are written: for people, spreadsheets, programs and RDF tools."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize
from rich.cells import cell_len, set_cell_size

from graph.errors import QueryError
from graph.namespaces import PREFIXES, XSD, shorten

WIDTH: Final = 160  #: columns of a table for people, where the caller knows none
_GAP: Final = "  "
_XML_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value: TypeAlias = NamedNode | BlankNode | Literal | Triple | None


@dataclass(frozen=True, slots=True)
class Table:
    """Answer to SELECT."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> list[dict[str, str]]:
        """Rows as plain text by column; "" where a variable is unbound."""
        return [dict(zip(self.columns, map(_plain, row), strict=True)) for row in self.rows]


Triples: TypeAlias = tuple[Triple, ...]  # answer to CONSTRUCT and DESCRIBE
Result: TypeAlias = Table | bool | Triples

_RDF: Final[Mapping[str, RdfFormat]] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


def render(result: Result, fmt: str, width: int = WIDTH) -> str:
    """Write a result: a table as ``table csv tsv json xml``, a graph as ``ttl nt nq jsonld rdfxml``.

    ``csv``, ``tsv``, ``json`` and ``xml`` are the SPARQL 1.1 results formats; ``width`` counts for tables alone.
    Raises QueryError for a format that does not fit the result.
    """
    if isinstance(result, tuple):
        if fmt == "table":
            fmt = "ttl"
        if fmt not in _RDF:
            raise QueryError(f"a graph cannot be written as {fmt!r}; choose {', '.join(_RDF)}")
        return (serialize(sorted(result, key=str), format=_RDF[fmt], prefixes=dict(PREFIXES)) or b"").decode()
    writer = _TABLES.get(fmt)
    if writer is None:
        hint = "; it is for CONSTRUCT and DESCRIBE" if fmt in _RDF else ""
        raise QueryError(f"a table cannot be written as {fmt!r}{hint}; choose {', '.join(_TABLES)}")
    return writer(result, width)


def formats() -> tuple[str, ...]:
    """All formats, of tables first."""
    return (*_TABLES, *_RDF)


# --------------------------------------------------------------------------- formats


def _for_people(result: Table | bool, width: int) -> str:
    if isinstance(result, bool):
        return "yes\n" if result else "no\n"
    if not result.rows:
        return "no rows\n"
    heads = [column.replace("_", " ") for column in result.columns]
    rows = [[_readable(value) for value in row] for row in result.rows]
    widths = [max(map(cell_len, column)) for column in zip(heads, *rows, strict=True)]
    beside = _that_fit(widths, width)
    below = [i for i in range(len(heads)) if i not in beside]
    lines = [_aligned(heads, beside, widths), "─" * min(width, sum(widths[i] + len(_GAP) for i in beside) - len(_GAP))]
    margin = max((cell_len(heads[i]) for i in below), default=0)
    for row in rows:
        lines.append(_aligned(row, beside, widths))
        for i in below:
            start = f"    {heads[i].ljust(margin)}  "
            if row[i].strip():
                lines += wrap(row[i], width, initial_indent=start, subsequent_indent=" " * len(start))
        lines += [""] if below else []
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def _that_fit(widths: list[int], width: int) -> list[int]:
    """Columns that stand side by side; the widest of the others go below their row, where they can be read whole."""
    beside = list(range(len(widths)))
    while len(beside) > 1 and sum(widths[i] + len(_GAP) for i in beside) - len(_GAP) > width:
        beside.remove(max(beside, key=lambda i: widths[i]))
    return beside


def _aligned(cells: list[str], columns: list[int], widths: list[int]) -> str:
    return _GAP.join(set_cell_size(cells[i], widths[i]) for i in columns)


def _csv(result: Table | bool, width: int) -> str:
    if isinstance(result, bool):
        return f"{_word(result)}\r\n"
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(result.columns)
    writer.writerows([_plain(value) for value in row] for row in result.rows)
    return out.getvalue()


def _tsv(result: Table | bool, width: int) -> str:
    if isinstance(result, bool):
        return f"{_word(result)}\n"
    lines = ["\t".join(f"?{column}" for column in result.columns)]
    # a term in N-Triples has no tab or line end of its own: they are escaped
    lines += ["\t".join("" if v is None else str(v).replace("\t", "\\t") for v in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def _json(result: Table | bool, width: int) -> str:
    if isinstance(result, bool):
        told: dict[str, object] = {"head": {}, "boolean": result}
    else:
        bindings = [
            {column: _json_term(value) for column, value in zip(result.columns, row, strict=True) if value is not None}
            for row in result.rows
        ]
        told = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _xml(result: Table | bool, width: int) -> str:
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
    if isinstance(result, bool):
        return f"{start}<head/>\n<boolean>{_word(result)}</boolean>\n</sparql>\n"
    head = "".join(f"<variable name={quoteattr(column)}/>" for column in result.columns)
    rows = "".join(
        "<result>"
        + "".join(
            f"<binding name={quoteattr(column)}>{_xml_term(value)}</binding>"
            for column, value in zip(result.columns, row, strict=True)
            if value is not None
        )
        + "</result>\n"
        for row in result.rows
    )
    return f"{start}<head>{head}</head>\n<results>\n{rows}</results>\n</sparql>\n"


_TABLES: Final[Mapping[str, Callable[[Table | bool, int], str]]] = {
    "table": _for_people,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
}

# --------------------------------------------------------------------------- terms


def _word(value: bool) -> str:
    return "true" if value else "false"


def _plain(value: Value) -> str:
    if value is None:
        return ""
    return value.value if isinstance(value, NamedNode | Literal) else str(value)


def _readable(value: Value) -> str:
    """As a person reads it: short IRIs, no characters that steer a terminal."""
    text = shorten(value.value) if isinstance(value, NamedNode) else _plain(value)
    return "".join(c if c.isprintable() or c in " \u00a0\u202f" else " " for c in text)


def _json_term(value: Value) -> dict[str, str]:
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, BlankNode):
        return {"type": "bnode", "value": value.value}
    if isinstance(value, Literal):
        told = {"type": "literal", "value": value.value}
        if value.language:
            told["xml:lang"] = value.language
        elif value.datatype != XSD("string"):
            told["datatype"] = value.datatype.value
        return told
    raise QueryError("RDF 1.2 triple terms cannot be written; select their parts")


def _xml_term(value: Value) -> str:
    told = _json_term(value)
    text = escape(_XML_ILLEGAL.sub("\ufffd", told["value"])).replace("\r", "&#13;").replace("\n", "&#10;")
    if told["type"] != "literal":
        return f"<{told['type']}>{text}</{told['type']}>"
    kind = f" xml:lang={quoteattr(told['xml:lang'])}" if "xml:lang" in told else ""
    kind += f" datatype={quoteattr(told['datatype'])}" if "datatype" in told else ""
    return f"<literal{kind}>{text}</literal>"
