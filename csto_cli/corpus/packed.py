"""Records as a store keeps them: compressed JSON that leaves out what its turns hold already.

``turns.text`` holds the paragraphs of a turn, apart by an empty line. In the record such a turn's paragraphs are empty;
a turn that the row does not give back letter for letter (there is an empty line inside a paragraph, say) stays whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import orjson

from csto_cli.query.turns import BETWEEN_PARAGRAPHS

LEVEL = 6
"""How hard records are compressed: more costs time and saves little."""


def packed(record: bytes, said: Sequence[str]) -> bytes:
    """The JSON of a record, compressed, without the paragraphs that ``said``, the texts of its turns, gives back."""
    try:
        value = orjson.loads(record)
    except orjson.JSONDecodeError:  # a lone surrogate, which only its escape can tell
        return zlib.compress(record, LEVEL)
    for turn, text in zip(value["turns"], said, strict=True):
        paragraphs = turn["paragraphs"]
        if [paragraph["text"] for paragraph in paragraphs] == text.split(BETWEEN_PARAGRAPHS):
            for paragraph in paragraphs:
                paragraph["text"] = ""
    return zlib.compress(orjson.dumps(value), LEVEL)


def unpacked(record: bytes, said: Sequence[str]) -> dict[str, Any]:
    """A record as it was, of what ``packed`` made of it and of the texts of its turns.

    Raises ``zlib.error`` or ``ValueError`` where the two are damaged or do not belong together.
    """
    value: dict[str, Any] = orjson.loads(zlib.decompress(record))
    for turn, text in zip(value["turns"], said, strict=True):
        paragraphs = turn["paragraphs"]
        if paragraphs and not any(paragraph["text"] for paragraph in paragraphs):
            for paragraph, part in zip(paragraphs, text.split(BETWEEN_PARAGRAPHS), strict=True):
                paragraph["text"] = part
    return value
