"""How sure: what the rules read around the words that tell an event. Together with the models: test_pipeline.py."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.factuality import factuality
from graph.model import Factuality
from tests.graph.extract.marked import reading, tokens

TOLD = {
    Factuality.ASSERTED: [
        ("en", "The studio used AI.", "used"),
        ("en", "The studio not only used AI, it sold it.", "used"),
        ("en", "The studio used AI, but did not hide it.", "used"),
        ("en", "It did not hide it: the studio used AI.", "used"),
        ("en", "The studio used AI in May.", "used"),
        ("fr", "Le studio a utilisé l’IA.", "utilisé"),
        ("fr", "Le studio n’a pas seulement utilisé l’IA.", "utilisé"),
        ("fr", "Le studio n’a utilisé que l’IA.", "utilisé"),
        ("fr", "La caméra a utilisé l’IA pour un portrait.", "utilisé"),
        ("fr", "Le studio utilisait l’IA.", "utilisait"),
        ("es", "El estudio usó la IA.", "usó"),
        ("es", "El estudio no solo usó la IA.", "usó"),
        ("es", "La mayoría usó la IA para la obra.", "usó"),
    ],
    Factuality.DENIED: [
        ("en", "The studio did not use AI.", "use"),
        ("en", "The studio didn’t use AI.", "use"),
        ("en", "The studio didn't use AI.", "use"),
        ("en", "The studio never used AI.", "used"),
        ("en", "The studio used no AI.", "used"),
        ("en", "No AI was used in the film.", "used"),
        ("en", "Nobody used AI.", "used"),
        ("en", "The film was made without using AI.", "using"),
        ("en", "The studio denies using AI.", "using"),
        ("en", "The studio denied that it used AI.", "used"),
        ("en", "The studio rejects claims that it used AI.", "used"),
        ("en", "The studio will not use AI.", "use"),
        ("en", "The studio has not been sued.", "sued"),
        ("fr", "Le studio n’a pas utilisé l’IA.", "utilisé"),
        ("fr", "Le studio n'a jamais utilisé l'IA.", "utilisé"),
        ("fr", "Le studio dément avoir utilisé l’IA.", "utilisé"),
        ("fr", "Le studio nie avoir utilisé l’IA.", "utilisé"),
        ("fr", "Aucune IA n’a été utilisée.", "utilisée"),
        ("fr", "Personne n’a utilisé l’IA.", "utilisé"),
        ("fr", "Le film a été fait sans utiliser l’IA.", "utiliser"),
        ("es", "El estudio no usó la IA.", "usó"),
        ("es", "El estudio nunca usó la IA.", "usó"),
        ("es", "El estudio tampoco usó la IA.", "usó"),
        ("es", "Nadie usó la IA.", "usó"),
        ("es", "El estudio niega haber usado la IA.", "usado"),
        ("es", "El estudio desmiente haber usado la IA.", "usado"),
        ("es", "Se hizo sin usar la IA.", "usar"),
        ("es", "El estudio no usará la IA.", "usará"),
    ],
    Factuality.POSSIBLE: [
        ("en", "The studio may have used AI.", "used"),
        ("en", "The studio could use AI.", "use"),
        ("en", "The studio reportedly used AI.", "used"),
        ("en", "The studio is accused of using AI.", "using"),
        ("en", "The studio is rumoured to have used AI.", "used"),
        ("fr", "Le studio aurait utilisé l’IA.", "utilisé"),
        ("fr", "Le studio pourrait utiliser l’IA.", "utiliser"),
        ("fr", "Le studio utiliserait l’IA.", "utiliserait"),
        ("fr", "Le studio a peut-être utilisé l’IA.", "utilisé"),
        ("fr", "Le studio est accusé d’avoir utilisé l’IA.", "utilisé"),
        ("es", "El estudio habría usado la IA.", "usado"),
        ("es", "El estudio podría usar la IA.", "usar"),
        ("es", "El estudio usaría la IA.", "usaría"),
        ("es", "El estudio quizá usó la IA.", "usó"),
        ("es", "Presuntamente, el estudio usó la IA.", "usó"),
    ],
    Factuality.PLANNED: [
        ("en", "The studio will use AI.", "use"),
        ("en", "The studio plans to use AI.", "use"),
        ("en", "The studio intends to use AI.", "use"),
        ("en", "The studio is set to use AI.", "use"),
        ("fr", "Le studio utilisera l’IA.", "utilisera"),
        ("fr", "Le studio va utiliser l’IA.", "utiliser"),
        ("fr", "Le studio prévoit d’utiliser l’IA.", "utiliser"),
        ("fr", "Le studio compte utiliser l’IA.", "utiliser"),
        ("es", "El estudio usará la IA.", "usará"),
        ("es", "El estudio va a usar la IA.", "usar"),
        ("es", "El estudio prevé usar la IA.", "usar"),
        ("es", "El estudio planea usar la IA.", "usar"),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "trigger", "expected"),
    [(*case, expected) for expected, cases in TOLD.items() for case in cases],
)
def test_the_words_around_a_trigger_tell_how_sure_it_is(
    language: str, text: str, trigger: str, expected: Factuality
) -> None:
    read = reading(language, text, title="")
    assert factuality(read, read.document.sentences[0], *tokens(read.document, trigger)) is expected


def test_a_clause_keeps_its_doubt_to_itself() -> None:
    read = reading("en", "The union may strike, but the studio used AI.", title="")
    (sentence,) = read.document.sentences
    assert factuality(read, sentence, *tokens(read.document, "strike")) is Factuality.POSSIBLE
    assert factuality(read, sentence, *tokens(read.document, "used")) is Factuality.ASSERTED


WORDS = {
    "en": "not n't no never will may if denied , ; : but only used AI the studio plans to".split(),
    "fr": "ne n’ pas aucun aurait sera nie , ; : mais que seulement utilisé l’IA le studio va".split(),
    "es": "no nunca habría será niega , ; : pero solo usó la IA el estudio va a".split(),
}


@settings(deadline=None, max_examples=80)
@given(
    st.sampled_from(sorted(WORDS)).flatmap(
        lambda code: st.tuples(st.just(code), st.lists(st.sampled_from(WORDS[code]), min_size=1, max_size=12))
    ),
    st.data(),
)
def test_any_trigger_of_any_sentence_has_a_factuality(given: tuple[str, list[str]], data: st.DataObject) -> None:
    language, words = given
    read = reading(language, " ".join(words), title="")
    for sentence in read.document.sentences:
        first = data.draw(st.integers(sentence.first, sentence.last - 1))
        last = data.draw(st.integers(first + 1, sentence.last))
        assert factuality(read, sentence, first, last) in Factuality
