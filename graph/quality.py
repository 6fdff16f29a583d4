"""The gate before publication: every check finds nothing broken, and every competency question can be answered.

Shapes see one article or one happening, when it is committed; checks see what holds across graphs, and are asked of the
whole store before each publication: that a happening is told by events that are there, that its counts are those of its
reports, that nothing speaks for an article that has been revised. Whether a question can be answered depends on its
words and on the engine, not on the articles: it is asked again where these have changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

from graph.errors import GateError, QueryError, StoreError
from graph.query import NamedQuery, checks, named_queries, run_query
from graph.results import Table
from graph.store import GraphReader, GraphWriter

_SHOWN: Final = 3  #: rows of a check that a message shows


def problems(store: GraphReader | GraphWriter, *, questions: bool = True) -> tuple[GateError, ...]:
    """What speaks against publishing what a store holds; nothing if it is sound.

    Without ``questions`` the checks alone are asked.
    """
    return tuple(error for query in asked(questions=questions) for error in _asked(store, query))


def asked(*, questions: bool = True) -> tuple[NamedQuery, ...]:
    """What is asked; not what is about something, which whoever asks it has to name."""
    queries = named_queries() if questions else checks()
    return tuple(query for query in queries.values() if all(p.default is not None for p in query.parameters))


def wording() -> str:
    """``sha256:…`` of all questions and of what answers them."""
    found = hashlib.sha256(f"pyoxigraph {version('pyoxigraph')}".encode())
    for name, query in named_queries().items():
        found.update(f"\0{name}\0{query.text}\0{query.parameters}".encode())
    return f"sha256:{found.hexdigest()}"


def _asked(store: GraphReader | GraphWriter, query: NamedQuery) -> Iterator[GateError]:
    try:
        answer = run_query(store, query)  # type: ignore[arg-type]
    except (QueryError, StoreError) as error:
        yield GateError(f"the question {query.name} cannot be answered: {error}", query.name)
        return
    if query.check and isinstance(answer, Table) and answer.rows:
        rows = "; ".join(", ".join(str(value) for value in row if value is not None) for row in answer.rows[:_SHOWN])
        more = f" and {len(answer.rows) - _SHOWN} more" if len(answer.rows) > _SHOWN else ""
        yield GateError(f"{query.title}: {rows}{more}", query.name)
