"""Words by which sentences in three languages show what consolidation looks for.

Language-wide cues alone, never names: who has no name, who kept silent, what forbids and under which condition, what
holds for all and what for some, how far a procedure has come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from graph.model import Article

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…»”\"])\s+(?=[«“\"¿¡A-ZÀ-ÖØ-Þ0-9])|\n+")


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{p})" for p in patterns), re.IGNORECASE)


_UNNAMED: Final[Mapping[str, re.Pattern[str]]] = {
    "en": _any(
        r"(?:people|persons?|sources?|insiders?|executives?|employees?|officials?)\b[^.]{0,30}\b"
        r"(?:familiar with|close to|with knowledge|who worked|who asked not|on condition of anonymity)",
        r"(?:\w+ )?(?:source|sources|insiders?)\b(?: \w+){0,3} (?:said|says|say|told|tell|claim|claims|claimed)\b",
        r"according to (?:\w+ ){0,3}(?:sources?|insiders?|people)\b",
        r"anonymous(?:ly)?\b",
        r"unnamed\b",
        r"an? person who\b",
    ),
    "fr": _any(
        r"selon (?:\w+ ){0,3}(?:sources?|proches?)\b",
        r"(?:des|plusieurs|une|deux|trois) sources? (?:\w+ ){0,4}(?:affirm|indiqu|confi|assur|évoqu)\w*",
        r"sous (?:le )?couvert d[’']anonymat",
        r"anonym(?:e|es|ement)\b",
        r"source proche\b",
    ),
    "es": _any(
        r"según (?:\w+ ){0,3}fuentes?\b",
        r"fuentes? (?:\w+ ){0,4}(?:asegur|afirm|indic|consult|cercan|señal)\w*",
        r"bajo (?:condición de )?anonimato",
        r"an[óo]nim[oa]s?\b",
    ),
}

_SILENT: Final[Mapping[str, re.Pattern[str]]] = {
    "en": _any(
        r"(?:has |have |had )?declined to (?:comment|answer|respond|discuss|say)\b",
        r"(?:did|has|have|had|does|do)(?:n[’']t| not) (?:immediately |yet )?"
        r"(?:responded|respond|replied|reply|commented|comment|answered|answer)\b",
        r"(?:could not|couldn[’']t) (?:immediately )?be reached\b",
        r"refused to comment\b",
    ),
    "fr": _any(
        r"n[’'](?:a|ont|avai(?:t|ent)) (?:pas|encore pas|pas encore) "
        r"(?:souhaité|voulu|répondu|réagi|donné suite|commenté)\b",
        r"(?:a|ont|avai(?:t|ent)) (?:refusé de|décliné) (?:\w+ )?(?:comment|répon|s[’']exprim)\w*",
        r"ne s(?:’|')(?:est|était|étaient|ont) pas (?:encore )?(?:exprimé|prononcé)\w*",
    ),
    "es": _any(
        r"(?:no|ni) (?:ha |han |había |habían )?"
        r"(?:respondido|respondió|respondieron|contestó|contestaron|contestado)\b",
        r"(?:declinó|declinaron|ha declinado|rehusó|rehusaron|se negó a|se negaron a) (?:hacer )?"
        r"(?:comentar\w*|comentarios|responder|opinar)",
        r"no (?:quiso|quisieron|ha querido|se ha pronunciado|se pronunció)\b(?: hacer)?"
        r"(?: comentarios| comentar| responder)?",
    ),
}

_CLAUSE: Final = 70  #: characters before a word in which its negation stands
_WIRES: Final = {
    "AFP": "AFP",
    "Reuters": "Reuters",
    "AP": "Associated Press",
    "Associated Press": "Associated Press",
    "EFE": "EFE",
    "Europa Press": "Europa Press",
    "dpa": "dpa",
    "PTI": "PTI",
    "ANSA": "ANSA",
}
_WIRE_NAMES: Final = "|".join(sorted(map(re.escape, _WIRES), key=lambda n: (-len(n), n)))
_CREDIT: Final = re.compile(
    rf"\((?:avec |con |with )?({_WIRE_NAMES})\)"
    rf"|\b(?i:avec (?:l[’'])?|con información de |with files from |reporting by )({_WIRE_NAMES})\b"
    rf"|^[^.\n]{{0,40}}[-—–(] ?({_WIRE_NAMES})\)? ?[-—–]",
    re.MULTILINE,
)

FORBIDS: Final = _any(
    r"ban(?:s|ned|ning)?\b", r"prohibit\w*", r"forbid\w*", r"bar(?:s|red)\b", r"outlaw\w*", r"no ai\b",
    r"interdi[ts]\w*", r"interdiction\b", r"banni\w*", r"bannit\b", r"proscri\w*", r"prohib[ea]\w*",
    r"prohíb\w*", r"prohib\w*", r"veta\w*", r"vet[óo]\b", r"excluye\w*",
)  # fmt: skip
CONDITION: Final = _any(
    r"without (?:\w+ ){0,3}(?:consent|permission|approval|authori[sz]ation|licen[cs]e)", r"unless\b",
    r"except\b", r"consent\b", r"written (?:approval|consent)", r"if (?:they|it|the)\b", r"provided that\b",
    r"sans (?:\w+ ){0,3}(?:consentement|accord|autorisation|licence)", r"sauf\b", r"à condition\b", r"à moins\b",
    r"consentement\b", r"sin (?:\w+ ){0,3}(?:consentimiento|permiso|autorización|licencia)", r"salvo\b",
    r"a menos que\b", r"siempre que\b", r"consentimiento\b", r"excepto\b",
)  # fmt: skip
FOR_ALL: Final = _any(
    r"whether\b[^.;]{0,60}\bor\b", r"regardless\b", r"any and all\b", r"all (?:uses?|kinds|forms|types)\b",
    r"qu[’'](?:il|elle|ils|elles) (?:soi(?:t|ent))\b[^.;]{0,60}\bou\b", r"que ce soit\b", r"quel(?:le)?s? que soi",
    r"ya (?:sean?|fueran?)\b[^.;]{0,60}\bo\b", r"tanto\b[^.;]{0,60}\bcomo\b", r"cualquier\w*",
)  # fmt: skip
FOR_SOME: Final = _any(
    r"lawfully\b", r"legally (?:bought|acquired|purchased|obtained)", r"only\b", r"limited to\b", r"solely\b",
    r"légalement\b", r"uniquement\b", r"seul(?:e|s|es|ement)?\b", r"limité\w* à\b", r"exclusivement\b",
    r"legalmente\b", r"lícitamente\b", r"únicamente\b", r"solamente\b", r"limitad\w* a\b", r"exclusivamente\b",
)  # fmt: skip
SIGNED: Final = _any(
    r"petition\w*", r"sign(?:ed|atur\w*|ator\w*)\b", r"pétition\w*", r"sign(?:é\w*|atair\w*)\b", r"petici\w+",
    r"firm(?:a|as|ad\w+|ant\w+|aron)\b",
)  # fmt: skip
ADMITS: Final = _any(
    r"admit\w*", r"acknowledg\w*", r"confirm\w*", r"conced\w*", r"own(?:s|ed) up\b", r"confess\w*", r"reveal\w*",
    r"disclos\w*", r"reconn(?:u|aît|ait|aiss\w*)\b", r"avou\w*", r"admet\w*", r"reconoc\w*", r"admit\w*",
    r"confes\w*", r"revel\w*", r"révél\w*",
)  # fmt: skip
DROPS: Final = _any(
    r"no longer\b", r"not any ?more\b",
    r"abandon\w*", r"scrap\w*", r"cancel\w*", r"drop(?:s|ped|ping)?\b",
    r"withdr\w+",
    r"shelv\w+", r"call(?:s|ed)? off", r"pull(?:s|ed|ing)?\b", r"end(?:s|ed|ing)?\b", r"halt\w*", r"paus\w+",
    r"shut\w*", r"clos(?:e|es|ed|ing)\b", r"walk\w* away", r"fall\w* through", r"fell through", r"backed (?:out|down)",
    r"revers\w+", r"rescind\w*", r"kill(?:s|ed)?\b", r"die[sd]?\b", r"reject\w*", r"renonc\w+", r"annul\w+",
    r"retir\w+", r"suspen\w+", r"n[e’'](?: |\w+ )*plus\b", r"aband\w+", r"arrêt\w*", r"ferm\w+", r"enterr\w+",
    r"rejet\w*", r"repouss\w+", r"desist\w+", r"descart\w+", r"ya no\b", r"anul\w+", r"cierr\w+", r"cerr\w+",
    r"rechaz\w+", r"paraliz\w+", r"dej(?:a|ó|ará) de\b", r"fin\b",
)  # fmt: skip
# what is decided, for and against; a sentence that has both, or turns one round, tells neither
_FOR: Final = _any(
    r"approv(?:es?|ed)\b", r"adopt(?:s|ed)\b", r"pass(?:es|ed)\b", r"ratif(?:y|ies|ied)\b", r"granted\b", r"upheld\b",
    r"adopt(?:é|ée|e|ent)\b", r"approuv(?:é|ée|e|ent)\b", r"ratifi(?:é|ée|e|ent|ó|ad[oa]|can|caron)\b", r"votée?\b",
    r"valid(?:é|ée|e|ó)\b", r"aprob(?:ó|ad[oa]|aron)\b", r"aprueba\w*", r"adopt(?:ó|ad[oa]|aron)\b",
)  # fmt: skip
_AGAINST: Final = _any(
    r"reject(?:s|ed)\b", r"turn(?:s|ed) down\b", r"vot(?:es?|ed) (?:it |the \w+ )?down\b", r"struck down\b",
    r"defeated\b", r"rejet(?:é|ée|te|tent)\b", r"refus(?:é|ée|e|ent)\b", r"repouss(?:é|ée|e)\b",
    r"rechaz(?:ó|a|ad[oa]|aron)\b", r"tumb(?:ó|a|ad[oa])\b", r"desestim(?:ó|a|ad[oa])\b", r"retoqu(?:é|ée|e)\b",
)  # fmt: skip
_TURNED: Final = _any(
    r"not\b", r"n[’']t\b", r"\w+n[’']t\b", r"no\b", r"nor\b", r"never\b", r"n[’']\w+", r"ne\b", r"ni\b", r"jamais\b",
    r"nunca\b", r"part(?:ly|ially)?\b", r"en part\w*", r"amend\w+", r"enmiend\w+", r"if\b", r"si\b", r"unless\b",
    r"whether\b", r"s[’']ils?\b", r"s[’']elles?\b", r"will\b", r"would\b", r"could\b", r"may\b", r"might\b", r"to be\b",
    r"dira\b", r"dirá\b", r"doit\b", r"debe\b", r"pourrait\b", r"podría\b", r"avant d[e’']", r"before\b", r"antes de\b",
)  # fmt: skip
COVERED: Final[Mapping[str, re.Pattern[str]]] = {
    "voices": _any(r"voices?\b", r"voix\b", r"vo(?:z|ces)\b"),
    "likeness": _any(r"likeness(?:es)?\b", r"(?:l[’'])?image des (?:acteurs|interprètes|comédiens)", r"ressemblance\b",
                     r"semejanza\b", r"imagen(?:es)? de (?:los )?(?:actores|intérpretes)"),
    "training": _any(r"train(?:ing|ed|s)?\b", r"entraîn\w*", r"entren\w*"),
    "exclusivity": _any(r"exclusiv\w*", r"exclusif\w*"),
}  # fmt: skip
_LEAVES_OUT: Final = (
    r"exclud\w*|excluding|without|not(?: \w+){0,2} (?:cover|include|extend|apply|allow|grant)\w*"
    r"|n[’']t (?:cover|include|extend|apply)\w*"
    r"|nor|no|neither|non-|outside|except|exclu\w*|sans|ni|hors|n[’'](?:inclut|autorise|englobe) pas"
    r"|ne (?:couvre|comprend|porte) pas"
    r"|pas de|sin|no (?:incluye|abarca|cubre|permite|autoriza)|excluye\w*|salvo|tampoco"
)
_TAKES_IN: Final = (
    r"includ\w*|cover\w*|extend\w*|grant\w*|allow\w*|permit\w*|licens\w*|as well as|inclu(?:t|ant|ent|s)\b"
    r"|couvr\w*|autoris\w*"
    r"|compren\w*|ainsi que|incluye\w*|inclui\w*|abarca\w*|cubr\w*|permit\w*|autoriz\w*|así como|licenci\w*"
)
RETRACTS: Final = _any(
    r"recant\w*", r"retract\w*", r"made (?:it|(?:\w+ ){0,3})up\b", r"hoax\b", r"walk\w* back\b",
    r"(?:was|were) lying\b",
    r"se rétract\w*", r"canular\b", r"inventé\w*", r"revien\w* sur\b", r"se retract\w*", r"se desdi\w*", r"desdij\w*",
    r"inventad\w*",
)  # fmt: skip
# "by 95 %" and "by 246 votes" set no deadline: a date has to follow
_A_DATE: Final = (
    r"(?:late|early|mid|fin|finales|fines|mediados|principios)\b|(?:19|20)\d\d\b|(?:\d{1,2}(?:er|st|nd|rd|th)?,? "
    r"(?:de |of )?)?(?:january|february|march|april|may|june|july|august|september|october|november|december|janvier"
    r"|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo"
    r"|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
)
DEADLINE: Final = _any(
    rf"by (?:the )?(?:(?:end|start|close)\b|{_A_DATE})", r"no later than\b", r"d[’']ici\b", r"au plus tard\b",
    rf"avant (?:la fin|le (?:premier|{_A_DATE})|fin|{_A_DATE})",
    rf"antes de(?:l)? (?:l? ?fin(?:al)?\b|(?:el )?{_A_DATE})", r"antes (?:de )?que (?:termine|acabe)",
    r"a más tardar\b",
    r"para (?:finales|fines|el final)\b",
)  # fmt: skip
GATHERS: Final = _any(
    r"petition\w*", r"sign(?:ed|atur\w*|ator\w*)\b", r"pétition\w*", r"sign(?:é\w*|atair\w*)\b", r"petici\w+",
    r"firm(?:a|as|ad\w+|ant\w+|aron)\b", r"subscri\w*", r"listeners?\b", r"streams?\b", r"abonn\w*", r"oyentes\b",
    r"suscript\w*", r"auditeurs?\b",
)  # fmt: skip

# How far procedures come, in rising order; a sentence is where its last matching words are.
PHASES: Final[Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]] = {
    "LabourAgreement": (
        ("talks", _any(r"talks?\b", r"negotiat\w*", r"bargain\w*", r"négoci\w*", r"pourparlers\b", r"negocia\w*")),
        ("tentative deal", _any(r"tentative\b", r"deal in principle\b", r"provisoire\b", r"accord de principe\b",
                                r"provisional\b", r"preliminar\b", r"principio de acuerdo\b")),
        ("ratified", _any(r"ratif(?:y|ie[sd])\b", r"ratifi[ée]\w*", r"ratific[óa]\w*",
                          r"(?:vote|voted|voting) in favou?r",
                          r"ont approuvé\b", r"aprobaron\b")),
    ),
    "Legislation": (
        ("proposed", _any(r"propos\w*", r"introduc\w*", r"bill\b", r"draft\w*", r"proposition de loi\b",
                          r"projet de loi\b",
                          r"dépos\w*", r"iniciativa\b", r"proyecto\b", r"present[óa]\w*", r"prepar\w*", r"prépar\w*")),
        ("passed", _any(r"pass(?:ed|es)\b", r"adopt(?:s|ed|é|ée|e|a|ó|aron)\b", r"approv(?:ed|es)\b", r"votée?\b",
                        r"aprob(?:ó|ada|ado|aron)\b", r"approuv(?:é|ée|e)\b")),
        ("in force", _any(r"sign(?:s|ed) (?:it |the \w+ )?into law", r"in force\b", r"takes? effect", r"took effect",
                          r"entr(?:e|ée?|era) en vigueur", r"promulgu\w*", r"entr(?:a|ó|ará) en vigor")),
    ),
    "Ruling": (
        ("preliminary", _any(r"preliminar\w*", r"first step\b", r"préliminaire\w*", r"provis(?:oire|ional)\b")),
        ("final", _any(r"final approval\b", r"final ruling\b", r"définitiv\w*", r"definitiv\w*",
                       r"aprobación final\b")),
    ),
    "Lawsuit": (
        ("filed", _any(r"sue[sd]?\b", r"fil(?:ed|es|ing)\b", r"lawsuit\b", r"porte plainte", r"assign\w*",
                       r"demand(?:a|ó|aron)\b")),
        ("settled", _any(r"settle(?:d|ment|s)\b", r"dropp?ed\b", r"dismiss(?:ed|al)\b", r"retir[éó]\w*",
                         r"règlement amiable",
                         r"acuerdo extrajudicial")),
    ),
}  # fmt: skip

_NEAR_AGO: Final = _any(
    r"(?:a )?few weeks ago", r"weeks ago", r"il y a quelques semaines", r"hace (?:unas|algunas|pocas) semanas"
)
_Y: Final = r"(?:,? (?:of |de |del )?)(\d{4})\b"
_PART_OF_YEAR: Final = (
    (_any(r"late(?: in)? (\d{4})", r"(?:the )?end of (\d{4})", r"fin (\d{4})", r"à la fin de (?:l[’']année )?(\d{4})",
          r"(?:a )?(?:finales|fines) de (\d{4})"), 10, 12),
    (_any(r"early(?: in)? (\d{4})", r"(?:the )?(?:start|beginning) of (\d{4})", r"(?:au )?début (\d{4})",
          r"(?:a )?(?:principios|comienzos|inicios) de (\d{4})"), 1, 4),
    (_any(r"mid-?(\d{4})", r"(?:à la )?mi-(\d{4})", r"(?:a )?mediados de (\d{4})"), 5, 8),
    (_any(rf"first quarter{_Y}", r"Q1 (\d{4})", rf"premier trimestre{_Y}", rf"primer trimestre{_Y}"), 1, 3),
    (_any(rf"second quarter{_Y}", r"Q2 (\d{4})", rf"deuxième trimestre{_Y}", rf"segundo trimestre{_Y}"), 4, 6),
    (_any(rf"third quarter{_Y}", r"Q3 (\d{4})", rf"troisième trimestre{_Y}", rf"tercer trimestre{_Y}"), 7, 9),
    (_any(rf"(?:fourth|last) quarter{_Y}", r"Q4 (\d{4})", rf"(?:quatrième|dernier) trimestre{_Y}",
          rf"(?:cuarto|último) trimestre{_Y}"), 10, 12),
    (_any(rf"first half{_Y}", rf"premier semestre{_Y}", rf"primer semestre{_Y}"), 1, 6),
    (_any(rf"second half{_Y}", rf"(?:second|deuxième) semestre{_Y}", rf"segundo semestre{_Y}"), 7, 12),
    (_any(rf"spring{_Y}", rf"printemps{_Y}", rf"primavera{_Y}"), 3, 6),
    (_any(rf"summer{_Y}", rf"été{_Y}", rf"verano{_Y}"), 6, 9),
    (_any(rf"(?:autumn|fall){_Y}", rf"automne{_Y}", rf"otoño{_Y}"), 9, 12),
)  # fmt: skip


def leaves_out(sentence: str, topic: re.Pattern[str]) -> bool:
    """Whether a sentence says that a topic is not part of what is agreed, decided or ruled."""
    return any(
        re.search(rf"\b(?:{_LEAVES_OUT})\b", _before(sentence, m), re.IGNORECASE) for m in topic.finditer(sentence)
    )


def takes_in(sentence: str, topic: re.Pattern[str]) -> bool:
    """Whether a sentence says that a topic is part of it."""
    return any(
        re.search(rf"\b(?:{_TAKES_IN})\b", before, re.IGNORECASE)
        and not re.search(rf"\b(?:{_LEAVES_OUT})\b", before, re.IGNORECASE)
        for m in topic.finditer(sentence)
        for before in [_before(sentence, m)]
    )


def _before(sentence: str, match: re.Match[str]) -> str:
    """The words of the clause before a match."""
    return re.split(r"[.;:]", sentence[max(0, match.start() - _CLAUSE) : match.start()])[-1]


def tells_of_unnamed_source(sentence: str, language: str) -> bool:
    """Whether a sentence rests on a source without a name."""
    cues = _UNNAMED.get(language)
    return bool(cues and cues.search(sentence))


def silences(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Sentences that tell of somebody who did not answer: start, end, and where the words begin that say so."""
    cues = _SILENT.get(language)
    if cues is None:
        return
    for found in cues.finditer(text):
        start = max((m.end() for m in _ends(text) if m.end() <= found.start()), default=0)
        end = min((m.start() for m in _ends(text) if m.start() >= found.end()), default=len(text))
        yield start, end, found.start()


