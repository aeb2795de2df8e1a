"""The timeline drawn with characters: a line for each speaker, a block where they have the floor."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from csto_cli.model import Meeting
from csto_cli.query.timeline import Lane, timeline
from csto_cli.writers.escape import line

MOST_LANES = 14
COLORS = ("cyan", "green", "magenta", "yellow", "blue", "red")
FULL, PARTIAL, EMPTY = "█", "▌", "·"
ASCII = {FULL: "#", PARTIAL: "|", EMPTY: "."}


def print_timeline(screen: Console, meeting: Meeting) -> None:
    """Draw who had the floor, from the first word on the left to the last on the right."""
    drawn = timeline(meeting, most=MOST_LANES)
    if not drawn.lanes:
        return
    names = [line(lane.name) for lane in drawn.lanes]
    longest = min(max(map(len, names)), max(screen.width // 3, 12))
    width = max(min(screen.width, 120) - longest - len("  100%  "), 10)
    plain = not (screen.encoding or "").lower().startswith("utf")
    for number, (lane, name) in enumerate(zip(drawn.lanes, names, strict=True)):
        shown = name if len(name) <= longest else name[: longest - 1] + "…"
        bar = "".join(_cells(lane, drawn.length, width))
        if plain:
            bar = "".join(ASCII[sign] for sign in bar)
        row = Text(f"{shown:<{longest}}  ")
        row.append(bar, COLORS[number % len(COLORS)])
        row.append(f"  {lane.words / drawn.length:>4.0%}")
        screen.print(row, soft_wrap=True)


def _cells(lane: Lane, length: int, width: int) -> list[str]:
    """One sign a cell: full where the speaker has most of it, partial where some."""
    held = [0.0] * width
    for stretch in lane.stretches:
        start, end = stretch.start * width / length, stretch.end * width / length
        for cell in range(int(start), min(int(end) + 1, width)):
            held[cell] += max(0.0, min(end, cell + 1) - max(start, cell))
    return [FULL if part >= 0.5 else PARTIAL if part > 0 else EMPTY for part in held]
