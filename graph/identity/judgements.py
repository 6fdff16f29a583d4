"""Judgements: who says that two IRIs stand for one thing or for two, when, and why.

A file ``*.jsonl`` holds one a line, in the order they were made; nothing is ever taken out of it. Whoever changes
their mind adds a later judgement of the same pair, or undoes the earlier one::

    {"left": "…/entity/person/ted-sarantos", "right": "…/entity/ted-sarandos", "judgement": "same",
     "by": "ana", "when": "2026-11-25T10:00:00Z", "why": "a slip of the pen"}
    {"seen": "…/entity/person/jane-doe", "by": "ana", "when": "2026-11-25T10:05:00Z"}
    {"undo": "3f9c0a1b2c3d4e5f", "by": "ana", "when": "2026-11-26T09:00:00Z", "why": "another person after all"}

Names may also be occurrence IRIs (:func:`graph.iri.occurrence`, an entity in one article alone) and telling IRIs
(:func:`graph.iri.telling`, an event). The style is nomenklatura's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from graph.errors import SettingsError


class Verdict(StrEnum):
    """What is judged of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"  #: looked at and left open: it is not asked again


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement of one pair; a machine's has a rule and a score, a human's has neither."""

    left: str  #: the smaller IRI
    right: str
    verdict: Verdict
    by: str  #: a person's name, or the name and version of software
    when: str  #: ISO 8601, UTC; "" for what is computed anew every time
    why: str = ""
    rule: str = ""  #: name of the rule, "" for a human
    score: float | None = None  #: 0 to 1, None for a human

    @property
    def id(self) -> str:
        """16 hex digits, of pair, verdict, author and time: what ``undo`` names."""
        content = "\0".join((self.left, self.right, self.verdict, self.by, self.when))
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def pair(self) -> tuple[str, str]:
        """Both IRIs, the smaller one first."""
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class Undo:
    """A judgement is taken back."""

    undo: str  #: id of the judgement
    by: str
    when: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing has been looked at and is as it should be: it is not asked about again."""

    seen: str  #: IRI
    by: str
    when: str
    why: str = ""


Made: TypeAlias = Judgement | Undo | Seen


def judge(
    one: str,
    other: str,
    verdict: Verdict,
    *,
    by: str,
    when: str,
    why: str = "",
    rule: str = "",
    score: float | None = None,
) -> Judgement:
    """A judgement with its pair in order. Raises SettingsError for a pair of one thing with itself."""
    if one == other:
        raise SettingsError(f"{one} is given twice; a judgement is about two things")
    left, right = sorted((one, other))
    return Judgement(left, right, verdict, by, when, why, rule, score)


@dataclass(frozen=True)
class Judgements:
    """Those in force: not undone, and the last of each pair."""

    made: tuple[Made, ...] = ()  #: all of them, in order

    def in_force(self) -> tuple[Judgement, ...]:
        """What counts, sorted by pair; a human's word stands above a machine's whenever it was said."""
        undone = {m.undo for m in self.made if isinstance(m, Undo)}
        last: dict[tuple[str, str], Judgement] = {}
        for one in self.made:
            if not isinstance(one, Judgement) or one.id in undone:
                continue
            before = last.get(one.pair)
            if before is None or (not one.rule, one.when) >= (not before.rule, before.when):
                last[one.pair] = one
        return tuple(last[pair] for pair in sorted(last))

    def judged(self, one: str, other: str) -> Judgement | None:
        """The judgement in force of a pair."""
        pair = tuple(sorted((one, other)))
        return next((j for j in self.in_force() if j.pair == pair), None)

    def about(self, name: str) -> tuple[Judgement, ...]:
        """Those in force that name an IRI."""
        return tuple(j for j in self.in_force() if name in j.pair)

    def last(self, in_force: Collection[Judgement] | None = None) -> Judgement | None:
        """The one made last of those in force (here, unless said otherwise)."""
        in_force = set(self.in_force()) if in_force is None else in_force
        return next((m for m in reversed(self.made) if isinstance(m, Judgement) and m in in_force), None)

    def seen(self) -> frozenset[str]:
        """IRIs that somebody has looked at."""
        return frozenset(m.seen for m in self.made if isinstance(m, Seen))

    def plus(self, *more: Made) -> Judgements:
        """With further ones."""
        return Judgements((*self.made, *more))


_Iri = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _JudgementLine(BaseModel):
    model_config = ConfigDict(extra="forbid")

    left: _Iri
    right: _Iri
    judgement: Verdict
    by: _Text
    when: _Text
    why: str = ""
    rule: str = ""
    score: Annotated[float, Field(ge=0, le=1)] | None = None


class _UndoLine(BaseModel):
    model_config = ConfigDict(extra="forbid")

    undo: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    by: _Text
    when: _Text
    why: str = ""


class _SeenLine(BaseModel):
    model_config = ConfigDict(extra="forbid")

    seen: _Iri
    by: _Text
    when: _Text
    why: str = ""


def load_judgements(folders: Sequence[Path]) -> Judgements:
    """Judgements of the ``*.jsonl`` of folders, a later folder's last. Raises SettingsError naming file and line."""
    return Judgements(
        tuple(one for folder in folders for path in sorted(folder.glob("*.jsonl")) for one in _read(path))
    )


def append_judgements(path: Path, made: Iterable[Made]) -> None:
    """Add judgements to a file, which is made where it lacks. Raises SettingsError if it cannot be written."""
    text = "".join(_line(one) + "\n" for one in made)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror})") from None


def _line(made: Made) -> str:
    if isinstance(made, Undo):
        content: dict[str, object] = {"undo": made.undo, "by": made.by, "when": made.when, "why": made.why}
    elif isinstance(made, Seen):
        content = {"seen": made.seen, "by": made.by, "when": made.when, "why": made.why}
    else:
        content = {"left": made.left, "right": made.right, "judgement": made.verdict.value}
        content |= {"by": made.by, "when": made.when, "why": made.why, "rule": made.rule, "score": made.score}
    return json.dumps({k: v for k, v in content.items() if v not in ("", None)}, ensure_ascii=False)


def _read(path: Path) -> Iterator[Made]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not readable: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            if '"undo"' in line and '"left"' not in line:
                undo = _UndoLine.model_validate_json(line)
                yield Undo(undo.undo, undo.by, undo.when, undo.why)
                continue
            if '"seen"' in line and '"left"' not in line:
                seen = _SeenLine.model_validate_json(line)
                yield Seen(seen.seen, seen.by, seen.when, seen.why)
                continue
            given = _JudgementLine.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            at = ".".join(map(str, first["loc"])) or "line"
            raise SettingsError(f"{where}: {at}: {first['msg']}; the format is in data/judgements/README.md") from None
        try:
            yield judge(
                given.left, given.right, given.judgement,
                by=given.by, when=given.when, why=given.why, rule=given.rule, score=given.score,
            )  # fmt: skip
        except SettingsError as error:
            raise SettingsError(f"{where}: {error}") from None
