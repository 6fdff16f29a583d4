"""Identity of a workspace: what its articles name, who is who by the judgements there are, and the graph of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from flows.scrape.identity import digest_id
from flows.settings import Settings
from graph import edition, iri, resources
from graph.errors import StoreError
from graph.extract.records import article_from_json, extraction_from_json
from graph.extract.register import Register
from graph.identity.identity import Identity
from graph.identity.judgements import Judgements, load_judgements
from graph.identity.ledger import OccurrenceLedger
from graph.identity.occurrences import occurrences
from graph.identity.resolver import Resolver
from graph.identity.statements import identity_quads
from graph.model import Article, Extraction
from graph.namespaces import DCTERMS, PROV
from graph.store import GraphWriter

OWN_JUDGEMENTS = "judgements.jsonl"  #: file of the workspace's folder that commands write to


def judgement_folders(settings: Settings) -> tuple[Path, ...]:
    """Where judgements lie: those that come with the product, then the user's own."""
    return resources.judgements(), own_judgements(settings).parent


def own_judgements(settings: Settings) -> Path:
    """The file that the user's judgements are added to."""
    return settings.home / "judgements" / OWN_JUDGEMENTS


@dataclass(frozen=True, slots=True)
class Current:
    """The version of an article that counts, as the store has it."""

    article: str  #: id
    version: str
    extractor: str

    @property
    def stamp(self) -> str:
        """Changes where version or extractor does."""
        return f"{self.version} {self.extractor}"


def current_versions(writer: GraphWriter) -> Mapping[str, Current]:
    """The newest version of each article in the store, by article id, sorted."""
    revised = {q.object.value for q in writer.quads(predicate=PROV("wasRevisionOf")) if isinstance(q.object, NamedNode)}
    extractors = {
        q.subject.value: q.object.value
        for q in writer.quads(predicate=PROV("wasGeneratedBy"))
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode) and q.graph_name == q.subject
    }
    found = {}
    for quad in writer.quads(predicate=DCTERMS("isVersionOf")):
        node = quad.subject
        if isinstance(node, NamedNode) and isinstance(quad.object, NamedNode) and node.value not in revised:
            article_id = iri.last_segment(quad.object.value)
            found[article_id] = Current(article_id, iri.last_segment(node.value), extractors.get(node.value, ""))
    return dict(sorted(found.items()))


Reading = Callable[[Current], tuple[Article, Extraction]]


def reading(home: Path) -> Reading:
    """Reads article and extraction of a version from the files of a workspace. Raises StoreError, InputError."""

    def text(path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror}); ingest its article again") from None

    def read(version: Current) -> tuple[Article, Extraction]:
        # two articles with the same words: the second has its id in the name of its file
        names = (f"{version.version}.json", f"{version.version}-{digest_id(version.article)[:8]}.json")
        for name in names:
            path = home / "articles" / version.version[:2] / name
            article = article_from_json(text(path))
            if article.id == version.article:
                return article, extraction_from_json(text(home / "extractions" / version.version[:2] / name))
        raise StoreError(f"{path}: is another article than {version.article}; ingest it again")

    return read


def synchronise(ledger: OccurrenceLedger, current: Mapping[str, Current], read: Reading) -> None:
    """Let a ledger hold what the articles of a store name: only what changed is read."""
    had = ledger.stamps()
    rules = edition.digest(edition.CONSOLIDATION)
    for article_id in sorted(had.keys() - current.keys()):
        ledger.remove(article_id)
    for article_id, version in current.items():
        if had.get(article_id) != (stamp := f"{version.stamp} {rules}"):
            ledger.put(article_id, stamp, occurrences(*read(version)))


def resolver_of(home: Path, writer: GraphWriter, read: Reading, register: Register) -> Resolver:
    """All that the articles of a store name, ready to be told apart."""
    with OccurrenceLedger(home) as ledger:
        synchronise(ledger, current_versions(writer), read)
        resolver = Resolver(register)
        resolver.add(ledger.occurrences())
    return resolver


def identify(home: Path, writer: GraphWriter, read: Reading, judgements: Judgements, register: Register) -> Identity:
    """Find out who is who in a store and commit the identity graph, where it has changed."""
    identity = resolver_of(home, writer, read, register).identity(judgements)
    quads = identity_quads(identity, judgements)
    if set(writer.quads(graph=iri.IDENTITY_GRAPH)) != set(quads):
        writer.commit(iri.IDENTITY_GRAPH, quads)
    return identity


def read_judgements(settings: Settings) -> Judgements:
    """Those of the product and the user's. Raises SettingsError naming file and line."""
    return load_judgements(judgement_folders(settings))
