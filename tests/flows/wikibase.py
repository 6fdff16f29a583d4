"""A server on loopback that knows a few things as Wikidata does: SPARQL over a real store, Reconciliation API."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store
from rapidfuzz import fuzz

SPACE = "http://knowledge.example/entity/"
INSTANCE_OF = "http://www.wikidata.org/prop/direct/P31"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass
class Known:
    """One entity of the made-up knowledge base."""

    id: str
    kind: str
    label: str
    description: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by language


@dataclass
class Wikibase:
    """The server: ``asked`` lists what was asked, ``failures`` are statuses to answer with first."""

    url: str
    asked: list[tuple[str, dict[str, str]]]
    failures: list[int]
    versions: list[str]

    @property
    def sparql(self) -> str:
        return f"{self.url}/sparql"

    @property
    def reconciliation(self) -> str:
        return f"{self.url}/reconcile"


def store(known: list[Known]) -> Store:
    """The knowledge base as Wikidata would have it in RDF."""
    found = Store()
    kinds = {kind: NamedNode(f"{SPACE}C{n}") for n, kind in enumerate(sorted({k.kind for k in known}))}

    def say(subject: NamedNode, predicate: str, value: Any) -> None:
        found.add(Quad(subject, NamedNode(predicate), value))

    for kind, node in kinds.items():
        say(node, f"{_RDFS}label", Literal(kind, language="en"))
    for one in known:
        node = NamedNode(SPACE + one.id)
        say(node, INSTANCE_OF, kinds[one.kind])
        say(node, f"{_RDFS}label", Literal(one.label, language="en"))
        if one.description:
            say(node, "http://schema.org/description", Literal(one.description, language="en"))
        for language, names in one.names.items():
            for name in names:
                say(node, f"{_SKOS}altLabel", Literal(name, language=language))
    return found


@contextmanager
def serving(known: list[Known]) -> Iterator[Wikibase]:
    """The knowledge base, served."""
    graph = store(known)
    asked: list[tuple[str, dict[str, str]]] = []
    failures: list[int] = []
    versions = ["0.1", "0.2"]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            manifest = {"name": "Made up", "identifierSpace": SPACE, "schemaSpace": SPACE, "versions": versions}
            self.answer(200, "application/json", json.dumps(manifest).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            asked.append((self.path, form))
            if failures:
                self.answer(failures.pop(0), "text/plain", b"not now")
            elif self.path == "/sparql":
                results = graph.query(form["query"]).serialize(format=QueryResultsFormat.JSON)
                self.answer(200, "application/sparql-results+json", results)
            elif self.path == "/reconcile":
                queries = json.loads(form["queries"])
                answer = {q: {"result": propose(known, given)} for q, given in queries.items()}
                self.answer(200, "application/json", json.dumps(answer).encode())
            else:
                self.answer(404, "text/plain", b"nothing here")

        def answer(self, status: int, media_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            if status == 429:
                self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Wikibase(f"http://127.0.0.1:{server.server_address[1]}", asked, failures, versions)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def propose(known: list[Known], query: dict[str, Any]) -> list[dict[str, Any]]:
    """What is called alike, best first, as version 0.2 answers."""
    found = [(fuzz.WRatio(query["query"], one.label), one) for one in known]
    likely = sorted((s, one.id, one) for s, one in found if s > 80)[::-1][: query.get("limit", 3)]
    return [
        {
            "id": one.id,
            "name": one.label,
            "description": one.description,
            "score": score,
            "match": score == 100,
            "type": [{"id": "C0", "name": one.kind}],
        }
        for score, _, one in likely
    ]
