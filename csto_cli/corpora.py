"""Corpora of ConvoKit: each conversation is a record, read from what the corpus's files say of it.

The decoded source of a record is the text that ``formats.convokit`` describes: stretches of the files, word for word.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from csto_cli.errors import CstoError, InputError, NotRecognisedError, UnreadableError
from csto_cli.formats.convokit import CONVERSATION, SPEAKER, entries, is_utterance
from csto_cli.library import parse
from csto_cli.model import Correction, Meeting
from csto_cli.source import read_source
from csto_cli.version import VERSION

UTTERANCES = "utterances.jsonl"
BESIDE = ("corpus.json", "conversations.json", "speakers.json", "users.json", "index.json")
"""Files of a corpus, of which one at least stands beside its utterances."""
EXTRACTOR = f"csto {VERSION}"
BROKEN = "fetch the corpus again"


@dataclass(frozen=True, slots=True)
class Part:
    """One conversation: its identifier, and what the files of the corpus say of it."""

    name: str
    text: str


def is_corpus(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder is a corpus: one input, and not a folder of records."""
    there = Path(folder)
    return (there / UTTERANCES).is_file() and any((there / name).is_file() for name in BESIDE)


def parse_corpus(
    source: str | os.PathLike[str] | bytes, *, embed_source: bool = False, with_path: bool = True,
    name: str | None = None, corrections: Iterable[Correction] = (),
) -> Iterator[Meeting | CstoError]:  # fmt: skip
    """Every conversation of a corpus as a Meeting, or the failure in its place.

    ``source`` is the folder, its ``utterances.jsonl`` (the files beside it are read too), or the bytes of such a file,
    which say nothing of speakers but their ids. The other arguments are those of ``parse``. Raises where the corpus as
    a whole cannot be read.
    """
    corrections = list(corrections)
    path = None if isinstance(source, bytes) else Path(source)
    path = path / UTTERANCES if path is not None and path.is_dir() else path
    shown = name or (str(path) if path is not None else "<bytes>")
    data = source if isinstance(source, bytes) else _bytes(path or Path(source))
    parts = list(conversations(data, path.parent if path is not None else None, shown))
    for part in parts:
        place = shown if len(parts) == 1 else f"{shown} conversation {part.name}"
        try:
            meeting = parse(
                part.text.encode("utf-8", "surrogatepass"), encoding="utf-8", input_format="convokit",
                convention="convokit", embed_source=embed_source, name=place, corrections=corrections,
            )  # fmt: skip
        except InputError as error:
            yield error
            continue
        meeting.source.path = str(path) if path is not None and with_path else None
        meeting.source.extractor, meeting.source.row_id = EXTRACTOR, part.name.encode("utf-8", "replace").decode()
        yield meeting


def conversations(data: bytes, folder: Path | None, name: str) -> Iterator[Part]:
    """The conversations of a corpus in the order of their first utterances. Raises ``NotRecognisedError``."""
    lines: dict[str, list[str]] = {}
    speakers: dict[str, dict[str, None]] = {}
    for number, line in enumerate(read_source(data, name=name).text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            utterance = json.loads(line)
        except (ValueError, RecursionError):
            utterance = None
        if not is_utterance(utterance):
            raise NotRecognisedError(f"{name}:{number}: this is no utterance", hint=BROKEN)
        root = str(next(utterance[key] for key in CONVERSATION if key in utterance))
        lines.setdefault(root, []).append(line.rstrip("\r"))
        said_by = next(utterance[key] for key in SPEAKER if key in utterance)
        speakers.setdefault(root, {})[str(said_by)] = None
    about = _beside(folder, "conversations.json")
    people = _beside(folder, "speakers.json") or _beside(folder, "users.json")
    listed = _listed(people)
    for root, own in lines.items():
        entry = about.get(root, "")
        present = dict.fromkeys([*listed.get(_meeting(entry), ()), *speakers[root]])
        known = [people[speaker] for speaker in present if speaker in people]
        yield Part(root, "\n".join([*([entry] if entry else []), *own, *known]) + "\n")


def _listed(people: dict[str, str]) -> dict[str, list[str]]:
    """Speakers by the meeting that csto noted with them: who is listed and says nothing has no utterance."""
    found: dict[str, list[str]] = {}
    for name, entry in people.items():
        meeting = _meeting(entry)
        if meeting:
            found.setdefault(meeting, []).append(name)
    return found


def _meeting(entry: str) -> str:
    """The meeting that an entry's ``meta`` names; empty where it names none."""
    if '"meeting"' not in entry:
        return ""
    meta = next(iter(json.loads(f"{{{entry}}}").values()))
    meta = meta.get("meta", meta) if isinstance(meta, dict) else {}
    meeting = meta.get("meeting") if isinstance(meta, dict) else None
    return meeting if isinstance(meeting, str) else ""


def _beside(folder: Path | None, name: str) -> dict[str, str]:
    """Entries of a file of the corpus, as they are written; nothing where it is not there."""
    if folder is None or not (folder / name).is_file():
        return {}
    path = folder / name
    text = read_source(_bytes(path), name=str(path)).text.strip()
    try:
        return {key: text[start:end] for key, start, end in entries(text, text.index("{") + 1)}
    except (ValueError, RecursionError):
        raise NotRecognisedError(f"{path}: this is broken JSON", hint=BROKEN) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
