"""Addresses of a source that are safe to click: https and http, nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from claimcheck.types import Passage

__all__ = ["Link", "best_url", "relative_href", "safe_url", "source_links"]

_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$", re.IGNORECASE)
_PMID = re.compile(r"^(?:pmid:?\s*)?(\d{1,9})$", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\<>\"\u200b-\u200f\u2028-\u202e\u2060-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A clickable address with the words shown for it."""

    text: str
    url: str


def safe_url(url: str | None) -> str | None:
    """The address if it is plain http or https to a host, else ``None``.

    Refused: every other scheme, user names in the address (they dress one host
    up as another), blanks, control and bidirectional characters.
    """
    address = (url or "").strip()
    if not address or _FORBIDDEN.search(address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return address


def source_links(passage: Passage) -> tuple[Link, ...]:
    """Where a passage can be read: DOI, PubMed, address; the first is the best."""
    links: list[Link] = []
    doi = _DOI.match((passage.doi or "").strip())
    if doi:
        name = doi.group(1)
        links.append(Link(text=f"doi:{name}", url="https://doi.org/" + quote(name, safe="/:;().")))
    pmid = _PMID.match((passage.pmid or "").strip())
    if pmid:
        number = pmid.group(1)
        url = f"https://pubmed.ncbi.nlm.nih.gov/{number}/"
        links.append(Link(text=f"PubMed {number}", url=url))
    address = safe_url(passage.url)
    if address and all(address.rstrip("/") != link.url.rstrip("/") for link in links):
        links.append(Link(text=urlsplit(address).hostname or address, url=address))
    return tuple(links)


def best_url(passage: Passage) -> str:
    """The first safe address of a passage, or an empty string."""
    links = source_links(passage)
    return links[0].url if links else ""


def relative_href(path: str) -> str:
    """A file's path, relative to the page, as a percent-encoded link.

    The result can be no scheme and no other host: a colon is encoded, leading
    slashes are dropped. File names that are not UTF-8 keep their bytes.
    """
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    return quote("/".join(parts).encode("utf-8", "surrogateescape"), safe="/")
