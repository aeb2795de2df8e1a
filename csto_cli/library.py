"""The library in four verbs: parse raw records, load parsed ones, explain a reading, list what can be read."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import orjson

from csto_cli.conventions import CONVENTIONS, Convention, conventions
from csto_cli.errors import CstoError, NotRecognisedError, UnreadableError, UsageError
from csto_cli.formats import FORMATS, Format, Sniff, formats
from csto_cli.formats.extracted import Extracted
from csto_cli.formats.reading import Reading
from csto_cli.loading import load, load_many
from csto_cli.model import Correction, Meeting, Span
from csto_cli.parsing.draft import Draft
from csto_cli.parsing.heads import Head, cut_at, doubt_heads, find_heads, packed_heads
from csto_cli.parsing.record import assemble
from csto_cli.parsing.supplement import Supplement, count_from, read_listed
from csto_cli.source import DELIMITED_SUFFIXES, Source, extracted_source, read_source
from csto_cli.version import VERSION

if TYPE_CHECKING:
    from csto_cli.parsing.joined import FileRead, Joined

__all__ = ["ReadingReport", "Reason", "explain_reading", "load", "load_many", "parse", "parse_each", "read_bytes"]

Row = TypeVar("Row", Format, Convention)
ASKED: tuple[str, ...] = ("asked for",)
LONGEST_PATH = 255
PLAIN = frozenset({"text", "markdown"})
SURE = 0.8
"""How sure a format of markup must be that a text is its own, so that the text goes on with no plain one."""
LOOKED_AT = 1 << 20
"""Characters of a table that are looked at to tell which columns it has."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What was decided of one candidate for a label, and on what evidence."""

    line: int
    column: int
    label: str
    decision: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A format or convention that was thought of: how sure it is (0 to 1; None where it was asked for), and why."""

    name: str
    confidence: float | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """How a file was recognised and each label decided.

    Confidence (0 to 1) is None for what was asked for; a runner-up is None where nothing else fits at all.
    """

    path: str | None
    format: str
    format_confidence: float | None
    format_reasons: tuple[str, ...]
    format_runner_up: Choice | None
    layout: str
    convention: str
    convention_confidence: float | None
    convention_reasons: tuple[str, ...]
    convention_runner_up: Choice | None
    candidates: tuple[Reason, ...]


def read_bytes(source: str | os.PathLike[str] | bytes) -> tuple[bytes, str | None]:
    """The bytes of a path (with the path as given), or the bytes themselves. Raises ``UnreadableError``."""
    if isinstance(source, bytes):
        return source, None
    path = os.fspath(source)
    try:
        return Path(path).read_bytes(), path
    except IsADirectoryError:
        raise UnreadableError(
            f"{path}: this is a folder", hint="name the files in it, or use a command that walks folders"
        ) from None
    except FileNotFoundError:
        raise UnreadableError(f"{path[:LONGEST_PATH]}: there is no such file", hint=_meant(path)) from None
    except PermissionError:
        raise UnreadableError(f"{path}: permission denied", hint="check who may read the file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableError(f"{path[:LONGEST_PATH]}: cannot be read ({reason})", hint=_meant(path)) from None


def _meant(path: str) -> str:
    """What to do about a path that names no file: it may be a record's text."""
    is_text = "\n" in path or len(path) > LONGEST_PATH
    return "a text is given as bytes: parse(text.encode())" if is_text else "check the path"


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A record is a great many objects at once and hardly a circle among them: looking for circles finds nothing.

    Laid around a whole function, so that what it made on the way is gone before the collector comes back.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_collector_paused()
