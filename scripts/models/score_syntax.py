"""How well sentences are parsed: on the test parts of treebanks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from graph.extract.pipelines import Pipeline
from scripts.models.treebank import TEST, read, to_doc

RUN = 10  # sentences of a document whose sentence boundaries the parse must find
FIGURES = ("pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


def scores(pipeline: Pipeline, folder: Path) -> Iterator[tuple[str, str, dict[str, float], Counter[str]]]:
    """(treebank, how, figures, kinds of error): sentence by sentence as extraction asks, and in runs of ten.

    Tokens are the pipeline's own. Attachment scores are spaCy's, which leave punctuation out.
    """
    nlp = pipeline.syntax
    if nlp is None:
        return
    for bank in TEST[pipeline.language]:
        sentences = read(folder, bank)
        name = Path(bank.path).name.partition(".")[0]
        gold = [to_doc(nlp.vocab, [s]) for s in sentences]
        parsed = pipeline.parse([pipeline.make_doc(d.text)[:] for d in gold]) or []
        yield name, "sentences given", *_figures(nlp, parsed, gold)
        gold = [to_doc(nlp.vocab, sentences[i : i + RUN]) for i in range(0, len(sentences), RUN)]
        yield name, "sentences found", *_figures(nlp, list(nlp.pipe([d.text for d in gold])), gold)


def _figures(nlp: Language, parsed: list[Doc], gold: list[Doc]) -> tuple[dict[str, float], Counter[str]]:
    examples = [Example(p, g) for p, g in zip(parsed, gold, strict=True)]
    found = Scorer(nlp).score(examples)
    return {name: float(found.get(name) or 0.0) for name in FIGURES}, _errors(examples)


def _errors(examples: list[Example]) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for example in examples:
        heads, relations = example.get_aligned_parse(projectivize=False)
        for token, head, relation in zip(example.predicted, heads, relations, strict=True):
            if relation is None or relation == "punct":
                continue
            if token.dep_ != relation:
                kinds[f"{relation} taken for {token.dep_}"] += 1
            elif head != token.head.i:
                kinds[f"{relation} attached elsewhere"] += 1
    return kinds
