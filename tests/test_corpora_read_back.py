"""Corpora of ConvoKit: csto's own come back as they were, other people's as far as they go."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from xml_records import RAW, TRAPS, kept

from csto_cli import Meeting, parse
from csto_cli.checks import validate
from csto_cli.corpora import parse_corpus
from csto_cli.errors import CstoError, NotRecognisedError
from csto_cli.query.people import offices_by_turn
from csto_cli.writers import convokit

KEPT = ("turns", "interruptions", "paragraphs", "notes", "notes between turns")
FOREIGN = [
    {"id": "u1", "conversation_id": "u1", "speaker": "ann", "text": "Good day.\n\nIs \\n a letter? \ud83d\ude00", "reply-to": None},
    {"id": "u2", "conversation_id": "u1", "speaker": "bo", "text": "It is.", "reply-to": "u1", "timestamp": 3},
    {"id": "u3", "conversation_id": "u1", "speaker": "bo", "text": " ", "reply-to": "u2"},
    {"id": "u4", "conversation_id": "u4", "speaker": "cy", "text": "Hello, ann.", "reply-to": None},
]  # fmt: skip


def csto(*words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "csto_cli", *words], capture_output=True, text=True, encoding="utf-8", check=False,
        input=given,
    )  # fmt: skip


def folder_of(meetings: list[Meeting], folder: Path) -> Path:
    folder.mkdir()
    convokit.fill(meetings, lambda name: (folder / name).open("w", encoding="utf-8"))
    return folder


def read(folder: Path) -> list[Meeting]:
    found = list(parse_corpus(folder, embed_source=True))
    assert not [one for one in found if isinstance(one, CstoError)]
    return [one for one in found if isinstance(one, Meeting)]


def told(meeting: Meeting) -> dict[str, Any]:
    """What a corpus holds of a record."""
    whole = kept(meeting)
    return {
        **{part: whole[part] for part in KEPT},
        "facts": [
            meeting.title, meeting.date, meeting.end_date, meeting.place, meeting.mode, meeting.language, meeting.chair
        ],
        "people": whole["people"],
        "offices": [[office.title for office in person.offices] for person in meeting.participants],
        "offices of turns": offices_by_turn(meeting),
        "times": [(turn.start_time, turn.end_time) for turn in meeting.turns],
    }  # fmt: skip


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name)
def test_every_sample_reads_back_as_its_corpus_holds_it(path: Path, tmp_path: Path) -> None:
    meeting = parse(path, embed_source=True)
    if not meeting.turns:
        return
    (back,) = read(folder_of([meeting], tmp_path / "corpus"))
    assert (back.source.format, back.source.convention) == ("convokit", "convokit")
    assert back.rebuild() == back.source.text
    assert [found for found in validate(back) if found.severity == "error"] == []
    assert told(back) == told(meeting)


def test_traps_read_back_and_the_embedded_source_parses_to_the_same(tmp_path: Path) -> None:
    meeting = parse(TRAPS.encode())
    (back,) = read(folder_of([meeting], tmp_path / "corpus"))
    assert told(back) == told(meeting)
    assert back.source.text is not None
    again = parse(back.source.text.encode(), embed_source=True)
    assert again.turns == back.turns
    assert again.participants == back.participants


def test_every_conversation_is_a_meeting_and_the_folder_one_input(tmp_path: Path) -> None:
    names = ["river-council.en.txt", "press-conference.en.txt"]
    meetings = [parse(path) for path in RAW if path.name in names]
    folder = folder_of(meetings, tmp_path / "corpus")
    assert [told(back) for back in read(folder)] == [told(meeting) for meeting in meetings]
    for words in ([str(folder)], [str(folder / "utterances.jsonl")], [str(tmp_path)]):
        done = csto("speakers", "--format", "ndjson", *words)
        assert (done.returncode, done.stderr) == (0, "")
        assert len(done.stdout.splitlines()) == sum(len(meeting.participants) for meeting in meetings)
    lines = (folder / "utterances.jsonl").read_text("utf-8")
    done = csto("turns", "-", given=lines)
    assert len(done.stdout.splitlines()) == sum(len(meeting.turns) for meeting in meetings)
    with pytest.raises(NotRecognisedError, match="2 conversations"):
        parse(folder / "utterances.jsonl")


def test_a_foreign_corpus_tells_what_it_lacks(tmp_path: Path) -> None:
    lines = "".join(f"{json.dumps(one)}\n" for one in FOREIGN)
    (tmp_path / "utterances.jsonl").write_text(lines, "utf-8")
    people = {"ann": {"meta": {"name": "Ann Lee"}, "vectors": []}, "cy": {"meta": {}, "vectors": []}}
    (tmp_path / "speakers.json").write_text(json.dumps(people, indent=2), "utf-8")
    first, second = read(tmp_path)
    assert [(person.id, person.name) for person in first.participants] == [("ann-lee", "Ann Lee"), ("bo", "bo")]
    assert [part.text for part in first.turns[0].paragraphs] == ["Good day.", "Is \\n a letter? 😀"]
    assert [turn.label for turn in first.turns] == [None, None]
    said = [found.message for found in first.diagnostics if found.code == "C131"]
    assert said == [
        "1 speakers have no entry with a name: their ids stand for their names",
        "1 utterances hold no words and are no turns",
        "the conversation has no entry: title, date and place are not known",
    ]
    assert [person.name for person in second.participants] == ["cy"]
    assert second.source.row_id == "u4"
    for back in (first, second):
        assert back.rebuild() == back.source.text
        assert [found for found in validate(back) if found.severity == "error"] == []


def test_half_a_letter_is_replaced_and_the_record_can_be_written(tmp_path: Path) -> None:
    one = {"id": "\ud800", "conversation_id": "\ud800", "speaker": "x\udc00", "text": "a \ud83d b \x00"}
    (tmp_path / "utterances.jsonl").write_text(f"{json.dumps(one)}\n", "ascii")
    (tmp_path / "corpus.json").write_text("{}", "ascii")
    done = csto("parse", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert record["turns"][0]["paragraphs"][0]["text"] == "a \ufffd b \x00"
    assert record["participants"][0]["name"] == "x\ufffd"


@pytest.mark.parametrize("line", ["{", '{"id": 1}', "[]", '{"id":"a","root":"a","user":"b","text":"c"} {'])
def test_a_broken_corpus_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "utterances.jsonl").write_text(f"{json.dumps(FOREIGN[0])}\n{line}\n", "utf-8")
    (tmp_path / "corpus.json").write_text("{}", "utf-8")
    done = csto("speakers", str(tmp_path))
    assert done.returncode == 3
    assert "utterances.jsonl:2: this is no utterance" in done.stderr
