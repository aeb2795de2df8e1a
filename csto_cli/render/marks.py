"""Words marked in a text: by colour, or by brackets where there is none."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from csto_cli.query.evidence import merged
from csto_cli.writers.escape import terminal

MARK = "bold reverse"
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