def parse(
    source: str | os.PathLike[str] | bytes, *, encoding: str | None = None, encoding_errors: str = "strict",
    input_format: str | None = None, convention: str | None = None, embed_source: bool = False, with_path: bool = True,
    name: str | None = None, corrections: Iterable[Correction] = (),
    supplements: Sequence[str | os.PathLike[str] | bytes] = (),
    continuations: Sequence[str | os.PathLike[str] | bytes] = (),
) -> Meeting:  # fmt: skip
    """Read one raw record, from a path or from its bytes, into a Meeting.

    ``encoding`` overrules detection; ``encoding_errors`` is ``strict`` or ``replace``. ``input_format`` and
    ``convention`` overrule recognition. ``embed_source`` puts the decoded text into the record; ``with_path`` its
    path. ``name`` stands for the path in messages. ``corrections`` (``read_corrections`` reads a file of them) are laid
    over the record. ``supplements`` are lists of participants or of documents published beside the record: whom and
    what they name joins it. ``continuations`` are the files in which the record goes on, in order (further pages,
    parts, days): offsets and lines count in the texts put end to end, and ``source.files`` says where each begins.
    Raises the errors of ``csto_cli.errors``.
    """
    joined = None
    if continuations:
        decoded, recognised, joined, draft = _joined(
            [source, *continuations], encoding, encoding_errors, input_format, convention, name
        )
        reading = joined.reading
        _set_beside(draft, decoded, supplements, encoding_errors, embed=embed_source, with_path=with_path)
    else:
        decoded, recognised, reading, draft = _taken(
            source, encoding, encoding_errors, input_format, convention, name, supplements, embed=embed_source,
            with_path=with_path,
        )  # fmt: skip
        draft.problems += doubt_heads(_heads(decoded, recognised, convention, draft), decoded.text)
    origin = _origin(decoded, _form_of(recognised, reading), embed=embed_source, with_path=with_path)
    if joined is not None:
        files = joined.as_json()
        origin["files"] = files if with_path else [{**file, "path": None} for file in files]
    return _corrected(assemble(decoded, reading, draft, origin), decoded, tuple(corrections))


@_collector_paused()
def parse_each(
    source: str | os.PathLike[str] | bytes, *, encoding: str | None = None, encoding_errors: str = "strict",
    input_format: str | None = None, convention: str | None = None, embed_source: bool = False, with_path: bool = True,
    name: str | None = None, corrections: Iterable[Correction] = (),
) -> list[Meeting]:  # fmt: skip
    """Read a file that holds several raw records, one after the other, into a Meeting for each of them.

    Offsets, lines and hashes are those of the file; ``source.part`` says which part of it a Meeting is the account of,
    and the parts together are the whole of it. A file in which no second record begins gives the one Meeting that
    ``parse`` gives. The arguments are those of ``parse``.
    """
    decoded, known = _open(source, name, encoding, encoding_errors, input_format)
    form, forms = _formed(decoded, known)
    laid = tuple(corrections)
    meetings = []
    for part, recognised, reading, draft in _parts(decoded, (form, forms[0]), convention):
        origin = _origin(decoded, _form_of(recognised, reading), embed=embed_source, with_path=with_path)
        meetings.append(_corrected(assemble(part, reading, draft, origin), decoded, laid))
    return meetings


def _parts(
    source: Source, known: tuple[Format, Choice], convention: str | None
) -> Iterator[tuple[Source, _Recognised, Reading, Draft]]:
    """The records of a file, each as its convention reads it; the one that it is where no second one begins."""
    heads = packed_heads(source.text, known[0].name)
    if not heads:
        whole = _read(source, known, convention, runner_up=False)
        heads = _heads(source, whole[0], convention, whole[2])
        if not heads:
            yield source, *whole
            return
    for part in cut_at(source, heads):
        yield part, *_read(part, known, convention, runner_up=False)


def _corrected(meeting: Meeting, source: Source, corrections: Sequence[Correction]) -> Meeting:
    if corrections:
        from csto_cli.corrections import lay

        lay(meeting, corrections, source.text, partial(_span, source))
    return meeting


def _heads(source: Source, recognised: _Recognised, convention: str | None, draft: Draft) -> list[Head]:
    """The heads of further records in a file that was read as one."""
    known = (recognised.form, recognised.forms[0])

    def glance(text: str) -> Draft | None:
        try:
            return _read(replace(source, text=text, pages=()), known, convention, runner_up=False)[2]
        except CstoError:  # a piece that no family can read, another package's included, is no record
            return None

    return find_heads(source.text, recognised.form.name, draft, glance)


