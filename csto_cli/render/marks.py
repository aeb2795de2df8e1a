"""Words marked in a text: by style, or by brackets where styles are not wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rich.text import Text

from csto_cli.query.evidence import MarkKind, merged
from csto_cli.writers.escape import terminal

MARK = "bold reverse"
STYLES: dict[MarkKind, str] = {"document": "reverse", "floor": "underline", "topic": "bold underline"}
"""How words that prove something look: without a colour, so that they are seen on any background. Where two kinds meet
in one place, the first of these is shown."""
MEANING: dict[MarkKind, str] = {"document": "a document", "floor": "the floor", "topic": "a topic"}
OPENING, CLOSING = "⟦", "⟧"


def with_marks(text: str, stretches: Iterable[tuple[int, int]], *, color: bool) -> Text:
    """Text with stretches marked."""
    result = Text()
    position = 0
    for start, end in merged(stretches):
        result.append(terminal(text[position:start]))
        words = terminal(text[start:end])
        result.append(words if color else f"{OPENING}{words}{CLOSING}", MARK if color else "")
        position = end
    return result.append(terminal(text[position:]))


def with_kinds(text: str, stretches: Sequence[tuple[int, int, MarkKind]], *, color: bool) -> Text:
    """Text with stretches marked, each as what it proves."""
    if not color:
        return with_marks(text, ((start, end) for start, end, _ in stretches), color=False)
    ends = sorted({0, len(text), *(place for start, end, _ in stretches for place in (start, end))})
    result = Text()
    for start, end in pairwise(ends):
        there = {kind for first, last, kind in stretches if first <= start and end <= last}
        result.append(terminal(text[start:end]), next((STYLES[kind] for kind in STYLES if kind in there), ""))
    return result


def legend(kinds: Iterable[MarkKind], *, color: bool) -> Text:
    """What the marks in a record mean, on one line."""
    shown = [kind for kind in STYLES if kind in set(kinds)]
    result = Text()
    result.append("Marked: " if color else f"{OPENING} {CLOSING} marks ", "dim")
    result.append("words that prove ", "dim")
    for number, kind in enumerate(shown):
        result.append(("", ", ", " or ")[0 if not number else 2 if number == len(shown) - 1 else 1], "dim")
        result.append(MEANING[kind], STYLES[kind] if color else "dim")
    return result.append(".", "dim")
