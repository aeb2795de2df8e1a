"""Differences of two records, as a person reads them: what went in red, what came in green."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from csto_cli.model import Meeting
from csto_cli.query.differences import DifferenceRow, WordChange
from csto_cli.render.columns import Column
from csto_cli.render.console import safe
from csto_cli.writers.escape import line

STYLES = {"added": "green", "lost": "red", "changed": "yellow", "moved": "cyan"}
BRACKETS = {"lost": ("[-", "-]"), "added": ("{+", "+}")}
"""Signs around words where there is no colour, as ``git diff --word-diff`` has them."""
AROUND = 8
"""Words shown on both sides of a change."""
LONGEST = 300


def print_differences(screen: Console, meeting: Meeting, rows: Sequence[DifferenceRow]) -> None:
    """Draw each difference under a line that says what it is and where."""
    del meeting
    for row in rows:
        head = Text.assemble((row.change, STYLES[row.change]), f" {row.what}: ", (line(row.name), "bold"))
        head.append(_where(row), "dim")
        screen.print(head)
        screen.print(Padding(_body(row, color=not screen.no_color), (0, 0, 0, 2)))


def _where(row: DifferenceRow) -> str:
    parts = []
    for name, turn, at in (("first", row.turn_before, row.line_before), ("second", row.turn_after, row.line_after)):
        place = ", ".join(
            part for part in (f"turn {turn}" if turn is not None else "", f"line {at}" if at else "") if part
        )
        parts += [f"{name}: {place}"] if place else []
    return f" ({'; '.join(parts)})" if parts else ""


def _body(row: DifferenceRow, *, color: bool) -> Text:
    if row.words:
        return _wording(row.words, color=color)
    before, after = (_short(line(value)) if value else "" for value in (row.before, row.after))
    if row.change == "moved":
        return safe(after)
    result = Text()
    for change, text in (("lost", before), ("added", after)):
        if text:
            result.append(" " if result else "")
            result.append_text(_signed(change, text, color=color))
    return result


def _wording(words: Sequence[WordChange], *, color: bool) -> Text:
    result = Text()
    for number, run in enumerate(words):
        result.append(" " if number else "")
        if run.change == "same":
            result.append(_around(run.text, first=number == 0, last=number == len(words) - 1))
        else:
            result.append_text(_signed(run.change, line(run.text), color=color))
    return result


def _signed(change: str, text: str, *, color: bool) -> Text:
    opening, closing = ("", "") if color else BRACKETS[change]
    return Text(f"{opening}{text}{closing}", STYLES[change] if color else "")


def _around(text: str, *, first: bool, last: bool) -> str:
    """The ends of a run that both records have, which lie next to a change."""
    words = line(text).split(" ")
    head = [] if first else words[:AROUND]
    tail = [] if last else words[-AROUND:]
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join([*head, "…", *tail])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _told(row: DifferenceRow) -> str:
    """What went in ``[-…-]``, what came in ``{+…+}``."""
    if not row.words:
        lost = f"[-{row.before}-]" if row.before else ""
        added = f"{{+{row.after}+}}" if row.after else ""
        return row.after or "" if row.change == "moved" else f"{lost} {added}".strip()
    parts = []
    for number, run in enumerate(row.words):
        opening, closing = BRACKETS.get(run.change, ("", ""))
        last = number == len(row.words) - 1
        text = _around(run.text, first=number == 0, last=last) if run.change == "same" else run.text
        parts.append(f"{opening}{text}{closing}")
    return " ".join(parts)


DIFFERENCES = (
    Column("change", lambda row: row.change),
    Column("what", lambda row: row.what),
    Column("name", lambda row: row.name, wordy=True),
    Column("first, line", lambda row: str(row.line_before or ""), number=True),
    Column("second, line", lambda row: str(row.line_after or ""), number=True),
    Column("words", _told, wordy=True),
)