@_collector_paused()
def parse_speakers(
    source: str | os.PathLike[str] | bytes, *, encoding: str | None = None, encoding_errors: str = "strict",
    input_format: str | None = None, convention: str | None = None, with_path: bool = True, name: str | None = None,
    supplements: Sequence[str | os.PathLike[str] | bytes] = (),
) -> Meeting:  # fmt: skip
    """Read of one raw record what tells who spoke, as ``parse`` would: see ``assemble_speakers`` for what is in it."""
    from csto_cli.parsing.speakers import assemble_speakers

    decoded, _, reading, draft = _taken(
        source, encoding, encoding_errors, input_format, convention, name, supplements, embed=False,
        with_path=with_path,
    )  # fmt: skip
    return assemble_speakers(decoded, reading, draft, decoded.path if with_path else None)


def _taken(
    given: str | os.PathLike[str] | bytes, encoding: str | None, encoding_errors: str, input_format: str | None,
    convention: str | None, name: str | None, supplements: Sequence[str | os.PathLike[str] | bytes], *, embed: bool,
    with_path: bool,
) -> tuple[Source, _Recognised, Reading, Draft]:  # fmt: skip
    """A record as its convention reads it, supplements beside it, and what it was recognised as."""
    decoded, form = _open(given, name, encoding, encoding_errors, input_format)
    recognised, reading, draft = _read(decoded, form, convention, runner_up=False)
    _set_beside(draft, decoded, supplements, encoding_errors, embed=embed, with_path=with_path)
    return decoded, recognised, reading, draft


def _set_beside(
    draft: Draft, source: Source, supplements: Sequence[str | os.PathLike[str] | bytes], errors: str, *, embed: bool,
    with_path: bool,
) -> None:  # fmt: skip
    """Read the lists beside a record; their offsets count behind its text."""
    base = len(source.text) + 1
    for beside in supplements:
        supplement = _supplement(beside, base, errors, embed=embed, with_path=with_path)
        draft.supplements.append(supplement)
        base += len(supplement.source.text) + 1


def _joined(
    given: Sequence[str | os.PathLike[str] | bytes], encoding: str | None, encoding_errors: str,
    input_format: str | None, convention: str | None, name: str | None,
) -> tuple[Source, _Recognised, Joined, Draft]:  # fmt: skip
    """A record that goes on over several files, as the convention of the first reads them all."""
    from csto_cli.parsing.joined import FileRead, join, settle_joined

    digest = hashlib.sha256()
    files: list[FileRead] = []
    recognised: _Recognised | None = None
    for number, one in enumerate(given):
        data, path = read_bytes(one)
        digest.update(data)
        shown = (name if not number else None) or path or f"file {number + 1}"
        source, known = _open(data, shown, encoding, encoding_errors, input_format)
        source = replace(source, path=path)
        if recognised is None:
            form, forms = _formed(source, known)
            recognised, _, draft = _read(source, (form, forms[0]), convention, runner_up=False)
        else:
            _refuse_another_form(source, known, recognised.form)
            draft = recognised.family.read(source, recognised.form.read(source))
        files.append(FileRead(source, recognised.form.read(source), draft))
    assert recognised is not None
    joined = join(files, digest.hexdigest())
    draft = recognised.family.read(joined.source, joined.reading)
    settle_joined(joined, draft)
    return joined.source, recognised, joined, draft


def _refuse_another_form(source: Source, known: tuple[Format, Choice] | None, first: Format) -> None:
    """A later file is of the first one's format; in a piece of a text, what tells Markdown from it may be missing."""
    form, forms = _formed(source, known)
    plain = {form.name, first.name} <= PLAIN or (first.name in PLAIN and (forms[0].confidence or 1.0) < SURE)
    if form is not first and (known is not None or not plain):
        raise UsageError(
            f"{source.name}: this is {form.name}, the first file is {first.name}",
            hint="give files of one format, or name it with --input-format",
        )


def _form_of(recognised: _Recognised, reading: Reading) -> str:
    """Name of the format that a record has."""
    return reading.packing or recognised.form.name


