"""Cut a passage into the windows the model reads: single sentences and short runs of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from claimcheck.text.sentences import split
from claimcheck.types import Passage, Span

__all__ = ["Window", "runs", "singles", "titled", "windows"]

_RUN = 3
_LONGEST = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One to three consecutive sentences of a passage.

    ``sentences`` are their spans in ``passage.text``; ``text`` is the slice from the
    first to the last of them; ``pair`` is what the model reads: the title, a full
    stop, and the text.
    """

    text: str
    pair: str
    sentences: tuple[Span, ...]


def windows(passage: Passage) -> tuple[Window, ...]:
    """Every sentence by itself and every run of up to three, first to last.

    A passage of at most three sentences gives each sentence and the whole; a longer
    one gives each sentence and every run of three.

    :param passage: any passage.
    :returns: at least one window unless the text is blank.
    """
    sentences = _sentences(passage.text)
    alone = [(at, at + 1) for at in range(len(sentences))]
    together = [(at, at + _RUN) for at in range(max(0, len(sentences) - _RUN + 1))]
    if 1 < len(sentences) < _RUN:
        together = [(0, len(sentences))]
    return tuple(_window(passage, sentences[start:end]) for start, end in alone + together)


def singles(cut: tuple[Window, ...]) -> tuple[Window, ...]:
    """The windows of one sentence."""
    return tuple(window for window in cut if len(window.sentences) == 1)


def runs(cut: tuple[Window, ...]) -> tuple[Window, ...]:
    """The windows of several sentences, or the only one of a single sentence."""
    return tuple(window for window in cut if len(window.sentences) > 1) or cut


def titled(title: str, text: str) -> str:
    """``"Title. text"``, or the text alone where there is no title or it begins with it.

    The same form the model was trained on.
    """
    head = " ".join(title.split()).rstrip(".")
    body = " ".join(text.split())
    return f"{head}. {body}" if head and not body.startswith(head) else body


def _window(passage: Passage, sentences: tuple[Span, ...]) -> Window:
    text = passage.text[sentences[0].start : sentences[-1].end]
    return Window(text=text, pair=titled(passage.title, text), sentences=sentences)


@lru_cache(maxsize=65536)
def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(piece for span in split(text) for piece in _pieces(span))


def _pieces(span: Span) -> tuple[Span, ...]:
    """A sentence too long for the model, cut so that none of it goes unread."""
    starts = range(span.start, span.end, _LONGEST)
    return tuple(Span(start=at, end=min(at + _LONGEST, span.end)) for at in starts)
