"""Outlets, one TOML file each, and what else a user may name on the command line."""

from __future__ import annotations

import difflib
import logging
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from flows.scrape.guard import check_url
from flows.scrape.identity import digest_id
from flows.settings import Settings
from graph import iri, resources
from graph.errors import FetchError, SettingsError
from graph.extract.languages import SUPPORTED
from graph.model import Source, SourceKind

_log = logging.getLogger(__name__)
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class _File(BaseModel):
    """What a file of ``data/sources/`` holds."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
    kind: SourceKind
    locations: Annotated[tuple[Annotated[str, StringConstraints(min_length=1)], ...], Field(min_length=1)]
    publisher: str = ""
    languages: tuple[str, ...] = ()
    enabled: bool = True
    homepage: str = ""
    delay_seconds: Annotated[float, Field(ge=0, le=86_400)] = 0.0
    revisit_hours: Annotated[float, Field(ge=1.5, le=2160)] | None = None
    max_age_days: Annotated[int, Field(ge=0)] | None = None

    @field_validator("languages")
    @classmethod
    def _known_languages(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        for language in languages:
            if language not in SUPPORTED:
                raise ValueError(f"{language!r} is not one of {', '.join(SUPPORTED)}")
        return languages


_LISTING = (SourceKind.FEED, SourceKind.SITEMAP, SourceKind.SITE)
_MAX_AGE_DAYS = 30  # of what a feed or sitemap lists on first sight; some list all that there ever was


def load_sources(folder: Path) -> tuple[tuple[Source, ...], tuple[SettingsError, ...]]:
    """The sources of a folder's ``*.toml`` files in the order of their names, and what is wrong with other files.

    Those with ``enabled = false`` are not among them: :func:`resolve` takes them where they are named. Raises
    SettingsError if there is no such folder.
    """
    entries, errors = _read_folder(folder)
    return tuple(source for source, enabled in entries if enabled), errors


def every_source(folder: Path) -> tuple[tuple[tuple[Source, bool], ...], tuple[SettingsError, ...]]:
    """All sources of a folder, each with whether it is enabled, and what is wrong with other files.

    Raises SettingsError if there is no such folder.
    """
    return _read_folder(folder)


def resolve(arguments: Sequence[str], settings: Settings) -> tuple[Source, ...]:
    """The sources that a user named, or all enabled ones if none was named.

    An argument is the name of a source, an http(s) address, or the path of a file or folder. Broken files of the
    sources folder are logged and left out, unless nothing else is left. Raises SettingsError, which names the argument.
    """
    folder = settings.sources or resources.sources()
    if not arguments:
        sources, errors = load_sources(folder)
        for error in errors:
            _log.warning("%s", error)
        if not sources:
            raise errors[0] if errors else SettingsError(f"{folder}: no source is enabled; name one")
        return sources
    entries, errors = _read_folder(folder) if folder.is_dir() else ((), ())
    known = {source.name: source for source, _ in entries}
    found = [_resolve_one(argument, known, errors, folder, settings) for argument in arguments]
    return tuple({source.name: source for source in found}.values())


def _resolve_one(
    argument: str,
    known: dict[str, Source],
    errors: Sequence[SettingsError],
    folder: Path,
    settings: Settings,
) -> Source:
    if _URL.match(argument):
        try:
            check_url(argument, allow_private=settings.allow_private)
        except FetchError as error:
            raise SettingsError(f"{argument}: {error}") from None
        parts = urlsplit(argument)
        return Source(_slug(f"{parts.hostname}{parts.path}", argument), SourceKind.PAGES, (argument,))
    if argument in known:
        return known[argument]
    for broken in errors:
        if str(broken).startswith(f"{folder / argument}.toml:"):
            raise broken
    path = Path(argument)
    if path.exists():
        path = path.resolve()
        return Source(_slug(path.stem, str(path)), SourceKind.FILES, (str(path),))
    near = difflib.get_close_matches(argument, known, 3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known are {', '.join(known) or 'none'}"
    raise SettingsError(f"{argument}: no source, address, file or folder of that name; {hint}")


def _slug(words: str, whole: str) -> str:
    return f"{iri.slug(words)[:48].strip('-')}-{digest_id(whole)[:8]}"


def _read_folder(folder: Path) -> tuple[tuple[tuple[Source, bool], ...], tuple[SettingsError, ...]]:
    if not folder.is_dir():
        raise SettingsError(f"{folder}: there is no such folder of sources")
    root = _root_of(folder)
    entries: list[tuple[Source, bool]] = []
    errors: list[SettingsError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            entries.append(_read_file(path, root))
        except SettingsError as error:
            errors.append(error)
    return tuple(entries), tuple(errors)


def _root_of(folder: Path) -> Path:
    """What relative paths start from: the project for ``…/data/sources``, else the folder itself."""
    folder = folder.resolve()
    return folder.parents[1] if folder.parts[-2:] == ("data", "sources") else folder


def _read_file(path: Path, root: Path) -> tuple[Source, bool]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        given = _File.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        where = _place(path, text, *first["loc"])
        raise SettingsError(f"{where}: field {field}: {first['msg'].removeprefix('Value error, ')}") from None
    if given.name != path.stem:
        where = _place(path, text, "name")
        raise SettingsError(f"{where}: field name: {given.name!r}, but the file is called {path.name}")
    locations = []
    for number, location in enumerate(given.locations):
        if given.kind is SourceKind.FILES or (given.kind is SourceKind.WARC and "://" not in location):
            locations.append(str(root / location))
        else:
            _check(location, path, text, "locations", number)
            locations.append(location)
    if given.homepage:
        _check(given.homepage, path, text, "homepage")
    max_age = given.max_age_days
    if max_age is None:
        max_age = _MAX_AGE_DAYS if given.kind in _LISTING else 0
    source = Source(
        given.name,
        given.kind,
        tuple(locations),
        given.publisher,
        given.languages,
        homepage=given.homepage,
        delay=given.delay_seconds,
        revisit_hours=given.revisit_hours or 0.0,
        max_age_days=max_age,
    )
    return source, given.enabled


def _check(url: str, path: Path, text: str, *loc: str | int) -> None:
    try:
        check_url(url, allow_private=True)
    except FetchError as error:
        raise SettingsError(f"{_place(path, text, *loc)}: field {loc[0]}: {url}: {error}") from None


def _place(path: Path, text: str, *loc: str | int) -> str:
    """File and line of a field, or of the n-th string of a list; the file alone for a field that is missing."""
    key = re.search(rf"^[ \t]*[\"']?{re.escape(str(loc[0]))}[\"']?[ \t]*=", text, re.MULTILINE)
    if not key:
        return str(path)
    place = key.start()
    if len(loc) > 1 and isinstance(loc[1], int):
        # comments may hold quotation marks; the line is then that of the field, or one near
        values = list(re.finditer(r"\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*", text[key.end() :]))
        values = [value for value in values if not value.group().startswith("#")]
        if loc[1] < len(values):
            place = key.end() + values[loc[1]].start()
    return f"{path}:{text.count(chr(10), 0, place) + 1}"
