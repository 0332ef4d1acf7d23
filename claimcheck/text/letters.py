"""Case of the first letter."""

from __future__ import annotations

__all__ = ["capital"]


def capital(text: str) -> str:
    """The text with its first letter a capital; the rest stays as it is."""
    return text[:1].upper() + text[1:]
