"""The competency questions on the sample articles, and the answers that a reader of those articles has agreed to.

``answers/<question>.json`` holds the parameters that the question is asked with and the answer, a line a row. Columns
of IRIs are left out: they say where to look, not what. After a change of extraction, identity or consolidation::

    .venv/bin/python tests/graph/answered.py            # asks again and writes what differs; then read the difference

To add a question, write ``{"params": {…}}`` into a file of its name and run the same. A parameter
``@question.column`` is the first value of that column in the answer to another question.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from pyoxigraph import Literal, NamedNode  # noqa: E402

from flows.settings import Settings  # noqa: E402
from flows.stages import run_ingest  # noqa: E402
from graph.query import Table, named_queries, run_query  # noqa: E402
from graph.store import GraphReader  # noqa: E402
from graph.store.embedded import open_reader  # noqa: E402

FOLDER = Path(__file__).parent / "answers"
SAMPLES = ROOT / "data" / "samples" / "articles.jsonl"
_LISTED = re.compile(r'GROUP_CONCAT\([^"]*separator=", "\) AS \?(?P<column>\w+)\)')
_OF_RUNS = ("recorded", "extractor", "content_hash")  #: columns that another run or extractor changes


def ingest(home: Path) -> None:
    """The sample articles through the whole pipeline into a workspace."""
    run_ingest(Settings(home=home), [str(SAMPLES)])


def kept(name: str) -> Mapping[str, Any]:
    """What is kept of a question: ``params``, and ``columns`` and ``rows`` once it has been answered."""
    told: Mapping[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return told


def parameters(name: str, reader: GraphReader) -> dict[str, str]:
    """The parameters that a question is asked with; ``@question.column`` is looked up."""
    return {key: _looked_up(value, reader) for key, value in kept(name)["params"].items()}


def answer(name: str, reader: GraphReader) -> dict[str, Any]:
    """The question with its parameters and its answer, as it is kept."""
    result = run_query(reader, name, parameters(name, reader))
    asked = {"params": dict(kept(name)["params"])}
    if not isinstance(result, Table):
        predicates = sorted({str(triple.predicate) for triple in result}) if isinstance(result, tuple) else []
        return {**asked, "columns": ["predicate"], "rows": [[p.strip("<>")] for p in predicates]}
    shown = [
        n
        for n, column in enumerate(result.columns)
        if column not in _OF_RUNS and not any(isinstance(row[n], NamedNode) for row in result.rows)
    ]
    lists = {match["column"] for match in _LISTED.finditer(named_queries()[name].text)}
    rows = [[_shown(row[n], listed=result.columns[n] in lists) for n in shown] for row in result.rows]
    return {**asked, "columns": [result.columns[n] for n in shown], "rows": rows}


def written(told: Mapping[str, Any]) -> str:
    """JSON with a line a row, so that a difference shows the rows it is about."""
    head = ", ".join(f"{json.dumps(key)}: {json.dumps(told[key], ensure_ascii=False)}" for key in ("params", "columns"))
    rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in told["rows"])
    return f'{{{head}, "rows": [\n{rows}\n]}}\n' if rows else f'{{{head}, "rows": []}}\n'


def differences(reader: GraphReader) -> Iterator[tuple[str, str]]:
    """Questions whose answer is not the kept one, with what it is now."""
    for name in named_queries():
        now = written(answer(name, reader))
        if now != (FOLDER / f"{name}.json").read_text(encoding="utf-8"):
            yield name, now


def _looked_up(value: str, reader: GraphReader) -> str:
    if not value.startswith("@"):
        return value
    question, _, column = value[1:].partition(".")
    result = run_query(reader, question, parameters(question, reader))
    assert isinstance(result, Table)
    assert result.rows, f"{question} has no answer"
    found = result.rows[0][result.columns.index(column)]
    assert found is not None
    return str(found.value)


def _shown(term: Literal | NamedNode | None, *, listed: bool) -> str:
    """A term's text; lists in a fixed order, for GROUP_CONCAT promises none."""
    if term is None:
        return ""
    return ", ".join(sorted(term.value.split(", "))) if listed else term.value


def main() -> int:
    """Write the answers that have changed, and say which."""
    with tempfile.TemporaryDirectory() as scratch:
        ingest(Path(scratch))
        with open_reader(Path(scratch)) as reader:
            changed = dict(differences(reader))
    for name, text in changed.items():
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"{len(changed)} answers changed: {', '.join(changed) or 'none'}; read the difference before it is committed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
