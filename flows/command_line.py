"""The program and what its commands share: errors become lines, options have one meaning everywhere."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from typer.exceptions import TyperException

from flows.settings import SOFTWARE
from graph.errors import ReelgraphError

_F = TypeVar("_F", bound=Callable[..., None])

app = typer.Typer(
    name="reelgraph",
    help="Builds a knowledge graph of AI in entertainment from the news: who claims what, how surely, "
    "and where it was first said.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="FOLDER", help="The folder that holds all state, instead of `REELGRAPH_HOME`."),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the program an error came from.")]
Projection = Annotated[str, typer.Option("--projection", metavar="NAME", help="Which network to draw from the graph.")]
Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Articles published on that day or later."),
]
Until = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Articles published on that day or earlier."),
]
Language = Annotated[list[str] | None, typer.Option("--language", help="Articles in that language: en, es, fr.")]
Publisher = Annotated[list[str] | None, typer.Option("--publisher", help="Articles of that outlet.")]
EventTypes = Annotated[list[str] | None, typer.Option("--event-type", help="Articles that tell such an event.")]
EntityTypes = Annotated[list[str] | None, typer.Option("--entity-type", help="Entities of that type alone.")]
MinWeight = Annotated[int, typer.Option(min=1, help="Leave lighter edges out.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress; errors alone.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(SOFTWARE)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """The options of the program itself."""


def command(function: _F) -> _F:
    """Register a command whose errors become one line on standard error and exit status 1."""
    app.command()(guarded(function))
    return function


def guarded(function: _F) -> Callable[..., None]:
    """A command whose errors become one line on standard error and exit status 1."""

    @functools.wraps(function)
    def safe(*args: Any, **kwargs: Any) -> None:
        _configure_logging(debug=bool(kwargs.get("debug")))
        try:
            function(*args, **kwargs)
        except ReelgraphError as error:
            if kwargs.get("debug"):
                raise
            _fail(str(error))
        except BrokenPipeError:
            # `reelgraph query … | head`: whoever reads has had enough
            sys.stderr.close()
            raise typer.Exit(0) from None
        except (typer.Exit, TyperException):
            raise
        except Exception as error:
            # a mistake of ours: users get a line, and we get what they can send us
            if kwargs.get("debug"):
                raise
            _fail(f"the program failed ({type(error).__name__}: {error}); run it with --debug to see where")
        except KeyboardInterrupt:
            _fail("interrupted; what is done is kept, run it again to finish")

    return safe


def _configure_logging(*, debug: bool) -> None:
    """Without ``--debug`` libraries keep their warnings to themselves: what matters stands in reports and errors."""
    import logging

    root = logging.getLogger()
    if not debug:
        root.addHandler(logging.NullHandler())
        return
    root.addHandler(logging.StreamHandler())
    for name in ("flows", "graph"):
        logging.getLogger(name).setLevel(logging.DEBUG)


def _fail(message: str) -> NoReturn:
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(1)