@lru_cache(maxsize=4)
def _ends(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_SENTENCE_END.finditer(text))


def wire_credits(article: Article) -> Iterator[str]:
    """Names of the agencies whose copy the article says it carries, each once."""
    found: dict[str, None] = {}
    for line in (article.publisher, *article.authors, *article.paragraphs[:1], *article.paragraphs[-1:]):
        for match in _CREDIT.finditer(line):
            found[_WIRES[next(g for g in match.groups() if g)]] = None
    yield from found


def weeks_ago(sentence: str) -> bool:
    """Whether a sentence places its event some weeks before its publication."""
    return bool(_NEAR_AGO.search(sentence))


def part_of_year(sentence: str) -> tuple[int, int, int] | None:
    """Year, first and last month, where a sentence says *late 2025* and the like."""
    for cues, first, last in _PART_OF_YEAR:
        match = cues.search(sentence)
        if match:
            return int(next(g for g in match.groups() if g)), first, last
    return None


def phase(event_type: str, sentences: tuple[str, ...]) -> tuple[int, str] | None:
    """How far a procedure has come by what sentences tell: its rank and name; None where they tell nothing of it."""
    reached = None
    for rank, (name, cues) in enumerate(PHASES.get(event_type, ())):
        if any(cues.search(s) for s in sentences):
            reached = rank, name
    return reached


@lru_cache(maxsize=1 << 14)
def outcome(sentence: str) -> str:
    """What a sentence says was decided: ``approved``, ``rejected``, or "" where it does not tell plainly."""
    passed, failed = bool(_FOR.search(sentence)), bool(_AGAINST.search(sentence))
    if passed == failed or _TURNED.search(sentence):
        return ""
    return "approved" if passed else "rejected"
