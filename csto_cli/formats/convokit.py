"""One conversation of a ConvoKit corpus: its entry in conversations.json, its utterances, the entries of its speakers.

A corpus is a folder of several files. What belongs to one conversation is taken out of them word for word, each stretch
on lines of its own, and that text is the source of the record: the conversation's entry (``"ID": {...}``), where there
is one, its lines of utterances.jsonl, then the entries of speakers.json. Strings know their places, escapes undone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from csto_cli.formats.json import Node, values
from csto_cli.formats.reading import Moment, Reading
from csto_cli.source import Source

BLANK = re.compile(r"[\s,]*+")
SPEAKER, CONVERSATION = ("speaker", "user"), ("conversation_id", "root")
"""Keys of an utterance in this and in older versions of ConvoKit."""


@dataclass(slots=True)
class Conversation:
    """What a source holds: utterances, and the entries before and behind them by their keys (with the key's node)."""

    utterances: list[Node] = field(default_factory=list)
    about: dict[str, tuple[Node, Node]] = field(default_factory=dict)
    speakers: dict[str, tuple[Node, Node]] = field(default_factory=dict)


def is_utterance(value: object) -> bool:
    """Whether a JSON value is an utterance as ConvoKit writes it."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("text"), str)
        and "id" in value
        and any(key in value for key in SPEAKER)
        and any(key in value for key in CONVERSATION)
    )


def is_conversation(text: str) -> bool:
    """Whether a text begins with an utterance, or with the entry of a conversation and then an utterance."""
    decoder = json.JSONDecoder()
    start = _after(text, 0)
    try:
        if text.startswith('"', start):
            start = _after(text, next(entries(text, start))[2])
        return text.startswith("{", start) and is_utterance(decoder.raw_decode(text, start)[0])
    except (ValueError, RecursionError, StopIteration):
        return False


def entries(text: str, position: int) -> Iterator[tuple[str, int, int]]:
    """Entries of a JSON object from ``position`` on: key, and where key and value stand. Raises ``ValueError``."""
    decoder = json.JSONDecoder()
    while (start := _after(text, position)) < len(text) and text[start] == '"':
        key, stop = decoder.raw_decode(text, start)
        colon = _after(text, stop)
        if not text.startswith(":", colon):
            raise ValueError("no colon behind a key")
        _, position = decoder.raw_decode(text, _after(text, colon + 1))
        yield key, start, position


def _after(text: str, position: int) -> int:
    found = BLANK.match(text, position)
    return found.end() if found else position


def read_convokit(source: Source) -> Reading:
    """Utterances and entries with their places; times where every utterance has its own."""
    conversation = Conversation()
    for key, node in values(source):
        if key is None:
            conversation.utterances.append(node)
        else:
            (conversation.speakers if conversation.utterances else conversation.about)[key.text] = (key, node)
    moments = [
        Moment(node.get("text").start, node.get("meta", "start_time").text, node.get("meta", "end_time").text or None)
        for node in conversation.utterances if node.get("meta", "start_time").text
    ]  # fmt: skip
    times = moments if len(moments) == len(conversation.utterances) else []
    return Reading(
        [], conversation=conversation, times=times, marks_labels=True, plain_gaps="markup", layout="JSON lines"
    )  # fmt: skip
