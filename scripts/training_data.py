"""Read the annotated training text (data/training) and check it against the annotation guide."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

TYPES = {
    "PER": "Person", "ORG": "Organization", "WORK": "CreativeWork", "AI": "AISystem", "SYN": "SyntheticPerformer",
    "LAW": "LegalInstrument", "OCC": "Occasion", "LOC": "Place", "AMOUNT": "Amount",
}  # fmt: skip
SHORT = {v: k for k, v in TYPES.items()}
ANY = frozenset("PER ORG WORK AI SYN LAW OCC LOC".split())
ACTOR = frozenset({"PER", "ORG"})
BODY = frozenset({"PER", "ORG", "OCC", "LOC"})
PER, ORG, AI, LAW, OCC, LOC, AMOUNT = (frozenset({t}) for t in "PER ORG AI LAW OCC LOC AMOUNT".split())
WORK = frozenset({"WORK", "SYN"})

ROLES: dict[str, dict[str, frozenset[str]]] = {
    "AIUse": {"agent": ACTOR, "work": WORK, "system": AI, "vendor": ORG, "depicts": ACTOR | {"SYN"}},
    "Launch": {"provider": ACTOR, "system": AI}, "Production": {"producer": ACTOR, "work": WORK},
    "Licensing": {"licensor": ACTOR, "licensee": ACTOR, "work": WORK, "system": AI},
    "Partnership": {"party": BODY, "work": WORK, "system": AI},
    "Investment": {"investor": BODY, "recipient": ACTOR, "amount": AMOUNT},
    "Acquisition": {"acquirer": ACTOR, "target": ORG | AI, "amount": AMOUNT},
    "LabourAgreement": {"union": ORG, "counterparty": ACTOR, "instrument": LAW},
    "CollectiveAction": {"actor": ACTOR, "target": ANY},
    "JobImpact": {"agent": ACTOR | AI, "amount": AMOUNT, "place": LOC},
    "LegalThreat": {"sender": ACTOR, "recipient": ACTOR, "work": WORK},
    "Lawsuit": {"plaintiff": BODY, "defendant": BODY, "court": ORG, "work": WORK, "system": AI},
    "Ruling": {"court": ACTOR, "party": BODY, "work": WORK},
    "Settlement": {"party": BODY, "amount": AMOUNT, "work": WORK},
    "Legislation": {"authority": BODY, "instrument": LAW}, "RuleChange": {"authority": BODY, "instrument": LAW},
    "Withdrawal": {"actor": BODY, "object": ANY}, "Stance": {"holder": BODY | {"SYN"}, "target": ANY},
    "Backlash": {"holder": BODY, "target": ANY},
    "Recognition": {"authority": BODY, "recipient": ANY, "occasion": OCC},
    "Study": {"author": ACTOR, "amount": AMOUNT},
}  # fmt: skip
CLAIM_ROLES = {"source": BODY | {"SYN", "WORK"}, "relay": ACTOR | {"WORK"}}
FACTUALITY = frozenset("asserted denied possible planned".split())
TERMS = {
    "technique": "generative-ai text-generation image-generation video-generation music-generation voice-cloning "
    "speech-synthesis lip-sync-dubbing de-ageing face-replacement digital-replica synthetic-performer "
    "asset-generation upscaling translation recommendation detection script-analysis",
    "stage": "writing previsualisation casting performance vfx animation editing sound music dubbing narration "
    "game-assets marketing distribution restoration",
    "value": "support conditional neutral concern oppose",
    "extent": "none assistive element sequence component majority entire",
}
KEY_OF = {"technique": "AIUse", "stage": "AIUse", "extent": "AIUse", "value": "Stance"}
PREDICATES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "worksFor": (PER, ORG), "memberOf": (ACTOR, ORG), "founded": (PER, ORG),
    "createdBy": (WORK, ACTOR), "performedBy": (frozenset({"WORK"}), frozenset({"PER", "SYN"})),
    "producedBy": (frozenset({"WORK"}), ORG), "developedBy": (AI, ORG), "ownedBy": (ORG | AI, ORG),
    "basedOn": (frozenset({"WORK"}), frozenset({"WORK"})),
}  # fmt: skip
MARK = re.compile(r"\[([^\[\]]+)\]\((=?)([A-Z]*)((?:\s*(?:\d+:)?[a-z]+)*)\)")
TIME = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class Entity:
    """A marked span: `type` in the guide's words ("" where a description gives none), roles as (event index, role)."""

    start: int
    end: int
    surface: str
    type: str
    described: bool
    roles: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Event:
    """An event a sentence tells; attributes: technique, stage, value, extent, time, each a tuple of values."""

    type: str
    factuality: str
    attributes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Relation:
    """A relation a sentence states, between surfaces."""

    predicate: str
    subject: str
    object: str


