"""Invented pairs of accounts: what contradicts, beside what looks like it and does not; in three languages."""

from __future__ import annotations

import pytest

from graph.model import Factuality
from tests.graph.consolidate.told import Said, labels, said, told

# kind of event, sentence and day of either account, and the label expected; "" where both can be so
DATES = [
    ("CollectiveAction", "The strike began on July 3, 2031.", "La grève a commencé le 9 août 2031.", "contradicts"),
    ("CollectiveAction", "The strike began on July 3, 2031.", "La huelga comenzó el 3 de julio.", ""),
    ("CollectiveAction", "The strike began on July 3, 2031.", "La huelga terminó el 9 de agosto de 2031.", ""),
    ("CollectiveAction", "The strike began on July 3.", "Talks began on June 12, before the strike.", ""),
    ("Legislation", "The Senate adopted the bill on 4 May.", "Le Sénat a adopté le texte le 11 mai.", "contradicts"),
    ("Legislation", "The Senate adopted the bill on 4 May.", "L’Assemblée a adopté le texte le 11 mai.", ""),
    ("Legislation", "The law took effect on 1 January 2030.", "La loi est entrée en vigueur en 2031.", "contradicts"),
    ("Legislation", "The law takes effect on 1 January 2032.", "La ley entra en vigor en enero de 2032.", ""),
    ("LabourAgreement", "Members ratified the deal on June 2.", "El acuerdo fue ratificado en mayo.", "contradicts"),
    ("LabourAgreement", "Members ratified the deal on June 2.", "El acuerdo fue firmado en mayo.", ""),
    ("Production", "The film was released in March 2031.", "Le film est sorti en avril 2031.", "contradicts"),
    ("Production", "The film was released in March 2031.", "Le film est sorti le 4 mars 2031.", ""),
    ("Lawsuit", "They sued on May 3, 2031.", "Interpusieron la demanda en junio de 2031.", "contradicts"),
    ("Stance", "The strike began on July 3, 2031.", "La grève a commencé le 9 août 2031.", ""),
]  # fmt: skip
AMOUNTS = [
    ("Investment", "It was valued at $4 billion.", "La société est valorisée à 5,2 milliards de dollars.",
    "contradicts"),
    ("Investment", "It was valued at $4 billion.", "Une valorisation de 4,05 milliards de dollars.", ""),
    ("Investment", "The round raised $300 million.", "It was valued at $4 billion.", ""),
    ("Licensing", "The three-year licence covers songs.", "Le contrat de licence dure cinq ans.", "contradicts"),
    ("Licensing", "The three-year licence covers songs.", "La licencia dura 36 meses.", ""),
    ("LabourAgreement", "Some 95% voted in favour.", "Le texte a recueilli 78 % de voix pour.", "contradicts"),
    ("LabourAgreement", "It was ratified by 95.04% of members.", "El 95 % votó a favor del acuerdo.", ""),
    ("CollectiveAction", "The strike lasted 11 months.", "La grève a duré 15 mois.", "contradicts"),
    ("CollectiveAction", "The strike lasted nearly a year.", "La grève a duré 11 mois.", ""),
    ("CollectiveAction", "The strike lasted nearly a year.", "La huelga duró dieciocho meses, o 18 meses.",
    "contradicts"),
    ("Legislation", "It passed by 210 votes to 30.", "Le texte est adopté par 190 voix contre 30.", "contradicts"),
    ("Legislation", "It passed by 210 votes to 30.", "Fue aprobada por 210 votos a favor.", ""),
    ("Investment", "It raised 900 million yuan.", "Elle a levé 900 millions de yuans.", ""),
    ("CollectiveAction", "The strike lasted nearly 12 months.", "La huelga duró un año.", ""),
    ("Settlement", "It will pay $3,000 per book.", "Elle versera 30 millions de dollars.", ""),
    ("Settlement", "It will pay $3,000 per book.", "Pagará 5.000 dólares por obra.", "contradicts"),
    ("Launch", "It works in 20 countries.", "Il est disponible dans plus de 19 pays.", ""),
]  # fmt: skip
SCOPES = [
    ("Licensing", "The licence is exclusive.", "Le contrat n’est pas exclusif.", ""),
    ("Licensing", "The licence is exclusive.", "It is a non-exclusive licence.", "contradicts"),
    ("Licensing", "The licence is exclusive.", "La licencia es exclusiva.", ""),
    ("RuleChange", "The labels are mandatory.", "L’étiquetage est volontaire.", "contradicts"),
    ("RuleChange", "The labels are mandatory.", "El etiquetado es obligatorio.", ""),
    ("Withdrawal", "All its games were removed.", "Una parte: retiró algunos juegos.", "contradicts"),
    ("Withdrawal", "All its games were removed.", "Todos sus juegos fueron retirados.", ""),
    ("Withdrawal", "All its games were removed.", "Quelques chansons ont été retirées.", ""),
    ("Legislation", "The law requires opt-in.", "La loi prévoit un régime d’opt-out.", "contradicts"),
]  # fmt: skip
POLARITIES = [
    ("LabourAgreement", "Members rejected the deal.", "Los afiliados aprobaron el acuerdo.", "contradicts"),
    ("LabourAgreement", "Members rejected the deal.", "El acuerdo fue rechazado por los afiliados.", ""),
    ("LabourAgreement", "Members will vote before it is approved.", "The first offer was rejected.", ""),
    ("Legislation", "The Senate rejected the bill.", "L’Assemblée a adopté le texte.", ""),
    ("Legislation", "The Senate rejected the bill.", "Le Sénat a adopté le texte.", "contradicts"),
    ("Ruling", "The judge partly rejected the request.", "El tribunal aprobó la petición.", ""),
]  # fmt: skip


