"""References to turns and documents in BibTeX."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from csto_cli.model import Meeting
from csto_cli.query.citations import bibtex, bibtex_document
from csto_cli.writers.escape import terminal
from csto_cli.writers.references import references


def write(meetings: Iterable[Meeting], stream: TextIO) -> None:
    """Write an entry for each turn and document of all records."""
    stream.writelines(f"{terminal(entry)}\n\n" for entry in references(meetings, bibtex, bibtex_document))
