"""JSON with places: every value knows where it stands in the source, and strings show their words, escapes undone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from csto_cli.errors import NotRecognisedError
from csto_cli.formats.block import INVISIBLE, Block, Chunk, slice_block
from csto_cli.formats.text import spaced
from csto_cli.patterns import pattern
from csto_cli.source import Source

TOKEN = pattern(r'[{}\[\]:,]|"(?:[^"\\]++|\\.)*+"|[^\s{}\[\]:,"]++', re.DOTALL)
COLON = pattern(r"\s*+:")
UNIT = pattern(
    rf"\\u[dD][89abAB][0-9a-fA-F]{{2}}\\u[dD][c-fC-F][0-9a-fA-F]{{2}}|\\u[0-9a-fA-F]{{4}}|\\.|[{INVISIBLE}]+", re.DOTALL
)
PARAGRAPH = pattern(r"\n[ \n]*\n")
REPLACEMENT = "\ufffd"
"""What stands for half a letter (a surrogate alone)."""
ESCAPES = {"n": "\n", "r": "", "t": " ", "b": "\b", "f": " "}


@dataclass(slots=True)
class Node:
    """A JSON value at ``[start, end)`` of the source; a string's place is that of what stands between its quotes."""

    start: int
    end: int
    value: Any = None
    items: dict[str, Node] = field(default_factory=dict)
    elements: list[Node] = field(default_factory=list)

    def get(self, *path: str) -> Node:
        """What stands under the keys of ``path``; an empty node where nothing does."""
        node = self
        for key in path:
            found = node.items.get(key)
            if found is None:
                return NOTHING
            node = found
        return node

    def first(self, *keys: str) -> Node:
        """What stands under the first of the keys that is there."""
        return next((self.items[key] for key in keys if key in self.items), NOTHING)

    @property
    def text(self) -> str:
        """The value of a string that is not empty; else an empty string."""
        return self.value if isinstance(self.value, str) else ""


NOTHING = Node(0, 0)


def values(source: Source) -> Iterator[tuple[Node | None, Node]]:
    """The values of a text one after the other, each with the key before it. Raises ``NotRecognisedError``."""
    text = source.text
    open_: list[Node] = []
    keys: list[Node | None] = []
    last: Node | None = None
    key: Node | None = None

    for token in TOKEN.finditer(text):
        sign, start, end = token.group(), *token.span()
        if sign in "{[":
            node = Node(start, end)
            open_.append(node)
            keys.append(key)
            key = last = None
            continue
        if sign in "}]":
            if not open_:
                raise _broken(source, start)
            last, key = open_.pop(), keys.pop()
            last.end = end
        elif sign == ":":
            if last is None or not isinstance(last.value, str):
                raise _broken(source, start)
            key, last = last, None
            continue
        elif sign == ",":
            last = None
            continue
        else:
            last = _scalar(source, sign, start, end)
        if isinstance(last.value, str) and COLON.match(text, end):
            continue
        if not open_:
            yield key, last
        elif key is not None:
            open_[-1].items[key.text] = last
        else:
            open_[-1].elements.append(last)
        key = None
    if open_:
        raise _broken(source, len(text))


def _scalar(source: Source, sign: str, start: int, end: int) -> Node:
    try:
        value = json.loads(sign, strict=False)
    except ValueError:
        raise _broken(source, start) from None
    return Node(start + 1, end - 1, value) if isinstance(value, str) else Node(start, end, value)


def _broken(source: Source, offset: int) -> NotRecognisedError:
    line, column = source.line_column(min(offset, len(source.text) - 1))
    return NotRecognisedError(f"{source.name}:{line}:{column}: this is broken JSON", hint="fetch it again")


def string_blocks(source: str, node: Node) -> list[Block]:
    """Paragraphs of a string, which blank lines part."""
    parts: list[str] = []
    chunks: list[Chunk] = []
    length, position = 0, node.start
    for unit in [*UNIT.finditer(source, node.start, node.end), None]:
        stop = unit.start() if unit else node.end
        for shown, start, end in (
            (source[position:stop], position, stop),
            (_plain(unit.group()) if unit else "", *(unit.span() if unit else (0, 0))),
        ):
            if shown:
                chunks.append(Chunk(length, start, len(shown), end - start))
                parts.append(shown)
                length += len(shown)
        position = unit.end() if unit else node.end
    written = "".join(parts)
    whole = Block(spaced(written), tuple(chunks))
    ends = [(found.start(), found.end()) for found in PARAGRAPH.finditer(written)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), length]
    return [block for a, b in zip(starts, stops, strict=True) if a < b and (block := slice_block(whole, a, b))]


def _plain(unit: str) -> str:
    """What an escape stands for; invisible characters leave no trace."""
    if unit[0] != "\\":
        return ""
    if unit[1] == "u" and len(unit) > 2:
        code = int(unit[2:6], 16)
        if len(unit) > 6:
            code = 0x10000 + ((code - 0xD800) << 10) + int(unit[8:], 16) - 0xDC00
        shown = REPLACEMENT if 0xD800 <= code <= 0xDFFF else chr(code)
        return "" if shown in INVISIBLE else shown
    return ESCAPES.get(unit[1], unit[1])


def visible_json(source: str) -> str:
    """What a stretch of a JSON string shows; white space is left as it is."""
    return UNIT.sub(lambda unit: _plain(unit.group()), source)
