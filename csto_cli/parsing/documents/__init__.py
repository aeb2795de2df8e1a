"""Which documents were adopted, and where does the record say so? Read from prose."""

from __future__ import annotations

from collections.abc import Sequence

from csto_cli.formats.block import Passage
from csto_cli.parsing.documents.found import (
    SETTLED,
    Findings,
    FoundDocument,
    FoundTopic,
    Proof,
    SpokenTurn,
    Total,
)

__all__ = [
    "SETTLED",
    "Findings",
    "FoundDocument",
    "FoundTopic",
    "Proof",
    "SpokenTurn",
    "Total",
    "find_documents",
]


def find_documents(
    *, title: Passage | None, narrative: Sequence[Passage], turns: Sequence[SpokenTurn], date: str | None, language: str
) -> Findings:
    """Documents that a record names, with proof.

    Args:
        title: Title of the page.
        narrative: Paragraphs outside the turns, in order.
        turns: What was said.
        date: ISO 8601 date of the meeting; words that name another day settle nothing.
        language: ISO 639-1 code; a language without tables gives no findings.
    """
    # Imported here: who asks for speakers alone needs none of it.
    from csto_cli.parsing.documents.gather import gather
    from csto_cli.parsing.documents.lexicon import lexicon
    from csto_cli.parsing.documents.mentions import add_mentions
    from csto_cli.parsing.documents.narrative import narrated
    from csto_cli.parsing.documents.reading import Reading
    from csto_cli.parsing.documents.speech import spoken

    words = lexicon(language)
    if words is None:
        return Findings()
    reading = Reading(date, words)
    narrated(reading, title, narrative)
    for turn in turns:
        spoken(reading, turn)
    documents = gather(reading.sayings)
    outside = [*([title] if title is not None else []), *narrative]
    passages: list[tuple[int | None, Passage]] = [(None, passage) for passage in outside]
    passages += [(turn.index, passage) for turn in turns for passage in turn.passages]
    add_mentions(documents, passages, date, words)
    return Findings(documents, reading.topics, reading.totals)
