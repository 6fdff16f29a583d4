"""The gate before publication: every competency question is answered, and every check finds nothing broken.

Shapes see one article or one happening; checks see what holds across graphs: that a happening is told by events that
are there, that its counts are those of its reports, that nothing speaks for an article that has been revised.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    asked = named_queries() if questions else checks()
    return tuple(error for query in asked.values() for error in _asked(store, query))


def _asked(store: GraphReader | GraphWriter, query: NamedQuery) -> Iterator[GateError]:
    if any(parameter.default is None for parameter in query.parameters):
        return  # a question about something; whoever asks it names the thing
    try:
        answer = run_query(store, query)  # type: ignore[arg-type]
    except (QueryError, StoreError) as error:
        yield GateError(f"the question {query.name} cannot be answered: {error}", query.name)
        return
    if query.check and isinstance(answer, Table) and answer.rows:
        rows = "; ".join(", ".join(str(value) for value in row if value is not None) for row in answer.rows[:_SHOWN])
        more = f" and {len(answer.rows) - _SHOWN} more" if len(answer.rows) > _SHOWN else ""
        yield GateError(f"{query.title}: {rows}{more}", query.name)
