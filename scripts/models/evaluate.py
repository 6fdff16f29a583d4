"""Score the pipelines that are shipped and print the tables of the model card.

usage: python -m scripts.models.evaluate [--public FOLDER] [--gold FILE] [--build FOLDER] [--card]

``--card`` also writes them into data/models/README.md. Sets that are not on the machine are left out, and said to be.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graph.extract.languages import SUPPORTED
from graph.extract.pipelines import RECOGNISER, pipeline
from graph.model import EntityType
from scripts.models import score_speed, score_syntax
from scripts.models.score_names import Gold, gold_scores, public_scores
from scripts.models.train_pipelines import TARGET
from scripts.models.train_syntax import BUILD, PUBLIC
from scripts.models.treebank import TEST, read, to_doc

ROOT = Path(__file__).resolve().parents[2]
CARD = ROOT / "data" / "models" / "README.md"
GOLD = ROOT.parent / "shared" / "eval" / "dev.jsonl"
BEGIN, END = "<!-- written by scripts/models/evaluate.py -->", "<!-- end of what it wrote -->"
COMMONEST = 10
WAYS = {
    "model": "model alone, blind", "register": "register and rules", "both": "both", "unknown": "both, unknown names",
}  # fmt: skip


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of a Markdown table; all columns but the first are aligned right."""
    yield "| " + " | ".join(head) + " |"
    yield "| --- |" + " ---: |" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def gold_tables(path: Path) -> Iterator[str]:
    """Names on the annotated articles, by language and type."""
    yield "### Names on the annotated articles"
    if not path.is_file():
        yield f"Not measured: {path.name} is not here.\n"
        return
    gold = Gold(path)
    counts, errors, removed = gold_scores(gold)
    yield f"F1 of entities over {len(gold.articles)} articles, by the scorer. Blind: the model's spans joined by name;"
    yield f"unknown names is both without the {removed} entries of the register that bear a name annotated there.\n"
    for language in (*SUPPORTED, "all"):
        head = (f"{language}", "entities", *WAYS.values())
        rows = []
        for name in ("all", *(t.value for t in EntityType)):
            of = {way: counts[language, way, name] for way in WAYS}
            if of["both"].wanted:
                rows.append((name, str(of["both"].wanted), *(f"{of[way].f1:.3f}" for way in WAYS)))
        yield from table(head, rows)
    yield f"The {COMMONEST} commonest kinds of error left with both (of {errors.total()}):\n"
    yield from table(("kind", "count"), [(kind, str(n)) for kind, n in _commonest(errors)])


def _commonest(kinds: Counter[str]) -> list[tuple[str, int]]:
    return sorted(kinds.items(), key=lambda k: (-k[1], k[0]))[:COMMONEST]


def public_tables(folder: Path) -> Iterator[str]:
    """Names on public test sets, by class."""
    yield "### Names on public test sets"
    yield "Model alone, exact spans, F1 by the types that a set annotates (at most 3,000 documents of each).\n"
    types = ("Person", "Organization", "Place", "CreativeWork", "Occasion")
    rows: list[tuple[str, ...]] = []
    for language in SUPPORTED:
        nlp = pipeline(language).nlp
        with nlp.select_pipes(enable=[RECOGNISER]):
            found: dict[str, dict[str, str]] = {}
            for name, type_, count in public_scores(nlp, folder, language):
                found.setdefault(name, {})[type_] = f"{count.f1:.3f}"
        rows += [(name, by["all"], *(by.get(t, "") for t in types)) for name, by in found.items()]
    yield from table(("set", "all", *types), rows)


