"""Where the files that belong to the product lie: in a checkout beside the packages, in a wheel within this one."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    for root in (_PACKAGE.parent, _PACKAGE / "resources"):
        folder = root / name
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name}/ is missing from this installation; reinstall reelgraph")


def ontologies() -> Path:
    """``ontologies/``: vocabulary, terms, shapes, event types."""
    return _folder("ontologies")


def gazetteer() -> Path:
    """``data/gazetteer/``: curated entities."""
    return _folder("data/gazetteer")


def models() -> Path:
    """``data/models/``: what was trained on ``data/training/`` and public sets."""
    return _folder("data/models")


def sources() -> Path:
    """``data/sources/``: outlets, one file each."""
    return _folder("data/sources")


def judgements() -> Path:
    """``data/judgements/``: what is known to be one thing, or two."""
    return _folder("data/judgements")


def samples() -> Path:
    """``data/samples/``: the pages of the demo."""
    return _folder("data/samples")


def queries() -> Path:
    """``graph/queries/``: competency questions."""
    return _PACKAGE / "queries"
