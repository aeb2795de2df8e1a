"""What the formats of references cite of a record: its turns by their opening words, its documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from csto_cli.model import Document, Meeting
from csto_cli.query.citations import Quoted, key
from csto_cli.query.people import by_id, offices_by_turn
from csto_cli.query.turns import text_of
from csto_cli.writers.escape import free_name
from csto_cli.writers.prepared import complete

OPENING = 12
"""Words of a turn that are quoted, so that it is known again."""
Reference = TypeVar("Reference")
Turned = Callable[[Meeting, Quoted, str], Reference]
Documented = Callable[[Meeting, Document, str], Reference]


def references(
    meetings: Iterable[Meeting], of_turn: Turned[Reference], of_document: Documented[Reference]
) -> Iterator[Reference]:
    """A reference for each turn and document of the records; no two have one key."""
    taken: set[str] = set()
    for meeting in map(complete, meetings):
        people = by_id(meeting)
        for turn, office in zip(meeting.turns, offices_by_turn(meeting), strict=True):
            words = text_of(turn).split()
            text = " ".join(words[:OPENING]) + (" …" if len(words) > OPENING else "")
            page = str(turn.span.page) if turn.span.page else None
            quoted = Quoted(text, people[turn.speaker or ""].name, office, turn.index, turn.span.line, page)
            yield of_turn(meeting, quoted, free_name(key(meeting, quoted), taken))
        for document in meeting.documents:
            stem = re.sub(r"[^a-z0-9-]+", "", document.id.casefold())[:60] or "document"
            day = (meeting.date or "undated").replace("-", "")
            yield of_document(meeting, document, free_name(f"{stem}-{day}-{meeting.source.sha256[:8]}", taken))
