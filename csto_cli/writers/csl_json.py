"""References to turns and documents in CSL-JSON, as Zotero and pandoc read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from csto_cli.model import Meeting
from csto_cli.query.citations import csl_document, csl_json
from csto_cli.writers.references import references


def write(meetings: Iterable[Meeting], stream: TextIO) -> None:
    """Write one array with an item for each turn and document of all records, one a line."""
    stream.write("[")
    for number, item in enumerate(references(meetings, csl_json, csl_document)):
        separator = "," if number else ""
        stream.write(f"{separator}\n{json.dumps(item)}")
    stream.write("\n]\n")
