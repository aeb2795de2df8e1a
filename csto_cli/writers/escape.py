"""Text of a record made safe for what it is written into: one function for each target."""

from __future__ import annotations

import re
from html import escape as _xml

from csto_cli.patterns import pattern

# Overrides, embeddings, isolates and marks of direction: they can make a line read as another one.
DIRECTION_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
REPLACEMENT = "\ufffd"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

_VISIBLE: dict[int, str | None] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), REPLACEMENT),
    **dict.fromkeys(map(ord, DIRECTION_CONTROLS), None),
    **dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT),
    0x2028: "\n",
    0x2029: "\n",
    0x09: " ",
    0x0A: "\n",
}
_UNSAFE = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029" + DIRECTION_CONTROLS + "\t\ud800-\udfff]")
_JSON_UNSAFE = pattern("[\x7f-\x9f" + DIRECTION_CONTROLS + "\u2028\u2029\ud800-\udfff]")
_MARKDOWN_SIGNS = pattern(r"[\\`*_\[\]|~$^{}]|==|(?<=:)//|(?<=www)\.", re.IGNORECASE)
_MARKDOWN_START = pattern(r"^(\d{1,9})([.)])(?=\s|$)|^([-+](?=[-+\s]|$)|[=#])")
_DEVICE = pattern(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def terminal(text: str) -> str:
    """Text that cannot steer a terminal: control characters become visible, marks of direction go."""
    return text.translate(_VISIBLE) if _UNSAFE.search(text) else text


def line(text: str) -> str:
    """``terminal`` text on one line, white space folded."""
    return " ".join(terminal(text).split())


def json_for_terminal(text: str) -> str:
    """JSON in which what could steer a terminal is written as an escape; the data stay the same."""
    return _JSON_UNSAFE.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text)


def markdown(text: str) -> str:
    r"""Text on one line that no Markdown reader takes for markup.

    >>> markdown("# <b>1*2</b>")
    '\\# &lt;b&gt;1\\*2&lt;/b&gt;'
    """
    plain = "".join(_ENTITIES.get(sign, sign) for sign in line(text))
    plain = _MARKDOWN_SIGNS.sub(lambda sign: "\\" + sign.group(), plain)
    return _MARKDOWN_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", plain)


def cell(text: str) -> str:
    """Text that no spreadsheet runs as a formula: where it could start one, an apostrophe stands before it."""
    plain = text.translate(_VISIBLE) if _UNSAFE.search(text) else text
    return f"'{plain}" if text.lstrip(" ").startswith(FORMULA_STARTS) else plain


def xml(text: str) -> str:
    """Text for XML content and double-quoted attributes; characters that XML forbids are made visible."""
    return _xml(terminal(text))


def file_name(text: str) -> str:
    """A name of one path segment that every system takes: letters, digits, full stop, hyphen and underscore alone.

    What is left of a long name is cut; a name that Windows keeps for a device (``CON``, ``nul.txt``) gets an
    underscore before it.
    """
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip(".-")[:120].rstrip(".-") or "record"
    return f"_{name}" if _DEVICE.match(name) else name


def free_name(stem: str, taken: set[str]) -> str:
    """The name, or with a number behind it where another record of this call has it."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
