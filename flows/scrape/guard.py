"""Which addresses may be connected to: checked on what a name resolved to, at the moment of connecting.

A check of the URL alone misses names that resolve to private addresses, names that answer differently the second
time, and the many spellings of ``127.0.0.1``. So a name is resolved once, every answer must be allowed, the connection
goes to one of these very answers, and the peer of the open socket is checked again.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from graph.errors import FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

_PORTS = frozenset({80, 443, 8080, 8443})
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
# what `is_global` lets through although it leads into other networks, or to a cloud's own services
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",
        "168.63.129.16/32",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/23",  # Teredo, ORCHID, benchmarking and what else IETF keeps for protocols
        "2002::/16",
        "3fff::/20",  # documentation; Python before 3.13 takes it for public
        "::/96",  # "IPv4-compatible", long given up
        "5f00::/16",
        "fec0::/10",
    )
)
# what `allow_private` opens; link-local addresses stay closed, since clouds keep their credentials there
_PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)


def resolve(host: str, port: int) -> Sequence[str]:
    """Addresses of a host as the system knows them, in its order of preference. Raises OSError."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def address_allowed(address: str, *, allow_private: bool = False) -> bool:
    """Whether a connection to an IP address may be opened."""
    try:
        ip: IPAddress = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.version == 6 and getattr(ip, "scope_id", None):
        return False  # an interface of ours, never the public network
    if allow_private and any(ip in network for network in _PRIVATE):
        return True
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _REFUSED)


def refuse_unless(allowed: Callable[[str], bool], host: str, addresses: Sequence[str], url: str = "") -> None:
    """Raise FetchError unless every address of a host is allowed: one that is not taints the others."""
    for address in addresses:
        if not allowed(address):
            raise FetchError(
                f"{host} leads to {address}, which is not a public address"
                " (REELGRAPH_ALLOW_PRIVATE=true allows loopback and private ones)",
                url,
            )


def check_url(url: str, *, allow_private: bool = False) -> None:
    """Raise FetchError for a URL that is not fetched whatever its host resolves to."""
    if _UNSAFE.search(url):
        raise FetchError("the address has blanks, control characters or backslashes in it", url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"not an address: {error}", url) from None
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"{parts.scheme or 'no scheme'}: only http and https addresses are fetched", url)
    if "@" in parts.netloc:
        raise FetchError("the address holds a user name; take it out", url)
    if not parts.hostname:
        raise FetchError("the address names no host", url)
    if port is not None and port not in _PORTS and not allow_private:
        raise FetchError(f"port {port} is not one that the web is served on", url)


class Watchdog:
    """Ends a request that takes too long as a whole, by shutting its socket down from a timer.

    Time limits of a socket count from byte to byte: a server that sends one a second would hold a thread for hours.
    """

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Watchdog:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            self._sockets.clear()

    def watch(self, sock: socket.socket) -> None:
        """A socket of this request; wrapping it in TLS makes another."""
        with self._lock:
            self._sockets.append(sock)
            if self.expired:
                _shut(sock)

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            for sock in self._sockets:
                _shut(sock)


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):  # closed meanwhile, or replaced by its TLS wrapper
        sock.shutdown(socket.SHUT_RDWR)


class GuardedAdapter(HTTPAdapter):
    """A transport of requests whose every connection is checked; made for one request."""

    def __init__(self, resolver: Resolver, allowed: Callable[[str], bool], watchdog: Watchdog) -> None:
        self._classes = _pool_classes(resolver, allowed, watchdog)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools and have them open guarded connections alone."""
        super().init_poolmanager(*args, **kwargs)  # type: ignore[no-untyped-call,unused-ignore]
        self.poolmanager.pool_classes_by_scheme = self._classes


def _pool_classes(resolver: Resolver, allowed: Callable[[str], bool], watchdog: Watchdog) -> dict[str, Any]:
    class Guarded(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            try:
                addresses = resolver(self._dns_host, self.port)
            except (OSError, UnicodeError) as error:
                raise NameResolutionError(self.host, self, socket.gaierror(str(error))) from error
            refuse_unless(allowed, self.host, addresses)
            sock = self._connect(addresses)
            watchdog.watch(sock)
            peer = str(sock.getpeername()[0])
            if not allowed(peer):
                sock.close()
                raise FetchError(f"{self.host} leads to {peer}, which is not a public address")
            return sock

        def _connect(self, addresses: Sequence[str]) -> socket.socket:
            failure = OSError("the name has no address")
            for address in addresses:
                family = socket.AF_INET6 if ":" in address else socket.AF_INET
                sock = socket.socket(family, socket.SOCK_STREAM)
                try:
                    sock.settimeout(self.timeout if isinstance(self.timeout, int | float) else None)
                    sock.connect((address, self.port))
                except OSError as error:
                    sock.close()
                    failure = error
                else:
                    return sock
            if isinstance(failure, TimeoutError):
                raise ConnectTimeoutError(self, f"{self.host} does not take connections") from failure
            raise NewConnectionError(self, str(failure)) from failure

        def connect(self) -> None:
            super().connect()
            if self.sock is not None:
                watchdog.watch(self.sock)

    class GuardedTLS(Guarded, HTTPSConnection):
        pass

    class Pool(HTTPConnectionPool):
        ConnectionCls = Guarded

    class TLSPool(HTTPSConnectionPool):
        ConnectionCls = GuardedTLS

    return {"http": Pool, "https": TLSPool}