@dataclass(frozen=True)
class Line:
    """A sentence (or the headline) without its markup; offsets of entities count in `text`."""

    is_title: bool
    text: str
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
    number: int = field(default=0, compare=False)


@dataclass(frozen=True)
class MiniArticle:
    """A headline and a few sentences, with the date they are read against."""

    published: date
    outlet: str
    off_topic: bool
    lines: tuple[Line, ...]


def _line(raw: str, number: int) -> Line:
    body, _, rel = raw.partition(" @ ")
    body, _, evs = body.partition(" || ")
    is_title, body = body.startswith("# "), body.removeprefix("# ").strip()
    text, last = "", 0
    entities: list[Entity] = []
    for m in MARK.finditer(body):
        text += body[last : m.start()]
        if m[3] and m[3] not in TYPES:
            raise ValueError(f"{number}: no such type: {m[3]}")
        roles = tuple((int(n or 1) - 1, name) for n, _, name in (r.rpartition(":") for r in m[4].split()))
        entities.append(Entity(len(text), len(text) + len(m[1]), m[1], TYPES.get(m[3], ""), bool(m[2]), roles))
        text, last = text + m[1], m.end()
    text += body[last:]
    if re.search(r"[\[\]|]|\]\(| @$", text):
        raise ValueError(f"{number}: markup not understood: {text}")
    events: list[Event] = []
    for words in (p.split() for p in evs.split(";") if p.strip()):
        if len(words) < 2 or any("=" not in w for w in words[2:]):
            raise ValueError(f"{number}: event not understood: {' '.join(words)}")
        attributes = {k: tuple(v.split(",")) for k, v in (w.split("=", 1) for w in words[2:])}
        events.append(Event(words[0], words[1], MappingProxyType(attributes)))
    relations: list[Relation] = []
    for part in (p.strip() for p in rel.split(";") if p.strip()):
        if not (found := re.fullmatch(r"(\w+): (.+?) > (.+)", part)):
            raise ValueError(f"{number}: relation not understood: {part}")
        relations.append(Relation(*found.groups()))
    return Line(is_title, text, tuple(entities), tuple(events), tuple(relations), number)


def parse(path: Path) -> list[MiniArticle]:
    """Read one file; raises ValueError, naming the line, where the format is not kept."""
    articles: list[MiniArticle] = []
    head: tuple[date, str, bool] | None = None
    lines: list[Line] = []
    for number, raw in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        if (head is None) != raw.startswith("% ") and raw.strip():
            raise ValueError(f"{number}: an article is a % line, text and a blank line")
        if raw.startswith("% "):
            day, _, outlet = raw[2:].partition(" ")
            name = outlet.removesuffix("off-topic").strip()
            head = (date.fromisoformat(day), name, outlet.endswith("off-topic"))
        elif raw.strip():
            lines.append(_line(raw.strip(), number))
        elif head is not None:
            articles.append(MiniArticle(*head, tuple(lines)))
            head, lines = None, []
    return articles


