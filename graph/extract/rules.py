"""What extraction must know of a language beyond the vocabulary; each language fills one of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """Word lists of one language. Lists named "triggers" are in the grammar of :mod:`graph.triggers`."""

    code: str
    ai_triggers: tuple[str, ...]  #: artificial intelligence is the topic
    domain_triggers: tuple[str, ...]  #: entertainment is the topic
    reporting: frozenset[str]  #: lemmas of verbs of saying
    saying_triggers: tuple[str, ...]  #: the same in several words: "point out"
    never_inverted: frozenset[str]  #: lemmas of those whose subject never follows: "tell"
    weak_reporting: frozenset[str]  #: those that mean other things too, and need a quotation or a "that"
    transparent: frozenset[str]  #: words that may stand between a subject and its verb: "also", "since"
    adverb_endings: tuple[str, ...]  #: of words that may as well
    object_clitics: frozenset[str]  #: "it" before a verb of saying, which stands for what is said: "lo contó"
    subject_dropped: bool  #: a verb may go without a subject that was named before: "contó que"
    according_triggers: tuple[str, ...]  #: the source follows: "according to"
    anaphoric_triggers: tuple[str, ...]  #: the source is who was spoken of: "selon lui"
    relay_triggers: tuple[str, ...]  #: an outlet follows through which somebody speaks: "in an interview with"
    hearer_markers: frozenset[str]  #: prepositions before whom something is told to
    outlet_nouns: frozenset[str]  #: lemmas of nouns before the name of a news outlet: "the magazine X"
    interview_nouns: frozenset[str]  #: after them whoever is named is an outlet: "in an interview with X"
    document_nouns: frozenset[str]  #: lemmas of what is published and cited: "study"
    determiners: frozenset[str]  #: articles and their like: what follows is a noun
    possessives: frozenset[str]  #: "its"
    prepositions: frozenset[str]
    conjunctions: frozenset[str]  #: what may stand between the parts of a list
    auxiliaries: frozenset[str]  #: lower-cased forms that stand between a subject and a participle
    source_after_verb: bool  #: after a verb of saying the subject may follow: "a déclaré X"
    denial_triggers: tuple[str, ...]  #: what they govern is denied: "deny", "refuse to"
    undone_triggers: tuple[str, ...]  #: of what stands before them nothing came: "was called off", "is untrue"
    claim_nouns: frozenset[str]  #: lemmas of nouns of which "is untrue" is said: "rumour"
    negators: frozenset[str]  #: lower-cased forms that negate what follows
    subject_negators: frozenset[str]  #: those of a subject, which reach the verb however far: "no", "nobody"
    post_negators: frozenset[str]  #: those that stand after a verb: "did use no AI", "n'a pas"
    verb_negators: frozenset[str]  #: those that stand beside a finite verb
    focus_words: frozenset[str]  #: after a negator they undo it: "not only"
    concealing: frozenset[str]  #: lemmas: what one does not hide is so
    livelihoods: frozenset[str]  #: "without" them an event happens, it is not negated: "leave without work"
    threats: frozenset[str]  #: lemmas within a trigger that make its event possible: "threaten jobs"
    relatives: frozenset[str]  #: pronouns whose clause nothing before them governs: "who"
    until_words: frozenset[str]  #: with a negator they tell when: "not until"
    clause_openers: frozenset[str]  #: words that begin a clause: "which", "because", "that"
    coordinators: frozenset[str]  #: words that set one clause against another: "but"; nothing reaches over them
    possible_triggers: tuple[str, ...]  #: of their own clause: modals, adverbs of hearsay
    alleged_triggers: tuple[str, ...]  #: what they govern may be: "accuse", "fear that"
    condition_triggers: tuple[str, ...]  #: "if"
    not_conditions: frozenset[str]  #: words before "if" that make it no condition: "even if"
    question_words: frozenset[str]  #: "why": what is asked about is so
    planned_triggers: tuple[str, ...]  #: of their own clause: "will"
    intended_triggers: tuple[str, ...]  #: what they govern is to be: "plan to"
    announcing: frozenset[str]  #: lemmas: after them "would" is the future of the past
    conditional_endings: tuple[str, ...]  #: of verb forms that report hearsay: "aurait"
    future_endings: tuple[str, ...]  #: of verb forms that tell what is to come: "sera"
    past_endings: tuple[str, ...]  #: of finite forms that tell what has happened: "-ed", "-ó"
    past_words: frozenset[str]  #: auxiliaries that do: "had", "a", "fue"
    gerund_endings: tuple[str, ...]  #: "-ing", of forms whose subject never follows them
    infinitive_endings: tuple[str, ...]  #: of lemmas of verbs
    future_in_past: frozenset[str]  #: "would"
    hearsay_auxiliaries: frozenset[str]  #: conditional forms that tell hearsay of what has happened: "aurait"
    person_pronouns: frozenset[str]
    passive_auxiliaries: frozenset[str]  #: lemmas
    agent_markers: frozenset[str]  #: "by" of a passive
    person_roles: frozenset[str]  #: lemmas of nouns that stand beside a person's name
    office_words: frozenset[str]  #: lemmas of nouns of offices in a company or body
    organization_words: frozenset[str]  #: words within names of organizations, lower case
    tool_markers: frozenset[str]  #: words right before what is used: "with"
    tool_words: frozenset[str]  #: nouns beside the name of a tool
    participle_endings: tuple[str, ...]
    work_words: frozenset[str]  #: lemmas of nouns that stand beside a title
    occasion_words: frozenset[str]  #: words within names of awards and festivals, lower case
    law_words: frozenset[str]  #: words within names of laws and contracts, lower case
    name_particles: frozenset[str]  #: lower-case words within personal names
    never_names: frozenset[str]  #: capitalised words that are no names, lower case
    months: Mapping[str, int]  #: lower-cased names and abbreviations
    relative_days: Mapping[str, int]  #: "yesterday": -1
    weekdays: Mapping[str, int]  #: Monday is 0
    last_words: frozenset[str]  #: "last"
    next_words: frozenset[str]  #: "next"
    this_words: frozenset[str]  #: "this", before a unit
    range_words: frozenset[str]  #: "to", between the ends of a range
    beginnings: frozenset[str]  #: "début d'année": of the current one
    seasons: Mapping[str, int]  #: with the month that ends them
    ago_words: frozenset[str]  #: "ago"
    numbers: Mapping[str, int]  #: "two": 2
    units: Mapping[str, str]  #: "month" → "month": units of relative dates, year, month, week
    money_words: frozenset[str]  #: currencies and scale words, lower case
    currencies: frozenset[str]
    counted_nouns: frozenset[str]  #: lemmas of what studies and layoffs count


def numbered(names: str) -> dict[str, int]:
    """Blank-separated names with their positions from 0."""
    return {name: number for number, name in enumerate(names.split())}


def month_names(names: str) -> dict[str, int]:
    """Twelve comma-separated groups of names of one month, with their numbers from 1."""
    return {name: number for number, group in enumerate(names.split(","), 1) for name in group.split()}
