"""Subtitles: what was shown, when, by whom where that is told, and nothing twice."""

from __future__ import annotations

import pytest

from csto_cli import Meeting, parse
from csto_cli.checks import validate


def read(text: str) -> Meeting:
    meeting = parse(text.encode())
    errors = [diagnostic for diagnostic in validate(meeting, text) if diagnostic.severity == "error"]
    assert errors == []
    assert meeting.rebuild(text) == text
    return meeting


def vtt(*cues: str, step: float = 1.0) -> str:
    """Cues that follow one another without a gap."""
    shown = [f"00:00:{i * step:06.3f} --> 00:00:{(i + 1) * step:06.3f}\n{cue}\n" for i, cue in enumerate(cues)]
    return "WEBVTT\n\n" + "\n".join(shown)


def words(meeting: Meeting) -> list[tuple[str | None, str]]:
    return [(turn.label, " / ".join(paragraph.text for paragraph in turn.paragraphs)) for turn in meeting.turns]


@pytest.mark.parametrize("text", ["WEBVTTX\n\nhello", "00:00:01 hello", "Meeting at 00:00:01.000 --> later"])
def test_what_is_no_subtitle(text: str) -> None:
    assert parse(text.encode()).source.format != "subtitles"


def test_captions_without_speakers_invent_nobody_and_say_so() -> None:
    meeting = read(vtt("THE HOUSE IS IN SESSION.", "SMITH. HERE. JONES.", "ITEM 2: THE BUDGET."))
    assert words(meeting) == [(None, "THE HOUSE IS IN SESSION. SMITH. HERE. JONES. ITEM 2: THE BUDGET.")]
    assert meeting.turns[0].speaker is None
    assert meeting.participants == []
    assert [diagnostic.code for diagnostic in meeting.diagnostics if diagnostic.severity == "warning"] == [
        "C110",
        "C120",
    ]


def test_lines_that_roll_up_are_said_once_and_the_repetition_is_furniture() -> None:
    text = vtt("one", "one\ntwo", "one\ntwo\nthree", "three\nfour")
    meeting = read(text)
    assert words(meeting) == [(None, "one two three four")]
    furniture = [text[e.start : e.end] for e in meeting.source.account if e.kind == "furniture"]
    assert furniture == ["one", "one", "two", "three"]


def test_words_said_twice_with_time_between_them_stay() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n\n00:03.000 --> 00:04.000\nYes.\n"
    assert words(read(text)) == [(None, "Yes. Yes.")]


def test_voices_name_speakers_with_the_clock_of_their_cues() -> None:
    meeting = read(vtt("<v.loud Ada Roth>Good <i>day</i>.</v>", "<v Ben Ohm>Yes.", "And no."))
    assert words(meeting) == [("Ada Roth", "Good day."), ("Ben Ohm", "Yes. And no.")]
    assert [(turn.start_time, turn.end_time) for turn in meeting.turns] == [
        ("00:00:00.000", "00:00:01.000"), ("00:00:01.000", "00:00:03.000"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cue", "label", "said"),
    [
        (">> Yes.", None, "Yes."),
        (">> MAYOR ROTH: Yes.", "MAYOR ROTH", "Yes."),
        (">>Ben Ohm: Yes.", "Ben Ohm", "Yes."),
        ("&gt;&gt; Yes.", None, "Yes."),
        (">> It is this: a port.", None, "It is this: a port."),
        ("- Yes.", None, "Yes."),
    ],
)
def test_the_marks_of_another_speaker(cue: str, label: str | None, said: str) -> None:
    assert words(read(vtt("Open the port.", cue))) == [(None, "Open the port."), (label, said)]


def test_subrip_has_numbers_commas_and_its_own_tags() -> None:
    text = "1\r\n00:00:01,500 --> 00:00:02,000\r\n{\\an8}<font color='red'>One</font>\r\n\r\n2\r\n1:00:03,0 --> 1:00:04,0\r\ntwo"
    meeting = read(text)
    assert words(meeting) == [(None, "One two")]
    assert (meeting.turns[0].start_time, meeting.turns[0].end_time) == ("00:00:01.500", "01:00:04.0")
    kinds = {e.kind for e in meeting.source.account if "-->" in text[e.start : e.end]}
    assert kinds == {"markup"}


def test_headers_notes_and_styles_are_markup() -> None:
    text = (
        "WEBVTT - x\nRegion: id=a lines=2\n\nNOTE\nnever said\n\nSTYLE\n::cue {}\n\n"
        + vtt("Said.").partition("\n\n")[2]
    )
    assert words(read(text)) == [(None, "Said.")]


def test_a_byte_order_mark_is_no_character_of_the_file() -> None:
    assert parse(b"\xef\xbb\xbf" + vtt("Said.").encode()).source.format == "subtitles"


def test_a_file_without_cues_has_no_turns() -> None:
    assert read("WEBVTT\n\nNOTE nothing was captioned\n").turns == []
