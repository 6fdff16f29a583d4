"""Articles made up for tests, with what they tell written out by hand.

Real names, invented wordings. Together they hold what the competency questions ask for: three languages, a headline
that claims more than its text, a contradiction, a denial, a source chain, a revised article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from graph import iri
from graph.consolidate.consolidation import Consolidator
from graph.extract.register import load_register
from graph.identity import Judgements, occurrences, resolve
from graph.identity.statements import identity_quads
from graph.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Extent,
    Extraction,
    Factuality,
    FillerKind,
    Predicate,
    Quote,
    Relation,
    RoleFiller,
    Segment,
    Span,
)
from graph.store import GraphWriter
from graph.vocabulary import Vocabulary

EXTRACTOR = "reelgraph-made+00000000"
AMOUNTS = {"amount"}
TERMS = {"technique", "stage", "value"}


def at(article: Article, words: str) -> Span:
    """Where the words first stand in the article."""
    start = article.full_text.index(words)
    return Span(start, start + len(words))


def entity(article: Article, slug: str, kind: EntityType, name: str, *surfaces: str) -> Entity:
    """A registered entity with the first place of each surface string."""
    mentions = tuple(sorted(at(article, surface) for surface in surfaces or (name,)))
    return Entity(slug, kind, name, mentions, iri.registered_entity(slug))


def claim(
    article: Article,
    sentence: str,
    *source: str,
    factuality: Factuality = Factuality.ASSERTED,
    extent: Extent | None = None,
) -> Claim:
    """A claim in that sentence, by that chain of speakers, outermost first."""
    span = at(article, sentence)
    segment = Segment.TITLE if span.end <= len(article.title) else Segment.BODY
    return Claim(source, factuality, segment, span, extent)


def event(number: int, kind: str, claims: Sequence[Claim], time: str = "", **roles: str | Sequence[str]) -> Event:
    """An event whose roles are named by keyword; what the role is called tells what kind of filler it takes."""
    fillers = []
    for role, given in roles.items():
        filler = FillerKind.AMOUNT if role in AMOUNTS else FillerKind.TERM if role in TERMS else FillerKind.ENTITY
        for value in [given] if isinstance(given, str) else given:
            fillers.append(RoleFiller(role, filler, value))
    return Event(f"v{number}", kind, tuple(fillers), tuple(claims), time)


def extraction(
    article: Article,
    entities: Sequence[Entity],
    events: Sequence[Event] = (),
    relations: Sequence[Relation] = (),
    quotes: Sequence[Quote] = (),
    cites: Sequence[str] = (),
) -> Extraction:
    """What the article tells."""
    return Extraction(
        article_id=article.id,
        content_hash=article.content_hash,
        language=article.language,
        extractor=EXTRACTOR,
        relevant=True,
        entities=tuple(entities),
        events=tuple(events),
        relations=tuple(relations),
        quotes=tuple(quotes),
        cites=tuple(cites),
    )


PERSON, BODY, WORK = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.CREATIVE_WORK


def one_shot() -> tuple[Article, Extraction]:
    """English: AI made one sequence, Sarandos said through Reuters."""
    a = Article(
        id="one-shot-en",
        title="Netflix used generative AI in The Eternaut",
        paragraphs=(
            "Netflix used generative AI for a collapsing building in The Eternaut, Ted Sarandos told Reuters.",
            "“The sequence was finished ten times faster,” the co-chief executive of Netflix said.",
        ),
        language="en",
        url="https://times.example/netflix-eternaut",
        publisher="Example Times",
        published=date(2025, 7, 18),
        authors=("Ada Example",),
    )
    entities = (
        entity(a, "netflix", BODY, "Netflix"),
        entity(a, "el-eternauta", WORK, "El Eternauta", "The Eternaut"),
        entity(a, "ted-sarandos", PERSON, "Ted Sarandos", "Ted Sarandos", "the co-chief executive of Netflix"),
        entity(a, "reuters", BODY, "Reuters"),
    )
    use = event(
        1,
        "AIUse",
        (
            claim(a, a.title),
            claim(a, a.paragraphs[0], "reuters", "ted-sarandos", extent=Extent.SEQUENCE),
        ),
        time="2025",
        agent="netflix",
        work="el-eternauta",
        technique="generative-ai",
        stage="vfx",
    )
    return a, extraction(
        a,
        entities,
        (use,),
        relations=(
            Relation(
                "ted-sarandos", Predicate.WORKS_FOR, "netflix", at(a, a.paragraphs[1]), title="co-chief executive"
            ),
        ),
        quotes=(Quote("ted-sarandos", at(a, "The sequence was finished ten times faster,")),),
        cites=("reuters",),
    )


def whole_series() -> tuple[Article, Extraction]:
    """French: the headline makes one scene the whole series; it contradicts its own text and the English article."""
    a = Article(
        id="whole-series-fr",
        title="L’Éternaute, la première série 100 % IA de Netflix",
        paragraphs=(
            "Netflix a eu recours à l’IA générative pour les effets visuels d’une scène de L’Éternaute, "
            "selon The Guardian.",
            "La plateforme compte recommencer dès 2026.",
        ),
        language="fr",
        url="https://actu.example/eternaute",
        publisher="Actu Exemple",
        published=date(2025, 7, 22),
    )
    entities = (
        entity(a, "netflix", BODY, "Netflix", "Netflix", "La plateforme"),
        entity(a, "el-eternauta", WORK, "El Eternauta", "L’Éternaute"),
        entity(a, "the-guardian", BODY, "The Guardian"),
    )
    use = event(
        1,
        "AIUse",
        (
            claim(a, a.title, extent=Extent.ENTIRE),
            claim(a, a.paragraphs[0], "the-guardian", extent=Extent.SEQUENCE),
        ),
        agent="netflix",
        work="el-eternauta",
        technique="generative-ai",
        stage="vfx",
    )
    later = event(
        2,
        "AIUse",
        (claim(a, a.paragraphs[1], "netflix", factuality=Factuality.PLANNED),),
        time="2026",
        agent="netflix",
    )
    return a, extraction(a, entities, (use, later), cites=("the-guardian",))


def denied() -> tuple[Article, Extraction]:
    """Spanish: the director denies it, and a union is worried."""
    a = Article(
        id="denied-es",
        title="Stagnaro niega que la IA hiciera El Eternauta",
        paragraphs=(
            "El director Bruno Stagnaro negó que El Eternauta se hiciera con inteligencia artificial.",
            "El sindicato SAG-AFTRA se declaró preocupado por la inteligencia artificial.",
        ),
        language="es",
        url="https://diario.example/eternauta",
        publisher="Diario Ejemplo",
        published=date(2025, 8, 1),
    )
    entities = (
        entity(a, "bruno-stagnaro", PERSON, "Bruno Stagnaro", "Stagnaro", "Bruno Stagnaro"),
        entity(a, "el-eternauta", WORK, "El Eternauta"),
        entity(a, "sag-aftra", BODY, "SAG-AFTRA"),
    )
    use = event(
        1,
        "AIUse",
        (
            claim(a, a.title, "bruno-stagnaro", factuality=Factuality.DENIED, extent=Extent.ENTIRE),
            claim(a, a.paragraphs[0], "bruno-stagnaro", factuality=Factuality.DENIED),
        ),
        work="el-eternauta",
        technique="generative-ai",
    )
    stance = event(2, "Stance", (claim(a, a.paragraphs[1], "sag-aftra"),), holder="sag-aftra", value="concern")
    return a, extraction(
        a,
        entities,
        (use, stance),
        relations=(Relation("el-eternauta", Predicate.CREATED_BY, "bruno-stagnaro", at(a, a.paragraphs[0])),),
    )


def lawsuit() -> tuple[Article, Extraction]:
    """English: a lawsuit, an investment that is only said to be coming, a figure of jobs."""
    a = Article(
        id="lawsuit-en",
        title="Disney sues Midjourney",
        paragraphs=(
            "Disney sued Midjourney in Los Angeles on 11 June 2025 over Star Wars, Reuters reported.",
            "Runway may raise $308 million from General Atlantic, according to The Guardian.",
            "The Animation Guild said that AI could displace 118,500 jobs in California.",
        ),
        language="en",
        url="https://times.example/disney-midjourney",
        publisher="Example Times",
        published=date(2025, 6, 12),
    )
    entities = (
        entity(a, "disney", BODY, "The Walt Disney Company", "Disney"),
        entity(a, "midjourney", BODY, "Midjourney"),
        entity(a, "star-wars", WORK, "Star Wars"),
        entity(a, "reuters", BODY, "Reuters"),
        entity(a, "runway", BODY, "Runway"),
        entity(a, "general-atlantic", BODY, "General Atlantic"),
        entity(a, "the-guardian", BODY, "The Guardian"),
        entity(a, "animation-guild", BODY, "The Animation Guild"),
        entity(a, "california", EntityType.PLACE, "California"),
    )
    events = (
        event(
            1,
            "Lawsuit",
            (claim(a, a.title), claim(a, a.paragraphs[0], "reuters")),
            time="2025-06-11",
            plaintiff="disney",
            defendant="midjourney",
            work="star-wars",
        ),
        event(
            2,
            "Investment",
            (claim(a, a.paragraphs[1], "the-guardian", factuality=Factuality.POSSIBLE),),
            investor="general-atlantic",
            recipient="runway",
            amount="$308 million",
        ),
        event(
            3,
            "JobImpact",
            (claim(a, a.paragraphs[2], "animation-guild", factuality=Factuality.POSSIBLE),),
            amount="118,500 jobs",
            place="california",
        ),
    )
    return a, extraction(a, entities, events, cites=("reuters", "the-guardian"))


def agreement() -> tuple[Article, Extraction]:
    """French: a labour agreement and the union's opposition to a synthetic performer."""
    a = Article(
        id="accord-fr",
        title="Jeux vidéo : un accord sur l’IA",
        paragraphs=(
            "SAG-AFTRA et Activision ont signé en juillet 2025 l’Interactive Media Agreement, qui encadre l’IA.",
            "Le syndicat s’oppose à Tilly Norwood, créée par Particle6.",
        ),
        language="fr",
        url="https://actu.example/accord-jeux",
        publisher="Actu Exemple",
        published=date(2025, 9, 30),
    )
    entities = (
        entity(a, "sag-aftra", BODY, "SAG-AFTRA", "SAG-AFTRA", "Le syndicat"),
        entity(a, "activision", BODY, "Activision"),
        entity(a, "interactive-media-agreement", EntityType.LEGAL_INSTRUMENT, "Interactive Media Agreement"),
        entity(a, "tilly-norwood", EntityType.SYNTHETIC_PERFORMER, "Tilly Norwood"),
        entity(a, "particle6", BODY, "Particle6"),
    )
    events = (
        event(
            1,
            "LabourAgreement",
            (claim(a, a.paragraphs[0]),),
            time="2025-07",
            union="sag-aftra",
            counterparty="activision",
            instrument="interactive-media-agreement",
        ),
        event(
            2,
            "Stance",
            (claim(a, a.paragraphs[1], "sag-aftra"),),
            holder="sag-aftra",
            target="tilly-norwood",
            value="oppose",
        ),
        event(
            3,
            "AIUse",
            (claim(a, a.paragraphs[1], extent=Extent.ENTIRE),),
            agent="particle6",
            work="tilly-norwood",
            technique="synthetic-performer",
        ),
    )
    return a, extraction(
        a,
        entities,
        events,
        relations=(Relation("tilly-norwood", Predicate.CREATED_BY, "particle6", at(a, a.paragraphs[1])),),
    )


