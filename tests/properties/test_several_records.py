"""Samples put end to end, in any number and order: the parts tile the file, and each is proved from it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csto_cli import parse_each
from csto_cli.checks import validate

SAMPLES = sorted((Path(__file__).parents[2] / "samples").iterdir())
TEXTS = {
    suffixes: [path.read_bytes().decode("utf-8-sig") for path in SAMPLES if path.suffix in suffixes]
    for suffixes in ((".txt",), (".html", ".htm"), (".md",), (".vtt", ".srt"), (".xml",))
}
MEETING = "Meeting of the Board of {name}\nMay {day}, 2024\n\nAnn Lee: Good morning.\n\nTom Oak: Thank you.\n"
BETWEEN = ["\n", "\n\n", "\r\n\r\n", "\n-----\n\n", "\n* * *\n", "\n\n=====\n\n\n"]


@st.composite
def files(draw):
    texts = draw(st.sampled_from(list(TEXTS.values())))
    chosen = draw(st.lists(st.sampled_from(texts), min_size=1, max_size=4))
    return "".join(text + draw(st.sampled_from(BETWEEN)) for text in chosen)


@settings(deadline=None, derandomize=True, max_examples=60, suppress_health_check=list(HealthCheck))
@given(files())
def test_parts_tile_the_file_and_are_sound(text):
    meetings = parse_each(text.encode(), embed_source=True)
    assert "".join(meeting.rebuild() for meeting in meetings) == text.removeprefix("\ufeff")
    assert len({meeting.id for meeting in meetings}) == len(meetings)
    for meeting in meetings:
        assert [found for found in validate(meeting) if found.severity == "error"] == []


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(1, 30), st.lists(st.sampled_from(BETWEEN), min_size=30, max_size=30))
def test_every_record_of_a_file_is_found(count, between):
    records = [MEETING.format(name=f"Harbour {number}", day=number + 1) for number in range(count)]
    text = "".join(record + parting for record, parting in zip(records, between, strict=False))
    meetings = parse_each(text.encode(), embed_source=True)
    assert [meeting.date for meeting in meetings] == [f"2024-05-{number + 1:02}" for number in range(count)]
    assert [len(meeting.turns) for meeting in meetings] == [2] * count