def _origin(source: Source, form: str, *, embed: bool, with_path: bool) -> dict[str, Any]:
    """The fields of a record's ``source`` that are known before it is read."""
    return {
        "path": source.path if with_path else None, "format": form, "csto_version": VERSION,
        "text": source.text if embed else None,
    }  # fmt: skip


def _supplement(
    given: str | os.PathLike[str] | bytes, base: int, errors: str, *, embed: bool, with_path: bool
) -> Supplement:
    """A list beside a record, read by the family that finds most in it; its offsets count from ``base``."""
    source, known = _open(given, None, None, errors, None)
    form = known[0] if known else _surest((row, row.sniff(source.text, source.name)) for row in formats())[0]
    reading = form.read(source)
    count_from(reading, base)
    name, listed = read_listed(reading.blocks, [(row.name, row.read_list) for row in conventions() if row.read_list])
    return Supplement(source, reading, base, name, listed, _origin(source, form.name, embed=embed, with_path=with_path))


def _span(source: Source, start: int, end: int) -> Span:
    line, column = source.line_column(start)
    return Span(start=start, end=end, line=line, column=column, page=source.page(start))


class _Recognised(NamedTuple):
    """What was recognised; the choices begin with what was chosen and hold the runner-up where there is one."""

    form: Format
    forms: tuple[Choice, ...]
    family: Convention
    families: tuple[Choice, ...]


def _open(
    given: str | os.PathLike[str] | bytes, name: str | None, encoding: str | None, errors: str, input_format: str | None
) -> tuple[Source, tuple[Format, Choice] | None]:
    """The decoded source, and its format where the bytes or the caller tell it."""
    data, path = read_bytes(given)
    shown = name or path or ""
    asked = _chosen(FORMATS, formats, input_format, "input format")
    packed = _unpacked(data, shown, asked, encoding, errors) if data else None
    if packed is not None:
        got, form, why = packed
        source = extracted_source(
            data, got.text, got.extractor, got.pages, path=path, name=shown, encoding=got.encoding,
            replaced=got.replaced, guessed_encoding=got.guessed_encoding, declared=got.declared,
        )  # fmt: skip
        return source, (form, Choice(form.name, *((None, ASKED) if asked else (1.0, (why,)))))
    source = read_source(data, path=path, name=shown, encoding=encoding, errors=errors)
    return source, (asked, Choice(asked.name, None, ASKED)) if asked else None


def _unpacked(
    data: bytes, shown: str, asked: Format | None, encoding: str | None, errors: str
) -> tuple[Extracted, Format, str] | None:
    """The text of a binary format or of an envelope, the format, and what told it; None for text as it is."""
    for row in formats() if asked is None else (asked,):
        if row.extract and (asked or (row.signature and data.startswith(row.signature))):
            return row.extract(data, shown), row, "the first bytes of the file"
        if row.unpack and (why := ASKED[0] if asked else row.told(data) if row.told else ""):
            return row.unpack(data, shown, encoding, errors), row, why
    return None


def _read(
    source: Source, known: tuple[Format, Choice] | None, convention: str | None, *, runner_up: bool
) -> tuple[_Recognised, Reading, Draft]:
    """What the record is recognised as, its blocks, and how its convention reads them."""
    families: tuple[Choice, ...]
    form, forms = _formed(source, known)
    reading = form.read(source)
    asked = _chosen(CONVENTIONS, conventions, convention, "convention")
    if asked is not None:
        family, families = asked, (Choice(asked.name, None, ASKED),)
    else:
        family, families = _surest(_sniffed(source, reading, every=runner_up))
    return _Recognised(form, forms, family, families), reading, family.read(source, reading)


def _formed(source: Source, known: tuple[Format, Choice] | None) -> tuple[Format, tuple[Choice, ...]]:
    """The format of a source, where it is not known the surest one."""
    if known is not None:
        return known[0], (known[1],)
    _refuse_tables(source)
    return _surest((row, row.sniff(source.text, source.name)) for row in formats())


