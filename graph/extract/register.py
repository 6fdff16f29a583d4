"""The register of curated entities (``data/gazetteer/*.toml``): which names stand for which known thing.

A name has one owner a language; what else bears it lists it as shared, so that look-up is never a matter of chance.
The format of the files is told in ``data/gazetteer/README.md``.
"""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError

from graph import resources
from graph.errors import SettingsError
from graph.model import EntityType, Predicate

LANGUAGES = ("en", "fr", "es")


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One known thing and its names."""

    id: str  #: slug of the usual English or original name, unique over all files
    type: EntityType
    subtype: str  #: slug, e.g. ``streamer``
    name: str  #: usual full name
    aliases: Mapping[str, tuple[str, ...]]  #: ISO 639-1 code, or "" for every language, to further names
    also: tuple[EntityType, ...] = ()  #: what else the names stand for: a company whose tool bears its name
    ambiguous: tuple[str, ...] = ()  #: those of its names that are also common words, or names of much else
    shared: tuple[str, ...] = ()  #: names that another entry owns and this one bears too
    relations: tuple[tuple[Predicate, str], ...] = ()  #: lasting ones, to ids of other entries

    def names(self, language: str) -> tuple[str, ...]:
        """The names it owns in texts of a language, the usual one first."""
        return tuple(dict.fromkeys((self.name, *self.aliases.get("", ()), *self.aliases.get(language, ()))))


@dataclass(frozen=True, eq=False)
class Register:
    """All entries, by id in alphabetical order."""

    entries: Mapping[str, RegisterEntry]
    digest: str  #: ``sha256:…`` of the files read

    def names(self, language: str) -> Iterator[tuple[str, RegisterEntry]]:
        """Every name of a language with its one owner; apostrophes are straight, letters composed (NFC)."""
        for entry in self.entries.values():
            for name in entry.names(language):
                yield name, entry

    def organization(self, name: str, language: str) -> RegisterEntry | None:
        """The organization that owns a name in texts of a language, else the only one that does in any other.

        Case is ignored, for outlets write their own names as their logos do.
        """
        folded = _plain(name).strip().casefold()
        owners = {code: owner for code in LANGUAGES if (owner := self._organizations[code].get(folded))}
        ids = {owners[language]} if language in owners else set(owners.values())
        return self.entries[ids.pop()] if len(ids) == 1 else None

    @cached_property
    def _organizations(self) -> Mapping[str, Mapping[str, str]]:
        return {
            code: {name.casefold(): e.id for name, e in self.names(code) if e.type is EntityType.ORGANIZATION}
            for code in LANGUAGES
        }

    def sharers(self) -> Mapping[str, tuple[RegisterEntry, ...]]:
        """Shared names to the entries that bear them besides their owner."""
        found: dict[str, tuple[RegisterEntry, ...]] = {}
        for entry in self.entries.values():
            for name in entry.shared:
                found[name] = (*found.get(name, ()), entry)
        return found


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("’", "'"))


_Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_plain)]
_Names = tuple[_Name, ...]


class _Record(BaseModel):
    """One line of a file."""

    model_config = ConfigDict(extra="forbid")

    name: _Name
    aliases: _Names = ()
    en: _Names = ()
    fr: _Names = ()
    es: _Names = ()
    also: tuple[EntityType, ...] = ()
    ambiguous: _Names = ()
    shared: _Names = ()
    relations: dict[Predicate, tuple[_Slug, ...]] = {}

    def entry(self, entry_id: str, type_: EntityType, subtype: str) -> RegisterEntry:
        aliases = {"": self.aliases, "en": self.en, "fr": self.fr, "es": self.es}
        return RegisterEntry(
            id=entry_id,
            type=type_,
            subtype=subtype,
            name=self.name,
            aliases=MappingProxyType({language: names for language, names in aliases.items() if names}),
            also=self.also,
            ambiguous=self.ambiguous,
            shared=self.shared,
            relations=tuple((predicate, target) for predicate, targets in self.relations.items() for target in targets),
        )


_FILE = TypeAdapter(dict[EntityType, dict[_Slug, dict[_Slug, _Record]]])


@cache
def load_register(folder: Path | None = None) -> Register:
    """Read ``*.toml`` of a folder, by default those of the product. Raises SettingsError naming file and entry."""
    folder = folder or resources.gazetteer()
    digest = hashlib.sha256()
    entries: dict[str, RegisterEntry] = {}
    files: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        content = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + content + b"\0")
        for entry in _read(path, content):
            if entry.id in entries:
                raise SettingsError(f"{path}: {entry.id} is already in {files[entry.id]}; give one of them another id")
            entries[entry.id] = entry
            files[entry.id] = path.name
    if not entries:
        raise SettingsError(f"{folder}: no entries; it should hold the gazetteer's .toml files")
    register = Register(entries=MappingProxyType(dict(sorted(entries.items()))), digest=f"sha256:{digest.hexdigest()}")
    _check(register, {entry_id: folder / name for entry_id, name in files.items()})
    return register


def _read(path: Path, content: bytes) -> Iterator[RegisterEntry]:
    try:
        records = _FILE.validate_python(tomllib.loads(content.decode()))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: not readable as TOML: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{path}: {where}: {first['msg']}; the format is in data/gazetteer/README.md") from error
    for type_, subtypes in records.items():
        for subtype, group in subtypes.items():
            for entry_id, record in group.items():
                yield record.entry(entry_id, type_, subtype)


def _check(register: Register, files: Mapping[str, Path]) -> None:
    """Hold the entries against one another. Raises SettingsError."""
    owners = {language: _owners(register, language, files) for language in LANGUAGES}
    for entry in register.entries.values():
        where = f"{files[entry.id]}: {entry.id}"
        for _, target in entry.relations:
            if target not in register.entries:
                raise SettingsError(f"{where}: relation to {target}, which no file has; add it or drop the relation")
        own = {name for language in LANGUAGES for name in entry.names(language)}
        for name in entry.ambiguous:
            if name not in own:
                raise SettingsError(f"{where}: ambiguous names {name!r}, which is not among its names")
        for name in entry.shared:
            holders = {owners[language].get(name.casefold()) for language in LANGUAGES} - {None}
            if not holders or entry.id in holders:
                raise SettingsError(f"{where}: shared names {name!r}, which no other entry owns")


def _owners(register: Register, language: str, files: Mapping[str, Path]) -> Mapping[str, str]:
    owners: dict[str, str] = {}
    for name, entry in register.names(language):
        other = owners.setdefault(name.casefold(), entry.id)
        if other != entry.id:
            raise SettingsError(
                f"{files[entry.id]}: {entry.id} claims {name!r}, which {other} ({files[other].name}) owns; "
                "list it under shared in one of them"
            )
    return owners
