"""Transcripts in JSON: the forms of several programs, who speaks, when, and what is a table or nothing at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_cli import Meeting, parse
from csto_cli.checks import validate
from csto_cli.errors import CstoError

ROOT = Path(__file__).parent.parent


def read(value: Any, *, ascii_only: bool = True) -> Meeting:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=ascii_only)
    meeting = parse(text.encode(), embed_source=True)
    assert (meeting.source.format, meeting.source.convention) == ("json", "speech-json")
    assert meeting.rebuild() == text
    assert [found.message for found in validate(meeting) if found.severity == "error"] == []
    return meeting


def said(meeting: Meeting) -> list[tuple[str | None, str]]:
    return [(turn.label, " / ".join(part.text for part in turn.paragraphs)) for turn in meeting.turns]


def times(meeting: Meeting) -> list[tuple[str | None, str | None]]:
    return [(turn.start_time, turn.end_time) for turn in meeting.turns]


TURNS = [("Ada Quill", "Good morning."), ("Ben Marsh", "Thank you.")]
SAID = [("Ada Quill", "Good morning."), ("Ben Marsh", "Thank you.")]
CLOCKS = [("00:00:00.500", "00:00:04.000"), ("00:00:04.250", "00:00:06.000")]


@pytest.mark.parametrize(
    "value",
    [
        {"segments": [{"start": a, "end": b, "text": f" {t}", "speaker": s}
                      for (s, t), (a, b) in zip(TURNS, [(0.5, 4.0), (4.25, 6.0)], strict=True)]},
        {"id": 1, "utterances": [{"speaker": s, "text": t, "start": a, "end": b, "words": [{"text": t, "start": a}]}
                                 for (s, t), (a, b) in zip(TURNS, [(500, 4000), (4250, 6000)], strict=True)]},
        {"metadata": {}, "results": {"channels": [{"alternatives": [{"transcript": "x"}]}],
                                     "utterances": [{"speaker": s, "transcript": t, "start": a, "end": b}
                                                    for (s, t), (a, b) in zip(TURNS, [(0.5, 4), (4.25, 6)], strict=True)]}},
        {"results": {"audio_segments": [{"id": i, "transcript": t, "speaker_label": s, "start_time": a, "end_time": b}
                                        for i, ((s, t), (a, b)) in enumerate(
                                            zip(TURNS, [("0.5", "4.0"), ("4.25", "6.0")], strict=True))]}},
        {"sentences": [{"index": 0, "text": t, "speaker_index": 0, "speaker_name": s, "start_time": a, "end_time": b}
                       for (s, t), (a, b) in zip(TURNS, [("0:00.5", "00:04"), ("00:00:04.25", "0:06")], strict=True)]},
    ],
    ids=["WhisperX", "AssemblyAI", "Deepgram", "Amazon Transcribe", "Council Data Project"],
)  # fmt: skip
def test_the_forms_of_recognisers(value: Any) -> None:
    meeting = read(value)
    assert said(meeting) == SAID
    assert times(meeting) == CLOCKS


@pytest.mark.parametrize("indent", [None, 2])
def test_chats_in_a_list_or_one_a_line(indent: int | None) -> None:
    rows = [{"timestamp": 1577840400.0, "senderName": s, "outgoing": True, "text": t} for s, t in TURNS]
    assert said(read(json.dumps(rows, indent=indent))) == SAID
    assert said(read("\n".join(map(json.dumps, rows)) + "\n")) == SAID
    assert times(read(rows)) == [(None, None)] * 2


def test_what_stands_around_the_turns_is_of_the_meeting() -> None:
    meeting = read({
        "title": "Harbour\u00a0Board \u201cnight\u201d", "date": "2031-03-04T10:00:00", "place": "Eastport", "language": "en-GB",
        "url": "https://harbour.example/1", "turns": [{"speaker": s, "text": t} for s, t in TURNS],
    })  # fmt: skip
    assert (meeting.title, meeting.date, meeting.place, meeting.language, meeting.source.url) == (
        "Harbour Board “night”", "2031-03-04", "Eastport", "en", "https://harbour.example/1",
    )  # fmt: skip
    text = meeting.source.text or ""
    assert {name: text[proof.span.start : proof.span.end] for name, (proof,) in meeting.evidence.items()} == {
        "title": "Harbour\\u00a0Board \\u201cnight\\u201d", "date": "2031-03-04", "place": "Eastport",
    }  # fmt: skip


def test_stretches_of_one_speaker_are_a_turn_and_a_pause_a_paragraph() -> None:
    pieces = [("A", 0, 2, "We begin"), ("A", 2, 3, "with money."), ("A", 6, 7, "Then ships."), ("B", 7, 8, "Yes."),
              ("A", 8, 9, "Good.")]  # fmt: skip
    meeting = read([{"speaker": s, "start": a + 0.1, "end": b + 0.1, "text": t} for s, a, b, t in pieces])
    assert said(meeting) == [("A", "We begin with money. / Then ships."), ("B", "Yes."), ("A", "Good.")]
    first = meeting.turns[0].paragraphs[0]
    assert [(meeting.source.text or "")[a:b] for a, b in first.pieces] == ["We begin", "with money."]


def test_messages_of_one_sender_stay_turns() -> None:
    meeting = read([{"speaker": "Ada Quill", "text": "One.\n\nTwo."}, {"speaker": "Ada Quill", "text": "Three."}])
    assert said(meeting) == [("Ada Quill", "One. / Two."), ("Ada Quill", "Three.")]


@pytest.mark.parametrize("mark", ["SPEAKER_00", "spk_1", "A", 0, "Speaker B", "unknown", "news.example", "7"])
def test_marks_of_programs_and_outlets_are_nobodys_names(mark: str | int) -> None:
    meeting = read([{"speaker": mark, "text": "Good morning."}, {"speaker": "Ada Quill", "text": "Yes."}])
    assert [(person.name, person.role) for person in meeting.participants] == [
        (str(mark), "voice"),
        ("Ada Quill", "unknown"),
    ]


def test_offices_in_names_and_the_floor_are_read_as_elsewhere() -> None:
    meeting = read([
        {"speaker": "President of Norway Ada Quill", "text": "I give the floor to Ben Marsh. (Applause.)"},
        {"speaker": "Ben Marsh", "text": "Today we signed the Agreement on Ferries."},
    ])  # fmt: skip
    (office,) = meeting.participants[0].offices
    assert (office.title, office.country) == ("President of Norway", "NO")
    assert [(move.kind, move.to) for move in meeting.floor] == [("given", "ben-marsh")]
    assert [note.text for note in meeting.turns[0].notes] == ["(Applause.)"]
    assert meeting.turns[0].paragraphs[0].text == "I give the floor to Ben Marsh."


def test_nobody_is_made_up_where_no_speaker_is_named() -> None:
    meeting = read({"text": "Good morning. Yes.", "segments": [
        {"id": 0, "start": 0.0, "end": 1.0, "text": " Good morning."}, {"id": 1, "start": 1.0, "end": 2.0, "text": " Yes."},
    ]})  # fmt: skip
    assert (said(meeting), meeting.participants) == ([(None, "Good morning. Yes.")], [])
    (doubt,) = [found for found in meeting.diagnostics if found.code == "C120"]
    assert doubt.message == "this is a recogniser's transcript, and no speaker is named"
    assert doubt.span is not None


def test_times_that_not_all_stretches_have_are_left_out() -> None:
    rows = [{"speaker": s, "text": t, "start": 0, "end": 1} for s, t in TURNS * 5]
    rows[3]["start"] = "soon"
    assert times(read(rows)) == [(None, None)] * 10


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            [{"title": "One", "speaker": "A B", "text": "x"}, {"title": "Two", "speaker": "C D", "text": "y"}],
            "this is a table",
        ),
        ([{"url": "u", "speaker": "A B", "text": "x"}], "this is a table"),
        (
            [{"date": "2020-01-01", "speaker": "A", "text": "x"}, {"date": "2020-01-02", "speaker": "A", "text": "y"}],
            "table",
        ),
        ([{"id": 1, "text": "x"}, {"id": 2, "text": "y"}], "this is a table"),
        ({"text": "x"}, "this is JSON, but no csto record"),
        ([{"speaker": "A B", "text": 7}], "this is a table"),
        (
            [{"conversationId": c, "senderName": "Ada Quill", "text": "x"} for c in "ab"],
            "this file holds 2 conversations",
        ),
    ],
)
def test_what_is_no_transcript_of_one_conversation_is_refused(value: Any, said: str) -> None:
    with pytest.raises(CstoError, match=said):
        parse(json.dumps(value).encode(), name="x.json")


@given(st.lists(st.tuples(st.sampled_from(["Ada Quill", "A", "", None, 3]), st.text(max_size=40)), min_size=1, max_size=6),
       st.booleans(), st.booleans())  # fmt: skip
def test_any_words_keep_their_places(turns: list[tuple[Any, str]], ascii_only: bool, timed: bool) -> None:
    rows = [{"text": t, "speaker": s} | ({"start": i, "end": i + 1} if timed else {}) for i, (s, t) in enumerate(turns)]
    text = json.dumps({"turns": rows}, ensure_ascii=ascii_only)
    try:
        meeting = parse(text.encode("utf-8", "surrogatepass"), embed_source=True)
    except CstoError:
        assert not any(t.strip() for _, t in turns)
        return
    assert meeting.rebuild() == meeting.source.text
    assert [found.message for found in validate(meeting) if found.severity == "error"] == []


def csto(*words: str, **how: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run((sys.executable, "-m", "csto_cli", *words), capture_output=True, text=True, cwd=ROOT, **how)


def test_every_way_in_gives_the_same() -> None:
    sample = ROOT / "samples" / "night-ferries.en.json"
    named = csto("speakers", str(sample), "--no-path").stdout
    assert '"name":"Cleo Yarrow"' in named
    assert csto("speakers", "-", "--no-path", input=sample.read_text(encoding="utf-8")).stdout == named
    parsed = csto("parse", str(sample), "--no-path").stdout
    assert csto("speakers", "-", input=parsed).stdout == named


def test_a_correction_names_a_voice(tmp_path: Path) -> None:
    sample, names = "samples/night-ferries.en.json", str(tmp_path / "names.jsonl")
    assert csto("correct", sample, "--line", "13", "--speaker", "Dora Finch", "--add", names).returncode == 0
    done = csto("speakers", sample, "--corrections", names)
    assert '"name":"Dora Finch"' in done.stdout
    assert "SPEAKER_02" not in done.stdout


def test_a_column_that_is_named_makes_it_a_table() -> None:
    done = csto("turns", "samples/interview.en.jsonl", "--text-column", "text", "--format", "csv")
    assert len(done.stdout.splitlines()) == 1  # four records, none of which has a turn
