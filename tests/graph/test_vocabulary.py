"""Reading ``ontologies/`` and a user's own event types: what is found, and what is refused with which words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, URIRef

from graph import resources
from graph.errors import VocabularyError
from graph.extract.document import lemma
from graph.extract.languages import SUPPORTED
from graph.extract.matcher import TriggerMatcher
from graph.extract.pipelines import pipeline
from graph.iri import ONTOLOGY, TERM
from graph.model import EntityType, FillerKind
from graph.triggers import Trigger
from graph.vocabulary import SCHEMES, Triggers, Vocabulary, load_vocabulary

FENCE = re.compile(r"```turtle\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def worked_example() -> str:
    """The event type that ontologies/README.md shows."""
    found = FENCE.search((resources.ontologies() / "README.md").read_text(encoding="utf-8"))
    assert found
    return found.group(1)


def own_types(folder: Path, **files: str) -> Vocabulary:
    """The vocabulary with the user's files, named by keyword."""
    for name, text in files.items():
        (folder / f"{name}.ttl").write_text(text, encoding="utf-8")
    return load_vocabulary(folder)


# ------------------------------------------------------------------ the product's own files


def test_an_event_type_is_read_whole(vocabulary: Vocabulary) -> None:
    lawsuit = vocabulary.event_types["Lawsuit"]
    assert lawsuit.iri == ONTOLOGY + "Lawsuit"
    assert lawsuit.labels == {"en": "lawsuit", "es": "demanda judicial", "fr": "procès"}
    assert [role.name for role in lawsuit.roles] == ["plaintiff", "defendant", "court", "work", "system"]
    assert "sue" in {trigger.text for trigger in lawsuit.verbs["en"]}
    defendant = lawsuit.role("defendant")
    assert (defendant.kind, defendant.types, defendant.side) == (
        FillerKind.ENTITY,
        (EntityType.ORGANIZATION, EntityType.PERSON),
        "after",
    )
    assert "against" in {cue.text for cue in defendant.cues["en"]}
    assert [role.name for role in lawsuit.roles if role.identifying] == ["plaintiff", "defendant"]
    with pytest.raises(KeyError):
        lawsuit.role("acquirer")


def test_roles_take_entities_terms_or_amounts(vocabulary: Vocabulary) -> None:
    use, money = vocabulary.event_types["AIUse"], vocabulary.event_types["Investment"]
    assert (use.role("technique").kind, use.role("technique").scheme) == (FillerKind.TERM, "technique")
    assert vocabulary.event_types["Stance"].role("value").scheme == "stance"
    assert (money.role("amount").kind, money.role("amount").types) == (FillerKind.AMOUNT, ())
    assert use.needs == "ai-sentence"
    assert money.needs == ""


def test_examples_carry_what_must_be_found(vocabulary: Vocabulary) -> None:
    example = next(e for e in vocabulary.event_types["AIUse"].examples if "Tunesmith" in e.text)
    assert example.language == "en"
    assert example.roles == {
        "stage": ("music",),
        "system": ("Tunesmith",),
        "technique": ("music-generation",),
        "work": ("Salt Road",),
    }
    assert (example.extent, example.factuality, example.time, example.none) == ("entire", "asserted", "", False)


def test_terms_stand_in_the_order_of_their_rank(vocabulary: Vocabulary) -> None:
    assert tuple(vocabulary.terms) == SCHEMES
    assert [term.slug for term in vocabulary.terms["extent"]] == [
        "none",
        "assistive",
        "element",
        "sequence",
        "component",
        "majority",
        "entire",
    ]
    assert vocabulary.terms["technique"][0].iri == TERM + "generative-ai"


def test_loading_twice_gives_the_same(vocabulary: Vocabulary, tmp_path: Path) -> None:
    assert load_vocabulary() is vocabulary
    again = load_vocabulary(tmp_path)  # an empty folder: read anew, nothing added
    assert again is not vocabulary
    assert again.digest == vocabulary.digest
    assert again.event_types == vocabulary.event_types
    assert sorted(again.graph) == sorted(vocabulary.graph)
    assert sorted(again.shapes) == sorted(vocabulary.shapes)


def test_event_types_are_sorted_by_name(vocabulary: Vocabulary) -> None:
    assert list(vocabulary.event_types) == sorted(vocabulary.event_types)


def test_the_shapes_know_the_terms_of_each_scheme(vocabulary: Vocabulary) -> None:
    allowed = vocabulary.shapes.value(URIRef(ONTOLOGY + "Claim-factuality"), SH["in"])
    assert {str(term) for term in vocabulary.shapes.items(allowed)} == {
        TERM + slug for slug in ("asserted", "denied", "possible", "planned")
    }


# ------------------------------------------------------------------ triggers can match


