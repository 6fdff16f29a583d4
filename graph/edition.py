"""Which edition of the rules this is: a digest of the code and the libraries that decide a result.

What was made by another edition is known as such, and made again, without anyone having to count versions up.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

_GRAPH: Final = Path(__file__).resolve().parent
_NO_RULES: Final = (".md", ".pyc")


@dataclass(frozen=True, slots=True)
class Edition:
    """The modules and packages of ``graph`` that decide something, and libraries whose tables do."""

    parts: tuple[str, ...]
    libraries: tuple[str, ...] = ()


#: what an article tells
EXTRACTION: Final = Edition(
    ("extract", "iri.py", "model.py", "ontology_file.py", "triggers.py", "vocabulary.py"), ("simplemma", "spacy")
)
#: who is who, which tellings are one, what contradicts what
CONSOLIDATION: Final = Edition(
    (
        *("consolidate", "identity", "extract/languages"),
        *("iri.py", "model.py", "namespaces.py", "ontology_file.py", "triggers.py", "vocabulary.py"),
    )
)


@cache
def digest(edition: Edition, graph: Path = _GRAPH) -> str:
    """``sha256:…`` of the source text of an edition, with the versions of its libraries.

    The same wherever the same version is installed: paths count from the package, ends of lines do not count.
    """
    found = hashlib.sha256()
    for path in files(edition, graph):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(path.relative_to(graph).as_posix().encode() + b"\0" + text + b"\0")
    for library in edition.libraries:
        found.update(f"{library} {version(library)}\0".encode())
    return f"sha256:{found.hexdigest()}"


def files(edition: Edition, graph: Path = _GRAPH) -> tuple[Path, ...]:
    """What is read for an edition, in order: modules, and whatever lies beside them."""
    found: set[Path] = set()
    for part in edition.parts:
        place = graph / part
        found |= {place} if place.is_file() else {p for p in place.rglob("*") if p.is_file()}
    return tuple(sorted((p for p in found if p.suffix not in _NO_RULES), key=lambda p: p.relative_to(graph).parts))
