"""The timeline drawn with characters: a line for each speaker, a block where they have the floor."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from csto_cli.model import Meeting
from csto_cli.query.timeline import Lane, timeline
from csto_cli.writers.escape import line

MOST_LANES = 14
WIDEST = 160
"""Columns that the timeline takes at most."""
COLORS = ("cyan", "green", "magenta", "yellow", "blue", "red")
FULL, LEFT, RIGHT, EMPTY = "█", "▌", "▐", "·"
ASCII = {FULL: "#", LEFT: "|", RIGHT: "|", EMPTY: "."}
SHARE = len("  100%")


def print_timeline(screen: Console, meeting: Meeting) -> dict[str | None, str]:
    """Draw who had the floor, from the first word on the left to the last on the right; below, the count of words.

    Returns the colour of each speaker who has a lane.
    """
    drawn = timeline(meeting, most=MOST_LANES)
    if not drawn.lanes:
        return {}
    names = [line(lane.name) for lane in drawn.lanes]
    longest = min(max(map(cell_len, names)), max(screen.width // 3, 12))
    width = max(min(screen.width, WIDEST) - longest - 2 - SHARE, 10)
    plain = not (screen.encoding or "").lower().startswith("utf")
    colors = [COLORS[number % len(COLORS)] for number in range(len(names))]
    for lane, name, color in zip(drawn.lanes, names, colors, strict=True):
        bar = "".join(_cells(lane, drawn.length, width))
        row = Text(f"{fitted(name, longest)}  ")
        row.append("".join(ASCII[sign] for sign in bar) if plain else bar, color)
        row.append(f"  {lane.words / drawn.length:>4.0%}")
        screen.print(row, soft_wrap=True)
    end = f"{drawn.length:,} {'word' if drawn.length == 1 else 'words'}"
    screen.print(Text(f"{'':{longest + 2}}0{end:>{max(width - 1, len(end) + 1)}}", "dim"), soft_wrap=True)
    return {lane.speaker: color for lane, color in zip(drawn.lanes, colors, strict=True) if lane.speaker}


def fitted(name: str, cells: int) -> str:
    """A name that takes so many cells of the screen: filled with blanks, or cut, wide characters not in half."""
    return set_cell_size(name, cells) if cell_len(name) <= cells else f"{set_cell_size(name, cells - 1)}…"


def _cells(lane: Lane, length: int, width: int) -> list[str]:
    """One sign a cell: full where the speaker has most of it, else the half in which there is some."""
    held = [0.0] * width
    weight = [0.0] * width
    for stretch in lane.stretches:
        start, end = stretch.start * width / length, stretch.end * width / length
        for cell in range(int(start), min(int(end) + 1, width)):
            left, right = max(start, cell), min(end, cell + 1)
            held[cell] += max(0.0, right - left)
            weight[cell] += max(0.0, right - left) * ((left + right) / 2 - cell)
    return [_sign(part, middle / part if part else 0.0) for part, middle in zip(held, weight, strict=True)]


def _sign(part: float, middle: float) -> str:
    """The sign of a cell of which ``part`` is held, around its ``middle`` (0 to 1)."""
    if part >= 0.75:
        return FULL
    return EMPTY if part <= 0 else LEFT if middle < 0.5 else RIGHT