def _sniffed(source: Source, reading: Reading, *, every: bool) -> Iterator[tuple[Convention, Sniff]]:
    """What the conventions say of a record; but for ``every`` only those that can still be the surest."""
    best = 0.0
    for row in conventions():
        if every or row.surest > best:
            sniff = row.sniff(source, reading)
            best = max(best, sniff.confidence)
            yield row, sniff


def _surest(sniffed: Iterable[tuple[Row, Sniff]]) -> tuple[Row, tuple[Choice, ...]]:
    """The surest of what was asked (the first among equals), as choices with the runner-up where one fits at all."""
    best, *others = sorted(sniffed, key=lambda entry: -entry[1].confidence)
    shown = [best, *(entry for entry in others[:1] if entry[1].confidence > 0)]
    return best[0], tuple(Choice(row.name, sniff.confidence, sniff.reasons) for row, sniff in shown)


def _chosen(own: tuple[Row, ...], every: Callable[[], tuple[Row, ...]], name: str | None, what: str) -> Row | None:
    """The row that was asked for by name; other packages are asked only where csto has none of that name."""
    if name is None:
        return None
    row = next((row for row in own if row.name == name), None) or next((r for r in every() if r.name == name), None)
    if row is None:
        raise UsageError(f"unknown {what} {name!r}", hint=f"use one of {', '.join(row.name for row in every())}")
    return row


def _refuse_tables(source: Source) -> None:
    """JSON that is no csto record is no raw record, and a table holds many: its column of texts must be named."""
    table = source.name.lower().endswith(DELIMITED_SUFFIXES)
    if not table and source.text.lstrip()[:1] not in ("{", "["):
        return
    from csto_cli.formats.convokit import is_conversation
    from csto_cli.tables import TABLE_SUFFIXES
    from csto_cli.tables.columns import unnamed_column

    if table:
        from csto_cli.tables.delimited import titles_and_rows

        raise unnamed_column(source.name, "a table", titles_and_rows(source.text[:LOOKED_AT]))
    from csto_cli.formats.transcript_json import find_transcript

    if is_conversation(source.text) or find_transcript(source.text) is not None:
        return
    from csto_cli.tables.objects import first_line, table_of

    try:
        value = orjson.loads(source.text.encode("utf-8", "replace"))
    except orjson.JSONDecodeError as error:
        line = first_line(source.text)
        if line is not None:
            raise unnamed_column(source.name, "a table (JSON lines)", [line]) from None
        if source.name.lower().endswith(TABLE_SUFFIXES):
            raise NotRecognisedError(
                f"{source.name}: this is broken JSON: {error}",
                hint="fetch it again, or read it with --input-format text",
            ) from None
        return
    rows = table_of(value)
    if rows is not None:
        raise unnamed_column(source.name, "a table (JSON)", [row for _, row in rows])
    raise NotRecognisedError(
        f"{source.name}: this is JSON, but no csto record", hint="csto reads its own JSON and raw records"
    )


def explain_reading(
    source: str | os.PathLike[str] | bytes, *, encoding: str | None = None, encoding_errors: str = "strict",
    input_format: str | None = None, convention: str | None = None, name: str | None = None,
) -> ReadingReport:  # fmt: skip
    """How a file is recognised, and what was decided of each candidate for a label, on what evidence."""
    decoded, known = _open(source, name, encoding, encoding_errors, input_format)
    recognised, reading, draft = _read(decoded, known, convention, runner_up=True)
    candidates = []
    for candidate in draft.candidates:
        line, column = decoded.line_column(candidate.block.span(candidate.start, candidate.end or 1)[0])
        given = tuple(f"{feature} {weight:+d}" for feature, weight in candidate.reasons)
        decision = "label" if candidate.is_label else "not a label"
        candidates.append(Reason(line, column, candidate.label, decision, candidate.score, given))
    (form, *forms), (family, *families) = recognised.forms, recognised.families
    return ReadingReport(
        decoded.path, form.name, form.confidence, form.reasons, next(iter(forms), None), reading.layout,
        family.name, family.confidence, family.reasons, next(iter(families), None), tuple(candidates),
    )  # fmt: skip
