"""HTTP for services that answer questions: patient with what passes, plain about what does not."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from graph.errors import FetchError, TransientFetchError

_PASSING = (429, 500, 502, 503, 504)
_TIMEOUT = (10, 60)  # seconds to connect, to answer: Wikidata's endpoint gives up by itself after 60


class Service:
    """One address that is asked; use as a context manager."""

    def __init__(self, url: str, user_agent: str, *, backoff: float = 1.0) -> None:
        """``backoff``: seconds before the second try, doubled for the next; what the service asks for comes first."""
        self.url = url
        retry = Retry(
            total=3,
            backoff_factor=backoff,
            status_forcelist=_PASSING,
            allowed_methods=None,  # questions change nothing, whatever their method
            respect_retry_after_header=True,
            raise_on_status=False,
        )
        self._session = requests.Session()
        self._session.headers["User-Agent"] = user_agent
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def get(self, parameters: Mapping[str, str], accept: str) -> Any:
        """The JSON answer to a GET. Raises FetchError, TransientFetchError."""
        return self._answer("GET", {"params": parameters}, accept)

    def post(self, form: Mapping[str, str], accept: str) -> Any:
        """The JSON answer to a form that is sent. Raises FetchError, TransientFetchError."""
        return self._answer("POST", {"data": form}, accept)

    def _answer(self, method: str, content: Mapping[str, Any], accept: str) -> Any:
        try:
            response = self._session.request(method, self.url, headers={"Accept": accept}, timeout=_TIMEOUT, **content)
        except requests.RequestException as error:
            raise TransientFetchError(f"does not answer: {type(error).__name__}", self.url) from None
        if response.status_code in _PASSING:
            raise TransientFetchError(f"answers {response.status_code}; try again later", self.url)
        if not response.ok:
            reason = " ".join(response.text.split())[:200]
            raise FetchError(f"answers {response.status_code}: {reason}", self.url)
        try:
            return response.json()
        except ValueError:
            raise FetchError(
                f"does not answer in JSON but {response.headers.get('Content-Type')!r}", self.url
            ) from None

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._session.close()
