"""Is this a record of the family? Asked of every record, so that little is imported for the answer."""

from __future__ import annotations

import re

from csto_cli.conventions.kremlin_ru.furniture import furniture_lines
from csto_cli.formats import Sniff
from csto_cli.formats.reading import Reading
from csto_cli.patterns import pattern
from csto_cli.source import Source

FURNITURE = ("furniture", "caption", "meta")
CYRILLIC = pattern(r"[А-Яа-яЁё]")
SAMPLE = 4000


def sniff(source: Source, reading: Reading) -> Sniff:
    """Cyrillic letters, furniture of the family's pages, labels of initials."""
    sample = "".join(block.text for block in reading.blocks if block.kind not in FURNITURE)[:SAMPLE]
    if len(CYRILLIC.findall(sample)) < len(sample) * 0.3 or not sample:
        return Sniff(0.0)
    found = [(0.3, "Cyrillic letters")]
    if any(block.kind == "lead" for block in reading.blocks):
        found.append((0.6, "the page's template marks a lead"))
    if (lines := furniture_lines(source.text)) > 1:
        found.append((0.4, f"{lines} words of the family's page furniture"))
    if re.search(r"(?<!\S)[А-ЯЁ]\.(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё]+\s?:", source.text):
        found.append((0.2, "labels of initials and surname"))
    return Sniff(min(sum(weight for weight, _ in found), 1.0), tuple(reason for _, reason in found))
