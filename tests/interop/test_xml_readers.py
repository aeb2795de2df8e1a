"""Other people's tools read the XML that csto writes: pyparlaclarin the TEI, cobalt the Akoma Ntoso."""

from __future__ import annotations

from pathlib import Path

import pytest
from xml_records import RAW, traps, written

from csto_cli import Meeting, parse

pytestmark = pytest.mark.interop
RECORDS = [*RAW, None]


def record(path: Path | None) -> Meeting:
    return parse(path, embed_source=True) if path is not None else traps()


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name if path else "traps")
def test_pyparlaclarin_finds_the_speeches(path: Path | None) -> None:
    read = pytest.importorskip("pyparlaclarin.read")
    etree = pytest.importorskip("lxml.etree")
    meeting = record(path)
    root = etree.fromstring(written(meeting, "tei").encode())
    speeches = list(read.speeches_with_name(root, return_ids=True))
    assert [identifier for _, identifier in speeches] == [f"u.{turn.index}" for turn in meeting.turns]
    for person in meeting.participants:
        own = [turn for turn in meeting.turns if turn.speaker == person.id]
        identifier = person.id if person.id != "unknown" else "person.unknown"
        found = [u for u in root.iter("{*}u") if u.get("who") == f"#{identifier}"]
        assert len(found) == len(own)
    said = sum(len(paragraph.text.split()) for turn in meeting.turns for paragraph in turn.paragraphs)
    counted = sum(len(speech.split()) for speech, _ in read.speech_iterator(root) or ())
    assert counted >= said if meeting.turns else counted == 0
    dates = [date.isoformat() for date in read.get_dates(root)]
    assert dates == ([meeting.date] if meeting.date else [])
    assert all(list(read.paragraph_iterator(root)))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name if path else "traps")
def test_cobalt_accepts_the_debate(path: Path | None) -> None:
    cobalt = pytest.importorskip("cobalt")
    schemas = pytest.importorskip("cobalt.schemas")
    meeting = record(path)
    debate = cobalt.Debate(written(meeting, "akn"))
    valid, errors = schemas.validate(debate, strict=True)
    assert valid, [error.message for error in errors]
    if meeting.title:
        assert debate.title == meeting.title
    uri = debate.frbr_uri
    assert (uri.doctype, uri.date) == ("debate", meeting.date or "0001-01-01")
    assert uri.number == f"record-{meeting.source.sha256[:8]}"
    assert len(debate.root.findall(".//{*}speech")) == len(meeting.turns)
