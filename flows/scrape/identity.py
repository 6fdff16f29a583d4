"""When two addresses are the same page, and which id an article gets from its address."""

from __future__ import annotations

import hashlib
import ipaddress
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from tld import get_fld

_TRACKING = re.compile(
    r"(?:utm_\w+|pk_\w+|mtm_\w+|at_\w+|mc_[ce]id|fbclid|gclid|dclid|msclkid|twclid|igshid|yclid|_ga|xtor|cmpid|ito|"
    r"ocid|smid|smtyp|sr_share|guccounter|guce_referrer\w*|ref_src|s_cid|wt_mc)",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def normalise_url(url: str) -> str:
    """An http(s) address without fragment, default port and tracking parameters, its host in lower case.

    Other addresses, and what is none, come back as they are.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        return url
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    return urlunsplit((scheme, netloc, parts.path or "/", "&".join(kept), ""))


def is_local(url: str) -> bool:
    """Whether an address is a file's or a loopback host's."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "file" or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def site_of(url: str) -> str:
    """The registered domain (``bbc.co.uk``) of an address, else its host and port: what politeness counts by."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return url
    try:
        ipaddress.ip_address(host)
    except ValueError:
        domain = get_fld(url, fail_silently=True, fix_protocol=False) if host else None
        if domain:
            return domain
        # the default rule of the public suffix list, for suffixes that it lacks
        return ".".join(host.rsplit(".", 2)[-2:]) if "." in host else parts.netloc.lower()
    return parts.netloc.lower()


def canonical_url(declared: str, final: str) -> str:
    """The address that names a page.

    ``declared`` is what its ``<link rel="canonical">`` says, "" if nothing; ``final`` is where it was found. A page may
    name another page of its own registered domain, no more; a page read from a file or a loopback server may name any.
    "" for a local page that declares nothing.
    """
    fallback = "" if urlsplit(final).scheme == "file" else normalise_url(final)
    if not declared.strip():
        return fallback
    try:
        url = normalise_url(urljoin(final, declared.strip()))
        parts = urlsplit(url)
    except ValueError:
        return fallback
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return fallback
    if is_local(final):
        return url
    # some sites declare their front page on every page
    points_home = parts.path in ("", "/") and not parts.query and urlsplit(final).path not in ("", "/")
    return url if site_of(url) == site_of(final) and not points_home else fallback


def digest_id(name: str) -> str:
    """16 hex digits that stand for a name: the id of an article that brings none."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
