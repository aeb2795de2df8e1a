"""convokit and vertical: who answers whom, and words a line each."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from writer_records import odd, sample

from csto_cli.errors import NotRecognisedError
from csto_cli.writers.vertical import tokens


def load(files):
    return {name.removesuffix(".json"): json.loads(text) for name, text in files.items() if name.endswith(".json")}


def test_convokit_refers_to_what_is_there(filled, records):
    if not any(record.turns for record in records):
        with pytest.raises(NotRecognisedError, match="no turn"):
            filled("convokit", records)
        return
    files = filled("convokit", records)
    assert all(text.isascii() for text in files.values())
    whole = load(files)
    utterances = [json.loads(line) for line in files["utterances.jsonl"].splitlines()]
    places = {utterance["id"]: place for place, utterance in enumerate(utterances)}
    assert len(places) == len(utterances) == sum(len(record.turns) for record in records)
    roots = {utterance["id"] for utterance in utterances if utterance["reply-to"] is None}
    assert roots == set(whole["conversations"]) == {utterance["conversation_id"] for utterance in utterances}
    assert {utterance["speaker"] for utterance in utterances} <= set(whole["speakers"])
    for utterance in utterances:
        answered = utterance["reply-to"]
        assert answered is None or places[answered] < places[utterance["id"]]
        assert answered is None or utterances[places[answered]]["conversation_id"] == utterance["conversation_id"]
    parts = {
        "utterances-index": [utterance["meta"] for utterance in utterances],
        "speakers-index": [speaker["meta"] for speaker in whole["speakers"].values()],
        "conversations-index": [conversation["meta"] for conversation in whole["conversations"].values()],
        "overall-index": [whole["corpus"]],
    }
    for index, metas in parts.items():
        for meta in metas:
            assert list(meta) == list(whole["index"][index])
            for name, value in meta.items():
                assert value is None or [str(type(value))] == whole["index"][index][name], name


def test_replies_follow_the_floor_where_the_record_shows_it(filled):
    record = sample("river-council.en.txt")
    files = filled("convokit", [record])
    replies = {
        utterance["meta"]["index"]: (utterance["reply-to"], utterance["meta"]["reply_basis"])
        for utterance in map(json.loads, files["utterances.jsonl"].splitlines())
    }
    given = {event.taken_in_turn: event.turn for event in record.floor if event.taken_in_turn is not None}
    assert given
    for taken, turn in given.items():
        assert replies[taken] == (f"{record.id}.{turn}", "floor")
    assert replies[0] == (None, "opening")
    others = set(replies) - set(given) - {0}
    assert others
    assert all(replies[number] == (f"{record.id}.{number - 1}", "order") for number in others)


def test_who_interrupts_answers_whom_they_interrupt(filled):
    lines = filled("convokit", [odd()])["utterances.jsonl"].splitlines()
    basis = json.loads(lines[5])["meta"]["reply_basis"]
    assert basis in {"interruption", "floor"}
    assert json.loads(lines[2])["speaker"].endswith(".unknown-2")


def test_vertical_is_nested_and_gives_the_words_back(written, records):
    open_structures, said, joined = [], [], True
    paragraphs = []
    for row in written("vertical", records).splitlines():
        if row == "<g/>":
            joined = True
        elif row.startswith("</"):
            assert open_structures.pop() == row[2:-1]
            if row == "</p>":
                paragraphs.append("".join(said))
        elif row.startswith("<"):
            assert re.fullmatch(r'<\w+( \w+="[^"<>]*")*/?>', row), row
            if not row.endswith("/>"):
                open_structures.append(re.match(r"<(\w+)", row)[1])
            said, joined = ([], True) if row == "<p>" else (said, joined)
        else:
            assert not re.search(r"[\s<>]", row), row
            said += [unescape(row)] if joined else [" ", unescape(row)]
            joined = False
    assert open_structures == []
    expected = [paragraph.text for record in records for turn in record.turns for paragraph in turn.paragraphs]
    assert len(paragraphs) == len(expected)
    for given, text in zip(paragraphs, expected, strict=True):
        assert given == text or "\x07" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't, 1,000.50", ["don't", "<g/>", ",", "1,000.50"]),
        ("North-East – <b>", ["North-East", "–", "&lt;", "<g/>", "b", "<g/>", "&gt;"]),
        ("日本 a", ["日", "<g/>", "本", "a"]),
        ("cafe\u0301.", ["cafe\u0301", "<g/>", "."]),
        ("", []),
    ],
)
def test_tokens(text, expected):
    assert list(tokens(text)) == expected
