"""Tags of an HTML source with their exact places, read in one pass that is linear whatever the input.

Follows the tokenisation of the HTML Living Standard (section 13.2.5) as far as places and names of tags go: a
``<`` that opens no tag is text, an unclosed comment or tag runs to the end of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from csto_cli.patterns import pattern

TOKEN = pattern(
    r"""<(?:
        !--(?:.*?-->|.*)                                  # a comment, closed or running to the end
      | [!?][^>]*+>?                                      # doctype, processing instruction
      | (?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)          # a tag's name
        (?P<attributes>(?:
            [\s/]++
          | [^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+|["'].*+)?+)?+   # an open quote runs to the end
          | =
        )*+)(?P<end>>?)
    )""",
    re.VERBOSE | re.DOTALL,
)
ATTRIBUTE = pattern(r"""([^\s/>="']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
RAW_TEXT = frozenset({"script", "style", "textarea", "title", "noscript", "iframe", "xmp"})


class Tag(NamedTuple):
    """A tag or comment at ``[start, end)``; ``name`` is in lower case, empty for comments and declarations."""

    start: int
    end: int
    name: str
    closing: bool
    attributes: str
    complete: bool


def tags(text: str, position: int = 0) -> Iterator[Tag]:
    """Every tag, comment and declaration in source order, from ``position`` on; what lies between is text.

    The content of scripts, styles and the like is given as one nameless tag.
    """
    while (match := TOKEN.search(text, position)) is not None:
        name = (match["name"] or "").lower()
        closing = match["close"] == "/"
        complete = match["end"] != "" if name else match.group().endswith(">")
        yield Tag(match.start(), match.end(), name, closing, match["attributes"] or "", complete)
        position = match.end()
        if name in RAW_TEXT and not closing:
            stop = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, position)
            end = stop.start() if stop else len(text)
            if end > position:
                yield Tag(position, end, "", False, "", stop is not None)
            position = end


def attributes(raw: str) -> dict[str, str]:
    """Attributes of a tag, names in lower case, values as written."""
    return {name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(raw)}