def _pair(kind: str, one: Said, other: Said, time: tuple[str, str] = ("", "")) -> list[tuple[str, str, str]]:
    return labels(
        told("a", "2031-10-01", one, kind=kind, roles={}, time=time[0]),
        told("b", "2031-10-02", other, kind=kind, roles={}, time=time[1]),
    )


@pytest.mark.parametrize(("kind", "one", "other", "label"), DATES)
def test_dates_of_one_step(kind: str, one: str, other: str, label: str) -> None:
    found = _pair(kind, said(one), said(other))
    assert [(what, aspect) for what, aspect, _ in found if aspect == "date"] == ([(label, "date")] if label else [])


@pytest.mark.parametrize(("kind", "one", "other", "label"), AMOUNTS)
def test_figures_of_one_measure(kind: str, one: str, other: str, label: str) -> None:
    found = _pair(kind, said(one), said(other))
    assert [(what, aspect) for what, aspect, _ in found if aspect == "amount"] == ([(label, "amount")] if label else [])


@pytest.mark.parametrize(("kind", "one", "other", "label"), SCOPES)
def test_limits_that_exclude_each_other(kind: str, one: str, other: str, label: str) -> None:
    found = _pair(kind, said(one), said(other))
    assert [(what, aspect) for what, aspect, _ in found if aspect == "scope"] == ([(label, "scope")] if label else [])


@pytest.mark.parametrize(("kind", "one", "other", "label"), POLARITIES)
def test_outcomes(kind: str, one: str, other: str, label: str) -> None:
    found = _pair(kind, said(one), said(other))
    assert [(what, why) for what, aspect, why in found if aspect == "polarity"] == (
        [(label, "approved-and-rejected")] if label else []
    )


def test_a_plan_that_was_never_one_is_denied_and_one_given_up_is_dropped() -> None:
    plan = said("Netflix plans to use AI.", factuality="planned")
    denied = said("We have no such plan.", "netflix", factuality="denied")
    dropped = said("Netflix has scrapped it.", "netflix", factuality="denied")
    for other, expected in (
        (denied, ("contradicts", "polarity", "denied-and-planned")),
        (dropped, ("supersedes", "polarity", "plan-dropped")),
    ):
        assert labels(
            told("a", "2031-10-01", plan, kind="Launch", roles={"provider": "netflix"}),
            told("b", "2031-11-02", other, kind="Launch", roles={"provider": "netflix"}),
        ) == [expected]


@pytest.mark.parametrize(("sender", "fires"), [("sag-aftra", True), ("netflix", False)])
def test_a_letter_has_one_sender(sender: str, fires: bool) -> None:
    found = labels(
        told("a", "2031-10-01", said("A letter was sent."), kind="LegalThreat", roles={"sender": "netflix"}),
        told("b", "2031-10-02", said("Une lettre a été envoyée."), kind="LegalThreat", roles={"sender": sender}),
    )
    assert (("contradicts", "identity", "other-sender") in found) is fires


@pytest.mark.parametrize(
    ("other", "speaker", "fires"),
    [
        ("“The machine never slept a single night,” said Stagnaro.", "bruno-stagnaro", True),
        ("“The machine never slept a single night,” said Sarandos.", "ted-sarandos", False),
        ("“We never used any such machine here,” said Stagnaro.", "bruno-stagnaro", False),
        ("« La machine n’a jamais dormi une seule nuit », a dit Netflix.", "netflix", False),
    ],
)
def test_one_quotation_has_one_speaker(other: str, speaker: str, fires: bool) -> None:
    found = labels(
        told("a", "2031-10-01", said("“The machine never slept a single night,” said Sarandos.", "ted-sarandos")),
        told("b", "2031-10-02", said(other, speaker)),
    )
    assert (("contradicts", "attribution", "one-quotation-two-speakers") in found) is fires


def test_a_share_is_no_deadline() -> None:
    one, other = said("Members ratified it by 95 percent."), said("Members ratified it by a wide margin.")
    assert _pair("LabourAgreement", one, other, ("2031-07-09", "2031-06-09")) == [
        ("contradicts", "date", "periods-apart")
    ]


def test_a_date_ahead_that_is_another_one_later_was_moved() -> None:
    planned = Factuality.PLANNED.value
    one = said("The law takes effect on 1 January 2032.", factuality=planned)
    other = said("The law takes effect on 1 July 2032.", factuality=planned)
    assert ("supersedes", "date", "date-moved") in _pair("Legislation", one, other)
