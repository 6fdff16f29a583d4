"""The trained linear models of the product, by task."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from graph import resources
from graph.extract.learned.linear import LinearModel, load

TYPES = "types"  #: which events a sentence tells
FACTUALITY = "factuality"
STANCE = "stance"  #: what the holder of a stance thinks
ROLES = "roles"  #: which role a mention has in an event
SPEAKERS = "speakers"  #: whether a mention is the source or the relay of what a sentence tells
RELEVANCE = "relevance"  #: whether a few sentences are about AI in entertainment
RELATIONS = "relations"  #: which relation joins a pair of mentions

NONE = "none"  #: the label of "no role", "no relation", "not said by it"


@cache
def models(folder: Path | None = None) -> Mapping[str, LinearModel]:
    """Models by task; empty where none have been trained, and rules decide alone."""
    folder = folder or resources.models() / "linear"
    return MappingProxyType({path.stem: load(path) for path in sorted(folder.glob("*.npz"))})


@cache
def digest() -> str:
    """``sha256:…`` of all model files, the spaCy pipelines among them."""
    found = hashlib.sha256()
    for path in sorted(resources.models().rglob("*")):
        if path.is_file() and path.suffix != ".md":
            found.update(str(path.relative_to(resources.models())).encode() + b"\0" + path.read_bytes())
    return f"sha256:{found.hexdigest()}"
