"""One opened input to its records: csto JSON (one object, an array, one a line), a store, or a raw record."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from csto_cli.commands.options import Reading
from csto_cli.errors import CstoError, UsageError

if TYPE_CHECKING:
    from csto_cli.model import Correction, Meeting

STANDARD_INPUT = "<stdin>"
STORE = b"SQLite format 3\x00"
MARK = b'"schema_version"'
CONVERSATION = (b'"conversation_id"', b'"root"')
"""Keys that every utterance of a ConvoKit corpus has one of."""
SEEN = 4096
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def records(
    stream: BinaryIO, name: str, reading: Reading, *, with_path: bool = True, embed: bool = False,
    speakers_only: bool = False,
) -> Iterator[Meeting | CstoError]:  # fmt: skip
    """Every record of an opened input, or the failure that stands in its place.

    With ``speakers_only`` a raw record is read as far as speakers need it, see ``parse_speakers``.
    """
    first = stream.readline()
    if first.startswith(STORE):
        from csto_cli.corpus.records import meetings

        _refuse_corrections(name, reading)
        _refuse_supplements(reading)
        yield from _shown(meetings(name), with_path)
        return
    if _starts_json(first):
        if _is_corpus(first):
            yield from _conversations(first, stream, name, reading, with_path=with_path, embed=embed)
            return
        if MARK in first and first.rstrip().endswith(b"}"):
            _refuse_corrections(name, reading)
            _refuse_supplements(reading)
            yield from _shown(_lines(first, stream, shown(name)), with_path)
            return
        data = first + stream.read()
        if MARK in data:
            _refuse_corrections(name, reading)
            _refuse_supplements(reading)
            yield from _shown(_whole(data, shown(name)), with_path)
            return
        yield from _raw(data, name, reading, with_path=with_path, embed=embed, speakers_only=speakers_only)
        return
    regular = stat.S_ISREG(os.fstat(stream.fileno()).st_mode) and name != "-"
    rest = None if regular else first + stream.read()
    yield from _raw(rest, name, reading, with_path=with_path, embed=embed, speakers_only=speakers_only)


def _refuse_corrections(name: str, reading: Reading) -> None:
    if reading.corrections:
        raise UsageError(f"{shown(name)}: corrections are laid over raw records", hint="give the raw record")


def _refuse_supplements(reading: Reading) -> None:
    if reading.beside:
        raise UsageError("--with goes with a raw record", hint="parse the record again with its supplements")


def _is_corpus(first: bytes) -> bool:
    """Whether the first line is an utterance of a ConvoKit corpus; the parser is asked only where it may be one."""
    if MARK in first or not any(key in first for key in CONVERSATION):
        return False
    from csto_cli.formats.convokit import is_conversation

    return is_conversation(first.removeprefix(_BYTE_ORDER_MARK).decode("utf-8", "replace"))


def _conversations(
    first: bytes, stream: BinaryIO, name: str, reading: Reading, *, with_path: bool, embed: bool
) -> Iterator[Meeting | CstoError]:
    """Every conversation of a corpus; with the files beside its utterances, where these are a file."""
    from csto_cli.corpora import parse_corpus

    _refuse_supplements(reading)
    regular = stat.S_ISREG(os.fstat(stream.fileno()).st_mode) and name != "-"
    yield from parse_corpus(
        name if regular else first + stream.read(),
        embed_source=embed,
        with_path=with_path,
        name=shown(name),
        corrections=_corrections(reading),
    )


def may_hold_many(first: bytes) -> bool:
    """Whether a file that begins so is read record by record: a store, csto JSON, a corpus."""
    return first.startswith(STORE) or _starts_json(first)


def _starts_json(first: bytes) -> bool:
    return first.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1] in {b"{", b"["}


def shown(name: str) -> str:
    """Name of an input in messages."""
    return STANDARD_INPUT if name == "-" else name


def _shown(outcomes: Iterable[Meeting | CstoError], with_path: bool) -> Iterator[Meeting | CstoError]:
    """Records as they may be written out: without paths where those are not wanted."""
    for outcome in outcomes:
        if not with_path and not isinstance(outcome, CstoError):
            for source in (outcome.source, *outcome.supplements):
                source.path = None
                for file in source.files:
                    file.path = None
        yield outcome


def _lines(first: bytes, stream: BinaryIO, name: str) -> Iterator[Meeting | CstoError]:
    """One record a line; a line that is none fails alone."""
    from csto_cli.loading import load

    for number, line in enumerate(chain([first], stream), start=1):
        if line.strip():
            try:
                yield load(line.removeprefix(_BYTE_ORDER_MARK))
            except CstoError as error:
                yield named(error, f"{name}:{number}")


def _whole(data: bytes, name: str) -> Iterator[Meeting]:
    """One object or an array, printed over several lines."""
    from csto_cli.loading import load_many

    try:
        yield from load_many(data)
    except CstoError as error:
        raise named(error, name) from None


def _raw(
    data: bytes | None, name: str, reading: Reading, *, with_path: bool, embed: bool, speakers_only: bool
) -> Iterator[Meeting]:
    """A raw record, or each of a file's: by its path where it is a file (``data`` is None), else from what was read."""
    from csto_cli.library import parse, parse_each, parse_speakers

    ways: dict[str, Any] = {
        "encoding": reading.encoding,
        "encoding_errors": reading.encoding_errors,
        "input_format": reading.input_format,
        "convention": reading.convention,
        "with_path": with_path,
        "name": shown(name),
    }
    given = name if data is None else data
    beside = reading.beside or ()
    if reading.each_meeting:
        meetings = parse_each(given, embed_source=embed, corrections=_corrections(reading), **ways)
    elif speakers_only and not reading.corrections:
        meetings = [parse_speakers(given, supplements=beside, **ways)]
    else:
        meetings = [parse(given, embed_source=embed, corrections=_corrections(reading), supplements=beside, **ways)]
    for meeting in meetings:
        if data is not None:
            meeting.source.path = name if with_path and name != "-" else None
        yield meeting


def whole(names: Sequence[str], reading: Reading, *, with_path: bool, embed: bool) -> Meeting:
    """The record that goes on over several files, in order. Raises ``UsageError`` where one is no raw record."""
    from csto_cli.library import parse, read_bytes

    for name in names:
        data, _ = read_bytes(name)
        if data.startswith(STORE) or (_starts_json(data[:SEEN]) and MARK in data):
            raise UsageError(f"{name}: --one-meeting goes with raw records", hint="give the files that were parsed")
    return parse(
        names[0], continuations=names[1:], encoding=reading.encoding, encoding_errors=reading.encoding_errors,
        input_format=reading.input_format, convention=reading.convention, with_path=with_path, embed_source=embed,
        corrections=_corrections(reading), supplements=reading.beside or (),
    )  # fmt: skip


def _corrections(reading: Reading) -> Sequence[Correction]:
    if not reading.corrections:
        return ()
    from csto_cli.corrections import read_corrections

    return read_corrections(reading.corrections)


def named(error: CstoError, name: str) -> CstoError:
    """The failure with the input's name before it, where it does not stand there."""
    if error.message.startswith(name.partition(":")[0]):
        return error
    return type(error)(f"{name}: {error.message}", hint=error.hint)
