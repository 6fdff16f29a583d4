"""Views: pieces that questions share, so that a question's file says only what is its own.

A view is a file of ``graph/queries/views/``, a piece of SPARQL under a header::

    # about: What a claim says, where and in which words; wants ?claim and ?article.
    # args: role type

In a question, a line of its own puts it in, with a word for each argument::

    # view: names plaintiff rg:Lawsuit

``{{role}}`` in the piece becomes ``plaintiff``. Arguments are written by who writes the question; parameters that
users give stand in the piece as ``$name`` and are filled in as terms like everywhere else. What comes out is plain
SPARQL 1.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph import iri, resources
from graph.errors import QueryError
from graph.namespaces import PREFIXES
from graph.store.sparql_text import prefixes_of

_USE: Final = re.compile(r"^(?P<indent>[ \t]*)#[ \t]*view[ \t]*:[ \t]*(?P<call>.*?)[ \t]*$", re.MULTILINE)
_HEADER: Final = re.compile(r"#\s*(?P<key>about|args)\s*:\s*(?P<value>.*)")
_DEEPEST: Final = 3  # views within views

_KNOWN: Final = {**PREFIXES, "graph": iri.BASE + "graph/"}
_DECLARED: Final = re.compile(r"^\s*PREFIX\s+(?P<name>[\w.\-]*):", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class View:
    """A piece of SPARQL with holes."""

    name: str
    about: str
    arguments: tuple[str, ...]
    text: str

    def filled(self, words: tuple[str, ...]) -> str:
        """The piece with its holes filled. Raises QueryError where there are too few words, or too many."""
        if len(words) != len(self.arguments):
            wanted = " ".join(self.arguments) or "no argument"
            raise QueryError(f"view {self.name} takes {wanted}; {len(words)} given")
        text = self.text
        for argument, word in zip(self.arguments, words, strict=True):
            text = text.replace("{{" + argument + "}}", word)
        return text


@cache
def views() -> dict[str, View]:
    """All views by name, sorted."""
    folder = resources.queries() / "views"
    return {path.stem: _read(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.rq"))}


def expanded(text: str, name: str) -> str:
    """A question's text with its views put in. Raises QueryError, which names the question, for what is no view."""
    for _ in range(_DEEPEST):
        if not _USE.search(text):
            return text
        text = _USE.sub(lambda match: _piece(match, name), text)
    raise QueryError(f"query {name}: views stand in views more than {_DEEPEST} deep")


def with_prefixes(text: str) -> str:
    """A query with declarations of those of the product's prefixes that it uses and does not declare."""
    declared = {match["name"] for match in _DECLARED.finditer(text)}
    missing = [prefix for prefix in sorted(prefixes_of(text) - declared) if prefix in _KNOWN]
    if not missing:
        return text
    header = re.match(r"(?:[ \t]*#[^\n]*\n|[ \t]*\n)*", text)
    start = header.end() if header else 0
    lines = "".join(f"PREFIX {prefix}: <{_KNOWN[prefix]}>\n" for prefix in missing)
    return text[:start] + lines + text[start:]


def _piece(match: re.Match[str], name: str) -> str:
    called, *words = match["call"].split()
    try:
        piece = views()[called].filled(tuple(words))
    except KeyError:
        raise QueryError(f"query {name}: there is no view {called!r}; there are {', '.join(views())}") from None
    except QueryError as error:
        raise QueryError(f"query {name}: {error}") from None
    return "\n".join(match["indent"] + line if line else line for line in piece.splitlines())


def _read(name: str, text: str) -> View:
    told = {"about": [], "args": []}  # type: dict[str, list[str]]
    body = []
    for line in text.splitlines():
        match = _HEADER.fullmatch(line.strip())
        if match:
            told[match["key"]].append(match["value"])
        else:
            body.append(line)
    return View(name, " ".join(told["about"]), tuple(" ".join(told["args"]).split()), "\n".join(body).strip("\n"))
