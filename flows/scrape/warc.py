"""Responses as WARC 1.1 records (ISO 28500:2017), and records as captures.

Each record is a gzip member of its own, so that it can be read by its offset. Bodies stand decoded; the headers that
would say otherwise are renamed as Common Crawl renames them.
"""

from __future__ import annotations

import hashlib
import uuid
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.scrape.response import Headers, Response, header
from flows.settings import SOFTWARE
from graph.errors import StoreError
from graph.model import Capture

_LEVEL = 6  # warcio's 9 takes three times as long and saves 1 %
_PRINTABLE = "".join(map(chr, range(32, 127)))
_REQUESTED = "Reelgraph-Requested-URI"
_RENAMED = {
    "content-encoding": "x-crawler-content-encoding",
    "transfer-encoding": "x-crawler-transfer-encoding",
    "content-length": "x-crawler-content-length",
}
_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"


def response_records(response: Response, digest: str) -> tuple[Headers, bytes]:
    """The records of a response: what came, and what was sent for it. Files become resource records.

    Returns the headers too, as they will be read again. ``digest`` is the SHA-256 of the body.
    """
    headers = _archived_headers(response)
    record_id = _record_id(response, digest)
    own = {**_common(response), "WARC-Record-ID": f"<urn:uuid:{record_id}>", "WARC-Payload-Digest": f"sha256:{digest}"}
    if not urlsplit(response.url).scheme.startswith("http"):
        own["WARC-Block-Digest"] = f"sha256:{digest}"
        return headers, _packed(_record("resource", own, None, response.body, _media_type(headers)))
    if response.truncated:
        own["WARC-Truncated"] = "unspecified"
    status = StatusAndHeaders(f"{response.status} ", list(headers), protocol="HTTP/1.1")
    own["WARC-Block-Digest"] = "sha256:" + sha256(_http_bytes(status) + response.body)
    return headers, _packed(_record("response", own, status, response.body)) + _request(response, record_id)


def revisit_records(response: Response, original: Capture) -> bytes:
    """The records of a response that brought what ``original`` did: it says so (304), or its body is the same."""
    record_id = _record_id(response, original.digest + "revisit")
    profile = "server-not-modified" if response.not_modified else "identical-payload-digest"
    status = StatusAndHeaders(f"{response.status} ", list(_archived_headers(response)), protocol="HTTP/1.1")
    own = {
        **_common(response),
        "WARC-Record-ID": f"<urn:uuid:{record_id}>",
        "WARC-Profile": _PROFILES + profile,
        "WARC-Payload-Digest": original.digest,
        "WARC-Refers-To-Target-URI": original.url,
        "WARC-Refers-To-Date": _date(original.fetched),
        "WARC-Block-Digest": "sha256:" + sha256(_http_bytes(status)),
    }
    return _packed(_record("revisit", own, status, b"")) + _request(response, record_id)


def warcinfo_record(name: str) -> bytes:
    """What begins a file."""
    info = {
        "software": SOFTWARE,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey",
    }
    return _packed(_BUILDER.create_warcinfo_record(name, info))


def capture_of(record: Any, body: bytes, path: str, offset: int, where: str) -> Capture:  # warcio is untyped
    """The capture that a response or resource record holds. Raises StoreError where its digest is another."""
    told = record.rec_headers.get_header
    http = record.http_headers
    if http is None:
        status = 200
        headers: Headers = (("content-type", str(record.content_type)),)
    else:
        status = int(http.get_statuscode())
        headers = tuple((str(name), str(value)) for name, value in http.headers)
    digest = f"sha256:{sha256(body)}"
    if told("WARC-Payload-Digest") != digest:
        raise StoreError(f"{where}: damaged: its digest differs from that of its body")
    url = told("WARC-Target-URI")
    return Capture(
        url=url,
        requested=told(_REQUESTED) or url,
        fetched=datetime.fromisoformat(told("WARC-Date")),
        status=status,
        headers=headers,
        body=body,
        digest=digest,
        archive=path,
        offset=offset,
    )


def sha256(data: bytes) -> str:
    """The digest in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _common(response: Response) -> dict[str, str]:
    common = {"WARC-Target-URI": response.url, "WARC-Date": _date(response.fetched)}
    if response.requested != response.url:
        common[_REQUESTED] = response.requested
    return common


def _request(response: Response, record_id: uuid.UUID) -> bytes:
    if not response.request_headers:
        return b""
    parts = urlsplit(response.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = [("host", parts.netloc), *response.request_headers]
    line = StatusAndHeaders(f"{target} HTTP/1.1", sent, protocol="GET")
    own = {
        **_common(response),
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(record_id, 'request')}>",
        "WARC-Concurrent-To": f"<urn:uuid:{record_id}>",
        "WARC-Block-Digest": "sha256:" + sha256(_http_bytes(line)),
        "WARC-Payload-Digest": "sha256:" + sha256(b""),
    }
    return _packed(_record("request", own, line, b""))


def _record_id(response: Response, digest: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{response.url} {_date(response.fetched)} {response.status} {digest}")


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _archived_headers(response: Response) -> Headers:
    """The headers as they will be read again."""
    if not urlsplit(response.url).scheme.startswith("http"):
        return (("content-type", _media_type(response.headers)),)
    return tuple(_kept(response.headers))


def _kept(headers: Headers) -> Iterator[tuple[str, str]]:
    for name, value in headers:
        # one line of ASCII, so that what is read again is what was written
        yield _RENAMED.get(name, name), quote(" ".join(value.split()), safe=_PRINTABLE, errors="replace")


def _media_type(headers: Headers) -> str:
    return header(headers, "content-type") or "application/octet-stream"


def _record(kind: str, headers: dict[str, str], http: Any, body: bytes, media_type: str = "") -> Any:
    return _BUILDER.create_warc_record(
        headers["WARC-Target-URI"],
        kind,
        payload=BytesIO(body),
        length=len(body),
        warc_content_type=media_type,
        warc_headers_dict=headers,
        http_headers=http,
    )


def _packed(record: Any) -> bytes:
    plain = BytesIO()
    WARCWriter(plain, gzip=False, warc_version="1.1").write_record(record)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(plain.getvalue()) + packer.flush()


def _http_bytes(status: StatusAndHeaders) -> bytes:
    return bytes(status.to_bytes())


_BUILDER = WARCWriter(BytesIO(), gzip=False, warc_version="1.1")
