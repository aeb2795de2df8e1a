"""A picture of who had the floor: readable in light and dark, with a text alternative, without script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from csto_cli.errors import UsageError
from csto_cli.model import Meeting
from csto_cli.query.timeline import Lane, Timeline, timeline
from csto_cli.writers.escape import line, xml

WIDTH, NAMES, SHARES, ROW, BAR, TOP, BOTTOM, MARGIN = 960, 240, 56, 26, 16, 66, 34, 16
MOST_LANES = 24
MIN_STRETCH = 1.5
NAME_LENGTH, TITLE_LENGTH = 32, 100
STYLE = """
.csto-floor text { fill: #1f2328; font: 13px system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif; }
.csto-floor .faint { fill: #59636e; font-size: 12px; }
.csto-floor .title { font-size: 16px; font-weight: 600; }
.csto-floor .paper { fill: #ffffff; }
.csto-floor line { stroke: #d1d9e0; }
.csto-floor .even { fill: #0969da; }
.csto-floor .odd { fill: #1a7f37; }
.csto-floor .mark { fill: #bc4c00; }
@media (prefers-color-scheme: dark) {
  .csto-floor text { fill: #e6edf3; }
  .csto-floor .faint { fill: #9da7b3; }
  .csto-floor .paper { fill: #0d1117; }
  .csto-floor line { stroke: #3d444d; }
  .csto-floor .even { fill: #58a6ff; }
  .csto-floor .odd { fill: #56d364; }
  .csto-floor .mark { fill: #ffa657; }
}
"""


def write(meetings: Iterable[Meeting], stream: TextIO) -> None:
    """Write the picture of one record; several have no place in one file."""
    for number, meeting in enumerate(meetings):
        if number:
            raise UsageError("an SVG file holds one record", hint="give one record, or a folder with -o")
        stream.write("\n".join(picture(meeting)) + "\n")


def picture(meeting: Meeting) -> Iterator[str]:
    """Lines of the SVG."""
    drawn = timeline(meeting, most=MOST_LANES)
    height = TOP + ROW * max(len(drawn.lanes), 1) + BOTTOM
    title = line(meeting.title or meeting.id)
    facts = ", ".join(line(part) for part in (meeting.date, meeting.place) if part)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="csto-floor" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="csto-title csto-desc">'
    )
    yield f'<title id="csto-title">Who had the floor: {xml(title)}</title>'
    yield f'<desc id="csto-desc">{xml(_description(drawn))}</desc>'
    yield f"<style>{STYLE}</style>"
    yield f'<rect class="paper" width="{WIDTH}" height="{height}"/>'
    yield f'<text class="title" x="{MARGIN}" y="28">{xml(_short(title, TITLE_LENGTH))}</text>'
    yield f'<text class="faint" x="{MARGIN}" y="48">{xml(facts)}</text>'
    for number, lane in enumerate(drawn.lanes):
        yield from _lane(lane, number, drawn.length)
    if marks := list(_floor(meeting, drawn)):
        yield f'<text class="faint" x="{WIDTH - MARGIN}" y="48" text-anchor="end">▾ the floor is given</text>'
        yield from marks
    yield from _axis(drawn, height)
    yield "</svg>"


def _description(drawn: Timeline) -> str:
    if not drawn.lanes:
        return "The record has no turns."
    lanes = "; ".join(
        f"{line(lane.name)}: {_turns(len(lane.stretches))}, {lane.words:,} words, {lane.words / drawn.length:.0%}"
        for lane in drawn.lanes
    )
    return f"{_turns(sum(len(lane.stretches) for lane in drawn.lanes))}, {drawn.length:,} words. {lanes}."


def _turns(count: int) -> str:
    return f"{count:,} turn{'' if count == 1 else 's'}"


def _x(words: float, length: int) -> float:
    return NAMES + words / max(length, 1) * (WIDTH - NAMES - SHARES - MARGIN)


def _lane(lane: Lane, number: int, length: int) -> Iterator[str]:
    """A speaker's lane: name, a bar for each turn, and the share of words."""
    y = TOP + ROW * number
    name, color = line(lane.name), "odd" if number % 2 else "even"
    yield f'<text x="{NAMES - 10}" y="{y + 13}" text-anchor="end">{xml(_short(name, NAME_LENGTH))}</text>'
    yield f'<line x1="{NAMES}" x2="{WIDTH - SHARES - MARGIN}" y1="{y + BAR / 2}" y2="{y + BAR / 2}"/>'
    for stretch in lane.stretches:
        left = _x(stretch.start, length)
        width = max(_x(stretch.end, length) - left, MIN_STRETCH)
        said = f"{name}, turn {stretch.turn}, line {stretch.line}: {stretch.end - stretch.start:,} words"
        yield (
            f'<rect class="{color}" x="{left:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" rx="1">'
            f"<title>{xml(said)}</title></rect>"
        )
    share = f"{lane.words / max(length, 1):.0%}"
    yield f'<text class="faint" x="{WIDTH - MARGIN}" y="{y + 13}" text-anchor="end">{share}</text>'


def _floor(meeting: Meeting, drawn: Timeline) -> Iterator[str]:
    """A mark above the turn that takes a floor given."""
    starts = {s.turn: (number, s.start) for number, lane in enumerate(drawn.lanes) for s in lane.stretches}
    names = {person.id: person.name for person in meeting.participants}
    for event in meeting.floor:
        if event.kind == "given" and event.taken_in_turn in starts:
            number, start = starts[event.taken_in_turn]
            x, y = _x(start, drawn.length), TOP + ROW * number - 2
            giver = line(names.get(event.by or "", event.by or "not told"))
            yield (
                f'<path class="mark" d="M{x:.1f} {y} l-4 -6 h8 z"><title>The floor given by {xml(giver)}, '
                f"line {event.span.line}</title></path>"
            )


def _axis(drawn: Timeline, height: int) -> Iterator[str]:
    y = height - 12
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        anchor = {0.0: "start", 1.0: "end"}.get(part, "middle")
        words = f"{round(drawn.length * part):,}" + (" words" if part == 1.0 else "")
        x = _x(drawn.length * part, drawn.length)
        yield f'<text class="faint" x="{x:.1f}" y="{y}" text-anchor="{anchor}">{words}</text>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
