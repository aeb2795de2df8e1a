"""Samples put end to end, in any number and order: the parts tile the file, and each is proved from it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csto_cli import parse, parse_each
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


@settings(deadline=None, derandomize=True, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(TEXTS[(".txt",)]), min_size=1, max_size=3), st.integers(0, 1000), st.booleans())
def test_files_of_one_record_are_put_end_to_end(texts, place, again):
    """Whatever is joined, in pieces cut at any line: every character is counted once, and the words are proved."""
    first, *others = texts
    lines = first.splitlines(keepends=True)
    at = 1 + place % max(len(lines) - 1, 1)
    files = ["".join(lines[:at]), ("".join(lines[:8]) if again else "") + "".join(lines[at:]), *others]
    files = [text.removeprefix("\ufeff") for text in files if text.strip()]
    meeting = parse(
        files[0].encode(), continuations=[text.encode() for text in files[1:]],
        embed_source=True, input_format="text",
    )  # fmt: skip
    assert meeting.rebuild() == "".join(files)
    assert [found for found in validate(meeting) if found.severity == "error"] == []


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(1, 8))
def test_a_record_cut_between_paragraphs_says_the_same(at):
    paragraphs = [f"Ann Lee: I say {number}.\n\nAnd so on.\n\nTom Oak: I answer {number}.\n" for number in range(9)]
    head = "Meeting of the Board\nMay 3, 2024\n\n"
    whole = parse((head + "".join(f"{p}\n" for p in paragraphs)).encode())
    for between in ("", head):
        files = ("".join(f"{p}\n" for p in part) for part in (paragraphs[:at], paragraphs[at:]))
        one, two = files
        cut = parse((head + one).encode(), continuations=[(between + two).encode()])
        assert [(t.speaker, [p.text for p in t.paragraphs]) for t in cut.turns] == [
            (t.speaker, [p.text for p in t.paragraphs]) for t in whole.turns
        ]
