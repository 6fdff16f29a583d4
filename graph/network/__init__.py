"""The graph as networks: projections for networkx, measures on them, and the typed table that exports write."""

from graph.network.analysis import Analysis, analyse
from graph.network.filters import Filters
from graph.network.projections import Projection, project, project_table, projections
from graph.network.render import render, write_tables
from graph.network.table import Network, to_networkx

__all__ = [
    "Analysis",
    "Filters",
    "Network",
    "Projection",
    "analyse",
    "project",
    "project_table",
    "projections",
    "render",
    "to_networkx",
    "write_tables",
]