def every_trigger(vocabulary: Vocabulary) -> list[tuple[str, str, Trigger]]:
    """All triggers and cues as (where, language, trigger)."""
    sets: list[tuple[str, Triggers]] = []
    for event_type in vocabulary.event_types.values():
        sets += [(event_type.name, event_type.verbs), (event_type.name, event_type.nouns)]
        sets += [(f"{event_type.name}.{role.name}", role.cues) for role in event_type.roles]
    for terms in vocabulary.terms.values():
        sets += [(term.slug, term.cues) for term in terms]
    return [(where, language, t) for where, triggers in sets for language, group in triggers.items() for t in group]


def test_every_word_of_a_trigger_is_one_token(vocabulary: Vocabulary) -> None:
    """A word that the tokenizer would split can never be seen as one token."""
    words: dict[tuple[str, str], str] = {}
    for where, language, trigger in every_trigger(vocabulary):
        for alternative in (a for element in trigger.elements for a in element or ()):
            words[language, alternative.strip("=*")] = where
    split = []
    for (language, word), where in words.items():
        # an elided article is a token only before a word
        tokens = [t.text for t in pipeline(language).make_doc(word + "x" if word.endswith("'") else word)]
        if tokens[0] != word or len(tokens) != 1 + word.endswith("'"):
            split.append(f"{where}: {word!r}@{language} is read as {tokens}")
    assert not split


def test_every_trigger_is_found_in_its_own_words(vocabulary: Vocabulary) -> None:
    unreachable = []
    for where, language, trigger in every_trigger(vocabulary):
        words = [e[0].strip("=*") if e else "…" for e in trigger.elements]
        lemmas = [lemma(word, language) if word[:1].isalpha() else word for word in words]
        found = TriggerMatcher([(where, trigger)]).find(words, lemmas, 0, len(words))
        if not any(match.first == 0 and match.last == len(words) for match in found):
            unreachable.append(f"{where}: {trigger.text!r}@{language}")
    assert not unreachable


@pytest.mark.parametrize(
    ("language", "event_type", "forms"),
    [
        ("en", "Lawsuit", "sue sues sued suing"),
        ("en", "RuleChange", "ban bans banned banning"),
        ("en", "Recognition", "win wins won winning"),
        ("en", "Stance", "condemn condemns condemned condemning"),
        ("fr", "Lawsuit", "assigner assigne assignent assigné assignée assignés"),
        ("fr", "AIUse", "générer génère génèrent généré générée générées générait"),
        ("fr", "Withdrawal", "retirer retire retirent retiré retirée retirées retirait"),
        ("fr", "Legislation", "promulguer promulgue promulguée"),
        ("es", "Lawsuit", "demandar demanda demandan demandó demandaron demandada"),
        ("es", "AIUse", "usar usa usan usó usaron usado usada usando"),
        ("es", "Withdrawal", "retirar retira retiró retiraron retirado retirada"),
        ("es", "RuleChange", "prohibir prohíbe prohíben prohibió prohibieron prohibida"),
    ],
)
def test_verbs_are_found_in_all_their_forms(vocabulary: Vocabulary, language: str, event_type: str, forms: str) -> None:
    triggers = [(event_type, t) for t in vocabulary.event_types[event_type].verbs[language] if len(t.elements) == 1]
    matcher = TriggerMatcher(triggers)
    missed = [f for f in forms.split() if not matcher.find([f], [lemma(f, language)], 0, 1)]
    assert not missed


# ------------------------------------------------------------------ a user's own event types


def test_the_worked_example_of_the_readme_is_understood(worked_example: str, tmp_path: Path) -> None:
    vocabulary = own_types(tmp_path, Screening=worked_example)
    assert not vocabulary.problems
    screening = vocabulary.event_types["Screening"]
    assert [role.name for role in screening.roles] == ["host", "work", "technique", "amount"]
    assert screening.role("host").types == (EntityType.ORGANIZATION, EntityType.PERSON)
    assert screening.role("work").required
    assert [role.name for role in screening.roles if role.identifying] == ["work"]
    assert [example.none for example in screening.examples].count(True) == 1
    assert (URIRef(screening.iri), RDFS.subClassOf, URIRef(ONTOLOGY + "Event")) in vocabulary.graph
    assert vocabulary.digest != load_vocabulary().digest
    assert "Screening" not in load_vocabulary().event_types


def test_a_new_role_is_forbidden_to_the_types_that_lack_it(worked_example: str, tmp_path: Path) -> None:
    shapes = own_types(tmp_path, Screening=worked_example).shapes
    forbidden = {
        str(role).removeprefix(ONTOLOGY)
        for prop in shapes.objects(URIRef(ONTOLOGY + "LawsuitShape"), SH.property)
        for path in shapes.objects(prop, SH.path)
        for members in shapes.objects(path, SH.alternativePath)
        for role in shapes.items(members)
    }
    assert {"host", "acquirer", "amount"} <= forbidden
    assert not forbidden & {"plaintiff", "defendant", "court", "work", "system"}


