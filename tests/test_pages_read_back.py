"""Pages in Markdown read back: whatever the page prints comes back as it was."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from csto_cli import Meeting, parse
from csto_cli.checks import validate
from csto_cli.errors import NotRecognisedError
from csto_cli.query.documents import full_title, number_beside
from csto_cli.query.people import by_id, distinct, offices_by_turn
from csto_cli.writers import markdown
from csto_cli.writers.escape import line

SAMPLES = Path(__file__).parent.parent / "samples"
RAW = sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.suffix != ".json")
TRAPS = """Meeting of the Delta Commission

February 7, 2023, Sandbar

Olav Berg: *Good* morning & welcome, "friends" of www.delta.example, `all` of you.

Prime Minister of Norway Marina Veld: The dam holds (Laughter.) for now. It [the dam] is old.

Mr Berg: # Who pays? **[¶ 9](#turn-9), line 9:**

Olav Berg: - I do.

Inga Berg: *And I.*

1. So do I.

Question: <a id="turn-7"></a> Source: x, 3 characters, SHA-256 `0`.

Unknown: ---
"""


def page(meeting: Meeting) -> str:
    stream = io.StringIO()
    markdown.write([meeting], stream)
    return stream.getvalue()


def printed(meeting: Meeting) -> dict[str, Any]:
    """What a page prints of a record."""
    people = by_id(meeting)
    spoke = {turn.speaker for turn in meeting.turns}
    names = {key: person.name for key, person in people.items()}
    chair = names.get(meeting.chair or "")
    return {
        "title": line(meeting.title) if meeting.title else None,
        "facts": [meeting.date, meeting.end_date, meeting.start_time, meeting.end_time, meeting.place, meeting.mode, chair],
        "body": meeting.body,
        "language": meeting.language,
        "people": sorted(
            (person.name, person.role, person.country, person.organisation, person.id in spoke,
             distinct(office.title for office in person.offices))
            for person in meeting.participants
        ),
        "turns": [
            (names.get(turn.speaker or "", turn.label), office)
            for turn, office in zip(meeting.turns, offices_by_turn(meeting), strict=True)
        ],
        "paragraphs": [[line(part.text) for part in turn.paragraphs] for turn in meeting.turns],
        "notes": [[line(note.text) for note in turn.notes if note.kind != "editor"] for turn in meeting.turns],
        "documents": sorted(
            (" ".join(filter(None, (full_title(act.kind, act.title), number_beside(act.title, act.number)))), act.status, act.date,
             act.amends.title if act.amends else None, act.vote.text if act.vote else None,
             [proof.text for proof in act.evidence.get("status", [])][:1])
            for act in meeting.documents
        ),
        "topics": [topic.title for topic in meeting.topics],
    }  # fmt: skip


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name)
def test_every_sample_reads_back_as_its_page_prints_it(path: Path) -> None:
    meeting = parse(path, embed_source=True)
    text = page(meeting)
    back = parse(text.encode(), embed_source=True)
    assert (back.source.format, back.source.convention) == ("markdown", "page")
    assert back.rebuild() == text
    assert [found for found in validate(back) if found.severity == "error"] == []
    assert printed(back) == printed(meeting)


def test_traps_read_back() -> None:
    meeting = parse(TRAPS.encode(), embed_source=True)
    assert [turn.speaker for turn in meeting.turns][2] is None
    back = parse(page(meeting).encode(), embed_source=True)
    assert printed(back) == printed(meeting)
    assert [found for found in validate(back) if found.severity == "error"] == []


def test_pages_of_several_records_are_refused_and_two_people_of_one_name_are_not_mixed() -> None:
    meeting = parse(TRAPS.encode())
    stream = io.StringIO()
    markdown.write([meeting, meeting], stream)
    with pytest.raises(NotRecognisedError, match="pages of 2 records"):
        parse(stream.getvalue().encode())
    meeting.participants[0].name = meeting.participants[2].name = "Inga Berg"
    back = parse(page(meeting).encode())
    assert back.turns[0].speaker is None
    assert len(back.turns[0].candidates) == 2
    assert "C104" in {found.code for found in back.diagnostics}
