"""A client of the Reconciliation Service API (W3C Entity Reconciliation group, versions 0.1 and 0.2).

A service takes names in batches and proposes entities of its own for each, with types, a score and whether it would
match it unasked. https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from flows.gazetteer.service import Service
from graph.errors import FetchError

_ACCEPT = "application/json"
_SPOKEN = ("0.1", "0.2")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entity of the service that may be the one asked for."""

    id: str  #: in the service's own name space
    name: str
    types: tuple[str, ...]  #: their names
    score: float  #: as the service counts; only comparable within one answer
    match: bool  #: whether the service would match it unasked
    description: str = ""


class _Named(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: str
    name: str = ""


class _Candidate(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    name: str
    score: float
    match: bool = False
    description: str | None = None
    type: list[_Named | str] = []


class _Result(BaseModel):
    model_config = ConfigDict(extra="ignore")

    result: list[_Candidate]


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    name: str
    identifier_space: str = Field(alias="identifierSpace")
    versions: list[str] = ["0.1"]
    view: dict[str, str] = {}


_ANSWER = TypeAdapter(dict[str, _Result])


class Reconciliation:
    """One service, once its manifest has been read. Raises FetchError where it is none, or speaks other versions."""

    def __init__(self, service: Service) -> None:
        self._service = service
        manifest = self._read(_Manifest.model_validate, service.get({}, _ACCEPT), "a manifest")
        if not set(manifest.versions) & set(_SPOKEN):
            raise FetchError(
                f"speaks versions {', '.join(manifest.versions)} of the API, not {' or '.join(_SPOKEN)}", service.url
            )
        self.name: str = manifest.name
        self._space: str = manifest.identifier_space

    def iri(self, entity_id: str) -> str:
        """The IRI of an entity of the service."""
        return self._space + ("" if self._space.endswith(("/", "#")) else "/") + entity_id

    def propose(self, names: Sequence[str], limit: int) -> list[tuple[Proposal, ...]]:
        """Proposals for each name, best first. Raises FetchError, TransientFetchError."""
        asked = {f"q{i}": {"query": name, "limit": limit} for i, name in enumerate(names)}
        answer = self._service.post({"queries": json.dumps(asked, ensure_ascii=False)}, _ACCEPT)
        found = self._read(_ANSWER.validate_python, answer, "an answer")
        if found.keys() != asked.keys():
            raise FetchError("does not answer all that was asked", self._service.url)
        return [tuple(_proposal(c) for c in found[query].result[:limit]) for query in asked]

    def _read(self, validate: Any, answer: Any, what: str) -> Any:
        try:
            return validate(answer)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise FetchError(
                f"gives no {what[2:].strip()} of the Reconciliation API: {where}: {first['msg']}", self._service.url
            ) from None


def _proposal(candidate: _Candidate) -> Proposal:
    types = tuple(t if isinstance(t, str) else t.name or t.id for t in candidate.type)
    return Proposal(candidate.id, candidate.name, types, candidate.score, candidate.match, candidate.description or "")