def test_a_broken_file_of_the_user_is_left_out_and_told(worked_example: str, tmp_path: Path) -> None:
    vocabulary = own_types(
        tmp_path,
        Screening=worked_example,
        Premiere=worked_example.replace("Screening", "Premiere").replace(
            "sh:class rg:CreativeWork", "sh:class rg:Film"
        ),
    )
    assert "Screening" in vocabulary.event_types
    assert "Premiere" not in vocabulary.event_types
    (problem,) = vocabulary.problems
    assert "Premiere.ttl" in str(problem)
    assert "work: unknown entity type 'Film'" in str(problem)
    assert not list(vocabulary.graph.predicate_objects(URIRef(ONTOLOGY + "Premiere")))


@pytest.mark.parametrize(
    ("change", "by", "message"),
    [
        ("rg:Screening a owl:Class", "rg:Screening a owl:Clas ; nonsense", "not valid Turtle"),
        ("rdfs:subClassOf rg:Event", "rdfs:subClassOf rg:Entity", "a file holds one event type"),
        ("rg:Screening", "rg:Showing", "is called Showing.ttl"),
        ('"projection"@fr, ', "", 'no label in "fr"'),
        ("Una obra se muestra a un público.", " ", 'no definition in "es"'),
        ('"screen"@en', '"screen ~"@en', "ends in a gap"),
        ('"screen"@en', '"screen"', "needs a language"),
        ('"screen"@en', '"vorführen"@de', "needs a language"),
        ("sh:path rg:host", "sh:path rg:venue", "venue: no property of this name"),
        ('rg:side "before"', 'rg:side "left"', "rg:side is 'left'"),
        ("rg:identifying true", "rg:identifying 1", "work: rg:identifying is '1'"),
        (
            " sh:datatype xsd:string .",
            " sh:datatype xsd:string ; rg:identifying true .",
            "amount: rg:identifying is no use",
        ),
        ("scheme:technique .", "scheme:mood .", "unknown scheme 'mood'"),
        (" sh:datatype xsd:string .", " sh:minCount 0 .", "amount: a role needs sh:class"),
        ("sh:targetClass rg:Screening", "sh:targetClass rg:Lawsuit", "one sh:NodeShape with sh:targetClass"),
        ('"time: 2025-05"', '"venue: Harbour Institute"', "'venue', which is no role of the type"),
        ('"time: 2025-05"', '"factuality: certain"', "factuality: 'certain', which is no such term"),
        ('"time: 2025-05"', '"2025-05"', 'not of the form "role: filler"'),
        ('"work: Salt Road"', '"work: Sugar Road"', "'Sugar Road', which is not in its text"),
        ('"hôte"@fr, ', "", 'host: no label in "fr"'),
        ("rg:none true", 'rg:none true ] ; rg:needs "ai-page" ; rg:example [ rg:text "x"@en', "rg:needs is 'ai-page'"),
        ('rg:cue "by"@en', 'rg:cue "~ by"@en', "a gap stands between two words"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    worked_example: str, tmp_path: Path, change: str, by: str, message: str
) -> None:
    assert change in worked_example
    vocabulary = own_types(tmp_path, Screening=worked_example.replace(change, by))
    assert [message in str(problem) for problem in vocabulary.problems] == [True], vocabulary.problems
    assert "Screening.ttl" in str(vocabulary.problems[0])


def test_a_type_without_a_trigger_in_some_language_is_refused(worked_example: str, tmp_path: Path) -> None:
    silent = worked_example.replace('"screen"@en, ', "").replace('"screening of"@en, ', "")
    (problem,) = own_types(tmp_path, Screening=silent).problems
    assert 'no trigger in "en"' in str(problem)


def test_an_event_type_of_ours_cannot_be_replaced(tmp_path: Path) -> None:
    ours = (resources.ontologies() / "events" / "Lawsuit.ttl").read_text(encoding="utf-8")
    vocabulary = own_types(tmp_path, Lawsuit=ours.replace('"sue"@en', '"love"@en'))
    assert "exists already" in str(vocabulary.problems[0])
    assert vocabulary.event_types["Lawsuit"] == load_vocabulary().event_types["Lawsuit"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="no such folder of event types"):
        load_vocabulary(tmp_path / "nowhere")


def test_supported_languages_are_the_three() -> None:
    assert SUPPORTED == ("en", "es", "fr")


def test_the_graph_has_every_type_and_term(vocabulary: Vocabulary) -> None:
    graph: Graph = vocabulary.graph
    for event_type in vocabulary.event_types.values():
        assert (URIRef(event_type.iri), RDFS.subClassOf, URIRef(ONTOLOGY + "Event")) in graph
    for terms in vocabulary.terms.values():
        for term in terms:
            assert (URIRef(term.iri), RDF.type, SKOS.Concept) in graph