def game(corrected: bool = False) -> tuple[Article, Extraction]:
    """English: first "all voices", later corrected to none; queries must see the correction alone."""
    sentence = (
        "Sandfall Interactive denied using AI in Clair Obscur."
        if corrected
        else "Sandfall Interactive used AI for all voices of Clair Obscur."
    )
    a = Article(
        id="game-en",
        title="AI in Clair Obscur",
        paragraphs=(sentence,),
        language="en",
        url="https://times.example/clair-obscur",
        publisher="Example Times",
        published=date(2025, 12, 20),
        modified=date(2025, 12, 22) if corrected else None,
    )
    entities = (
        entity(a, "sandfall", BODY, "Sandfall Interactive"),
        entity(a, "clair-obscur", WORK, "Clair Obscur: Expedition 33", "Clair Obscur"),
    )
    told = (
        claim(a, sentence, "sandfall", factuality=Factuality.DENIED)
        if corrected
        else claim(a, sentence, extent=Extent.COMPONENT)
    )
    use = event(1, "AIUse", (told,), agent="sandfall", work="clair-obscur")
    return a, extraction(a, entities, (use,))


def articles() -> list[tuple[Article, Extraction]]:
    """All of them, in the order in which they came out; the game's article twice."""
    return [lawsuit(), one_shot(), whole_series(), denied(), agreement(), game(), game(corrected=True)]


def consolidate(
    home: Path, writer: GraphWriter, vocabulary: Vocabulary, told: Iterable[tuple[Article, Extraction]] = ()
) -> None:
    """What a run does between loading and publishing; of several versions of an article the last one counts."""
    newest = {article.id: (article, extraction) for article, extraction in told or articles()}
    register, judgements = load_register(), Judgements()
    identity = resolve([o for pair in newest.values() for o in occurrences(*pair)], judgements, register)
    writer.commit(iri.IDENTITY_GRAPH, identity_quads(identity, judgements))
    consolidator = Consolidator(home, writer, vocabulary, register, judgements)
    consolidator.run({name: article.version for name, (article, _) in newest.items()}, newest.__getitem__, identity)