def _check_line(line: Line, known: Mapping[str, set[str]], names: set[str], off_topic: bool) -> Iterator[str]:
    if off_topic and line.events:
        yield "an event in an off-topic article"
    for e in line.entities:
        short = SHORT.get(e.type, "")
        if short == "AMOUNT" and not e.roles:
            yield f"an amount without a role: {e.surface}"
        if e.surface != e.surface.strip(' “”"«»,.') and not re.search(r"\w\.$", e.surface):
            yield f"a mark takes in quotation marks, blanks or stops: {e.surface}"
        for index, role in e.roles:
            if not 0 <= index < len(line.events):
                yield f"no event {index + 1} for {e.surface} ({role})"
                continue
            allowed = {**ROLES.get(line.events[index].type, {}), **CLAIM_ROLES}
            if role not in allowed:
                yield f"{line.events[index].type} has no role {role} ({e.surface})"
            elif short and short not in allowed[role]:
                yield f"{role} of {line.events[index].type} cannot be {short} ({e.surface})"
    for event in line.events:
        if event.type not in ROLES or event.factuality not in FACTUALITY:
            yield f"no such event type or factuality: {event.type} {event.factuality}"
        if event.type == "Stance" and "value" not in event.attributes:
            yield "a Stance without value"
        for key, values in event.attributes.items():
            if key != "time" and KEY_OF.get(key) != event.type:
                yield f"{event.type} has no key {key}"
            elif not all(TIME.fullmatch(v) if key == "time" else v in TERMS[key].split() for v in values):
                yield f"no such {key}: {values}"
    for r in line.relations:
        for surface, fits in zip((r.subject, r.object), PREDICATES.get(r.predicate, (PER, PER)), strict=True):
            if r.predicate not in PREDICATES or not known.get(surface, set()) & (fits | {""}):
                yield f"{r.predicate}: no such predicate, or {surface} not marked so far or {known.get(surface)}"
    for name in names:
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", line.text):
            if not any(e.start < m.end() and m.start() < e.end for e in line.entities):
                yield f"named, not marked: {name}"


def check(article: MiniArticle) -> Iterator[str]:
    """Yield what is wrong with an article, each with its line number."""
    if [x.is_title for x in article.lines[:2]] != [True, False] or not 2023 <= article.published.year <= 2027:
        yield f"{article.published} {article.outlet}: needs one headline in front, text, a date of 2023-2027"
    named = (e for x in article.lines for e in x.entities if not e.described and e.type != "Amount")
    names = {e.surface for e in named if len(e.surface) > 2}
    known: dict[str, set[str]] = {}
    for line in article.lines:
        for e in line.entities:
            known.setdefault(e.surface, set()).add(SHORT.get(e.type, ""))
        for message in _check_line(line, known, names, article.off_topic):
            yield f"{line.number}: {message}"


def main(arguments: list[str]) -> int:
    """Check files or folders, print errors and counts; 1 where anything is wrong."""
    roots = map(Path, arguments or ["data/training"])
    files = [f for r in roots for f in ([r] if r.is_file() else sorted(r.rglob("*.txt")))]
    errors, counts = 0, {k: Counter[str]() for k in ("events", "entities", "languages")}
    for path in files:
        try:
            articles = parse(path)
        except ValueError as error:
            articles, errors = [], errors + 1
            print(f"{path}:{error}")
        for a in articles:
            for message in check(a):
                print(f"{path}:{message}")
                errors += 1
            more = {"articles": 1, "off topic": int(a.off_topic), "sentences": len(a.lines)}
            more["without event"] = sum(not x.events for x in a.lines)
            counts["languages"].update({f"{path.parent.name} {k}": n for k, n in more.items()})
            for x in a.lines:
                counts["events"].update(e.type for e in x.events)
                counts["entities"].update(e.type or "described" for e in x.entities)
    for name, counter in counts.items():
        print(f"{name}: " + ", ".join(f"{k} {n}" for k, n in counter.most_common()))
    print(f"{len(files)} files, {errors} errors")
    return int(errors > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
