"""The picture of a terminal in README.md: what csto really writes to one, drawn as SVG.

python tools/screenshot.py [FILE]    # without FILE to standard output
"""

from __future__ import annotations

import re
import sys
from html import unescape
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text
from terminal import desk, screen

COMMANDS = (
    "csto speakers samples/river-council.en.txt",
    "csto cite 'the water rose by two metres' samples/river-council.en.txt",
    "csto validate samples/river-council.en.txt",
)
COLUMNS = 130

# rich's own frame, without the fonts that it would fetch: the reader's system has one whose letters are of one width.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>A terminal in which csto is asked who spoke, how to cite a sentence, and what is doubtful</title>
<style>
.{unique_id}-matrix {{ font: {char_height}px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font: bold 18px system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def typed() -> list[Text]:
    """The session as coloured rows of the terminal: each command after a prompt, and what is shown after it."""
    with desk() as folder:
        shown = [
            f"\x1b[1;32m$\x1b[0m {line}\n{screen(line, folder, columns=COLUMNS, colour=True)}" for line in COMMANDS
        ]
    lines = [Text.from_ansi(line) for line in "\n".join(shown).splitlines()]
    # Where a line is longer than the terminal, the terminal goes on in the next row.
    return [row for line in lines for row in line.divide(range(COLUMNS, max(len(line), 1), COLUMNS))]


def picture() -> str:
    """The session as SVG."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor")
    for row in [*typed(), Text()]:
        console.print(row, soft_wrap=True)
    return console.export_svg(title="csto", theme=MONOKAI, code_format=FRAME, unique_id="csto")


def words_of(svg: str) -> list[str]:
    """What a picture says, its lines from top to bottom."""
    rows: dict[float, str] = {}
    for x, y, text in re.findall(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', svg):
        del x
        rows[float(y)] = rows.get(float(y), "") + unescape(text).replace("\xa0", " ")
    return [rows[y].rstrip() for y in sorted(rows) if rows[y].strip()]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(picture(), "utf-8")
    else:
        print(picture(), end="")