def syntax_tables(folder: Path) -> Iterator[str]:
    """Parts of speech, features, lemmas, attachment and sentence boundaries on treebanks' test parts."""
    yield "### Syntax"
    yield "Test parts of treebanks, raw text, the pipeline's own tokens; attachment as spaCy scores it, which leaves"
    yield "punctuation out. Given: each sentence is parsed alone, as extraction asks; found: in runs of ten.\n"
    rows: list[tuple[str, ...]] = []
    errors: Counter[str] = Counter()
    for language in SUPPORTED:
        for name, how, figures, kinds in score_syntax.scores(pipeline(language), folder):
            told = (f"{100 * figures[f]:.1f}" for f in score_syntax.FIGURES)
            rows.append((name, how, *told))
            if how == "sentences given":
                errors.update(kinds)
    yield from table(("treebank", "", "POS", "features", "lemma", "UAS", "LAS", "sentences F1"), rows)
    yield f"The {COMMONEST} commonest kinds of error of the parses (sentences given, {errors.total()} in all):\n"
    yield from table(("kind", "count"), [(kind, str(n)) for kind, n in _commonest(errors)])


def speed_table(folder: Path) -> Iterator[str]:
    """Size, load time and words a second."""
    yield "### Size and speed"
    yield "One core; words/s by CPU time with `nlp.pipe`, on the treebanks' test text; load by CPU time.\n"
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for language in SUPPORTED:
            vocab = pipeline(language).vocab
            sentences = read(folder, TEST[language][0])
            texts = [to_doc(vocab, sentences[i : i + 5]).text for i in range(0, len(sentences), 5)]
            speed = score_speed.measure(TARGET / language, texts, Path(scratch))
            rows.append(
                (
                    language, f"{speed.megabytes:.1f} MB", f"{speed.load:.2f} s",
                    f"{speed.whole:,.0f}", f"{speed.names:,.0f}",
                )
            )  # fmt: skip
    yield from table(("language", "size", "load", "whole, words/s", "names alone, words/s"), rows)


def time_table(build: Path) -> Iterator[str]:
    """How long each training took."""
    path = build / "times.jsonl"
    if not path.is_file():
        return
    times = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    yield "### Time to train"
    rows = [(t["training"], f"{t['wall_seconds'] / 60:.1f}", f"{t['cpu_seconds'] / 60:.1f}") for t in times]
    total = (
        "all, one after another", f"{sum(t['wall_seconds'] for t in times) / 60:.1f}",
        f"{sum(t['cpu_seconds'] for t in times) / 60:.1f}",
    )  # fmt: skip
    yield "Minutes, two trainings at a time on two cores that others used too.\n"
    yield from table(("training", "wall", "CPU"), [*rows, total])


def main(arguments: list[str]) -> int:
    """Print the tables; 1 where there is no pipeline to score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--public", type=Path, default=PUBLIC, help="folder of the public sets")
    parser.add_argument("--gold", type=Path, default=GOLD, help="annotated articles, with score.py beside them")
    parser.add_argument("--build", type=Path, default=BUILD, help="folder of the logs of training")
    parser.add_argument("--card", action="store_true", help="write the tables into data/models/README.md")
    options = parser.parse_args(arguments)
    if not all((TARGET / language).is_dir() for language in SUPPORTED):
        print(f"{TARGET}: a language is missing; train it with make models", file=sys.stderr)
        return 1
    lines: list[str] = []
    parts = [gold_tables(options.gold)]
    if options.public.is_dir():
        parts += [public_tables(options.public), syntax_tables(options.public), speed_table(options.public)]
    else:
        parts.append(iter([f"Public sets: not measured, {options.public} is not here.\n"]))
    parts.append(time_table(options.build))
    for part in parts:
        for line in part:
            print(line, flush=True)
            lines.append(line)
    if options.card:
        write_card(lines)
    return 0


def write_card(lines: Sequence[str]) -> None:
    """Put the tables between the marks of the model card. Raises ValueError where the marks are missing."""
    text = CARD.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{CARD}: the lines {BEGIN!r} and {END!r} say where the tables go")
    CARD.write_text(f"{before}{BEGIN}\n\n{chr(10).join(lines).strip()}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
