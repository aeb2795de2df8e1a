"""Hover cards of persons that a copy of a page has flattened into the text.

``Nikol Pashinyan Pashinyan NikolPrime Minister of the Republic of Armenia ,``: the name, then the card with the
surname first, glued to the office that it shows. The card is hidden on the page and stays hidden here.
"""

from __future__ import annotations

import re

from csto_cli.formats.block import Block, without
from csto_cli.formats.reading import Reading
from csto_cli.patterns import pattern

WORD = r"[^\W\d_][\w’'-]*"
GLUED = pattern(r"[A-Z](?<=[a-z].)")
CARD = pattern(
    rf"""\b(?P<given>{WORD}(?:\ {WORD}){{0,2}}?)\ (?P<surname>{WORD}(?:\ {WORD}){{0,2}})   # the name as shown
    (?P<card>\s+(?P=surname)\ (?P=given)(?:(?=[A-Z])[^,;:.()]{{2,200}}?)?)   # the card, with or without office
    (?=\s*[,;:.)(]|\s+and\s+[A-Z]|\s*$)""",
    re.VERBOSE,
)
LONGEST_BLOCK = 20_000


def hide_cards(reading: Reading) -> None:
    """Take flattened cards out of the blocks' display text; what is taken out is listed as hidden."""
    for i, block in enumerate(reading.blocks):
        if block.bold or block.links or len(block.text) > LONGEST_BLOCK or not GLUED.search(block.text):
            continue
        holes = [match.span("card") for match in CARD.finditer(block.text)]
        if holes:
            reading.blocks[i] = hidden = without(block, holes)
            reading.hidden += hidden.hidden


def has_card(block: Block) -> bool:
    """Does the block hold a flattened card?"""
    return CARD.search(block.text) is not None
