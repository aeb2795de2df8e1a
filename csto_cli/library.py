"""The library in four verbs: parse a raw record, load a parsed one, explain a reading, list what can be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import orjson
from pydantic import ValidationError

from csto_cli.conventions import CONVENTIONS, Convention
from csto_cli.corrections import lay
from csto_cli.errors import NotRecognisedError, SchemaVersionError, UnreadableError, UsageError
from csto_cli.formats import FORMATS, Format
from csto_cli.formats.reading import Reading
from csto_cli.model import SCHEMA_VERSION, Correction, Meeting, Span
from csto_cli.parsing.draft import Draft
from csto_cli.parsing.record import assemble
from csto_cli.source import Source, extracted_source, read_source
from csto_cli.version import VERSION

Row = TypeVar("Row", Format, Convention)
ASKED: tuple[str, ...] = ("asked for",)


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
class ReadingReport:
    """How a file was recognised and each label decided."""

    path: str | None
    format: str
    format_reasons: tuple[str, ...]
    convention: str
    convention_reasons: tuple[str, ...]
    runner_up: str | None
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
        raise UnreadableError(f"{path}: there is no such file", hint="check the path") from None
    except PermissionError:
        raise UnreadableError(f"{path}: permission denied", hint="check who may read the file") from None
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None


def parse(
    source: str | os.PathLike[str] | bytes, *, encoding: str | None = None, encoding_errors: str = "strict",
    input_format: str | None = None, convention: str | None = None, embed_source: bool = False, with_path: bool = True,
    name: str | None = None, corrections: Iterable[Correction] = (),
) -> Meeting:  # fmt: skip
    """Read one raw record, from a path or from its bytes, into a Meeting.

    ``encoding`` overrules detection; ``encoding_errors`` is ``strict`` or ``replace``. ``input_format`` and
    ``convention`` overrule recognition. ``embed_source`` puts the decoded text into the record; ``with_path`` its
    path. ``name`` stands for the path in messages. ``corrections`` (``read_corrections`` reads a file of them) are laid
    over the record. Raises the errors of ``csto_cli.errors``.
    """
    decoded, form = _open(source, name, encoding, encoding_errors, input_format)
    recognised, reading, draft = _read(decoded, form, convention)
    path = decoded.path
    origin = {
        "path": path if with_path else None, "format": recognised.form.name, "csto_version": VERSION,
        "text": decoded.text if embed_source else None,
    }  # fmt: skip
    meeting = assemble(decoded, reading, draft, origin)
    lay(meeting, corrections, decoded.text, partial(_span, decoded))
    return meeting


def _span(source: Source, start: int, end: int) -> Span:
    line, column = source.line_column(start)
    return Span(start=start, end=end, line=line, column=column, page=source.page(start))


@dataclass(frozen=True, slots=True)
class _Recognised:
    """What was recognised, on what evidence, and what else was thought of."""

    form: Format
    form_reasons: tuple[str, ...]
    family: Convention
    family_reasons: tuple[str, ...]
    runner_up: str | None


def _open(
    given: str | os.PathLike[str] | bytes, name: str | None, encoding: str | None, errors: str, input_format: str | None
) -> tuple[Source, tuple[Format, tuple[str, ...]] | None]:
    """The decoded source, and its format where the bytes or the caller tell it."""
    data, path = read_bytes(given)
    shown = name or path or ""
    asked = _chosen(FORMATS, input_format, "input format")
    binary = asked if asked is not None and asked.extract else None
    if asked is None:
        binary = next(
            (row for row in FORMATS if row.extract and row.signature and data.startswith(row.signature)), None
        )
    if binary is not None and binary.extract is not None and data:
        got = binary.extract(data, shown)
        source = extracted_source(data, got.text, got.extractor, got.pages, path=path, name=shown)
        return source, (binary, ASKED if asked else ("the first bytes of the file",))
    source = read_source(data, path=path, name=shown, encoding=encoding, errors=errors)
    return source, (asked, ASKED) if asked else None


def _read(
    source: Source, known: tuple[Format, tuple[str, ...]] | None, convention: str | None
) -> tuple[_Recognised, Reading, Draft]:
    _refuse_json(source)
    if known is None:
        sniffed = [(row.sniff(source.text, source.name), row) for row in FORMATS]
        best, row = max(sniffed, key=lambda entry: entry[0].confidence)
        known = row, best.reasons
    form, form_reasons = known
    reading = form.read(source)
    family, reasons = _chosen(CONVENTIONS, convention, "convention"), ASKED
    runner_up = None
    if family is None:
        fits = sorted(((row.sniff(source, reading), row) for row in CONVENTIONS), key=lambda s: -s[0].confidence)
        family, reasons = fits[0][1], fits[0][0].reasons
        runner_up = f"{fits[1][1].name} ({fits[1][0].confidence:.2f})" if len(fits) > 1 else None
    return _Recognised(form, form_reasons, family, reasons, runner_up), reading, family.read(source, reading)


def _chosen(table: tuple[Row, ...], name: str | None, what: str) -> Row | None:
    if name is None:
        return None
    row = next((row for row in table if row.name == name), None)
    if row is None:
        raise UsageError(f"unknown {what} {name!r}", hint=f"use one of {', '.join(row.name for row in table)}")
    return row


def _refuse_json(source: Source) -> None:
    """JSON that is no csto record is no raw record either."""
    if source.text.lstrip()[:1] not in ("{", "["):
        return
    try:
        orjson.loads(source.text.encode("utf-8", "replace"))
    except orjson.JSONDecodeError:
        return
    raise NotRecognisedError(
        f"{source.name}: this is JSON, but no csto record", hint="csto reads its own JSON and raw records"
    )


def load(data: str | bytes | dict[str, Any]) -> Meeting:
    """Read one record that csto wrote, from JSON or from a dictionary.

    Raises ``NotRecognisedError`` for anything else and ``SchemaVersionError`` for a newer major schema version.
    """
    value = data if isinstance(data, dict) else _json(data)
    return _meeting(value)


def load_many(data: bytes) -> Iterator[Meeting]:
    """Read every record of a JSON object, an array, or lines of JSON."""
    text = data.strip()
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        for line in text.splitlines():
            if line.strip():
                yield _meeting(_json(line))
        return
    for one in value if isinstance(value, list) else [value]:
        yield _meeting(one)


def _json(data: str | bytes) -> Any:
    try:
        return orjson.loads(data)
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        raise NotRecognisedError(f"this is no JSON: {error}", hint="give a record that csto parse wrote") from None


def _meeting(value: Any) -> Meeting:
    version = value.get("schema_version") if isinstance(value, dict) else None
    if not isinstance(version, str):
        raise NotRecognisedError(
            "this is JSON, but no csto record: it has no schema_version", hint="give a record that csto parse wrote"
        )
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise SchemaVersionError(
            f"the record has schema version {version}, this csto reads {SCHEMA_VERSION}",
            hint="use the csto that wrote it",
        )
    try:
        return Meeting.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NotRecognisedError(
            f"this csto record is broken at {where}: {first['msg']}", hint="write it again with csto parse"
        ) from None


def explain_reading(
    source: str | os.PathLike[str] | bytes, *, encoding: str | None = None, encoding_errors: str = "strict",
    input_format: str | None = None, convention: str | None = None, name: str | None = None,
) -> ReadingReport:  # fmt: skip
    """How a file is recognised, and what was decided of each candidate for a label, on what evidence."""
    decoded, form = _open(source, name, encoding, encoding_errors, input_format)
    recognised, reading, draft = _read(decoded, form, convention)
    path = decoded.path
    candidates = []
    for candidate in draft.candidates:
        line, column = decoded.line_column(candidate.block.span(candidate.start, candidate.end or 1)[0])
        given = tuple(f"{feature} {weight:+d}" for feature, weight in candidate.reasons)
        decision = "label" if candidate.is_label else "not a label"
        candidates.append(Reason(line, column, candidate.label, decision, candidate.score, given))
    return ReadingReport(
        path, recognised.form.name, (*recognised.form_reasons, reading.layout), recognised.family.name,
        recognised.family_reasons, recognised.runner_up, tuple(candidates),
    )  # fmt: skip
