"""What a meeting is: the Pydantic models of the record, and nothing else.

Offsets are characters of the decoded source, 0-based and half-open; lines and columns are 1-based.
Facts are plain values; what proves them stands beside them, in the same object, under ``evidence``.
Every key is always present in what csto writes: a list or map can be empty, a scalar null.
Unknown keys, as a newer minor schema version may add them, are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from csto_cli.errors import RebuildError

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

SCHEMA_VERSION = "1.0"

MadeOf = TypeVar("MadeOf", bound="Model")

Basis = Literal["printed", "inferred", "corrected"]
Role = Literal["chair", "member", "guest", "moderator", "journalist", "interpreter", "secretariat", "voice", "unknown"]
Attendance = Literal["spoke", "listed", "absent"]
Mode = Literal["in_person", "videoconference", "mixed"]
NoteKind = Literal[
    "stage", "vocal", "incident", "language", "omission", "editor", "caption", "link", "heading", "other"
]
DocumentKind = Literal[
    "declaration", "statement", "agreement", "protocol", "treaty", "memorandum", "convention", "decision", "resolution",
    "decree", "order", "law", "strategy", "concept", "plan", "programme", "roadmap", "action plan", "list",
    "communique", "contract", "charter", "report", "other",
]  # fmt: skip
DocumentStatus = Literal["adopted", "signed", "approved", "ratified", "proposed", "mentioned"]
FloorKind = Literal["opened", "given", "taken", "untaken", "interrupted", "resumed", "closed", "adjourned"]
AccountKind = Literal[
    "title", "dateline", "intro", "participants", "separator", "heading", "label", "paragraph", "note", "documents",
    "footer", "furniture", "markup", "blank",
]  # fmt: skip
CorrectionField = Literal[
    "speaker", "no_label", "same_person", "document_title", "title", "date", "end_date", "start_time", "end_time",
    "place", "mode", "language",
]  # fmt: skip
Severity = Literal["error", "warning", "info"]


def _absent(value: object) -> bool:
    return value is None


def _empty(value: dict[str, object]) -> bool:
    return not value


def _none(value: list[object]) -> bool:
    return not value


class Model(BaseModel):
    """Base of every part of the record: unknown keys are kept, field docstrings become schema descriptions.

    Validators are built when the first record is validated, once for the whole record; docstrings are read where a
    schema is asked for. Most calls need neither.
    """

    model_config = ConfigDict(extra="allow", defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema of the model, each field with what its docstring says."""
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema)["properties"]
        for name, text in _field_docstrings(cls):
            properties[name]["description"] = text
        return schema

    @classmethod
    def made(cls, **values: Any) -> Self:
        """An instance of values known to be sound: all fields that anybody will ask for, in their order, as they are.

        It equals the validated one and takes a third of the memory, since validation gives every instance a dictionary
        and a set of its own; a record is above all spans.
        """
        instance = _new(cls)
        for name, value in values.items():
            _set(instance, name, value)
        return _sealed(instance)


def _sealed(instance: MadeOf) -> MadeOf:
    """An instance that has its fields, with what else Pydantic expects of one."""
    _set_fields_set(instance, _fields(type(instance)))
    _set_extra(instance, {})
    _set_private(instance, None)
    return instance


def _field_docstrings(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The fields of a model's own class that have a docstring below them, in order."""
    import ast
    import inspect

    (body,) = (node.body for node in ast.parse(inspect.getsource(model)).body if isinstance(node, ast.ClassDef))
    for attribute, below in pairwise(body):
        match attribute, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)


_new, _set = object.__new__, object.__setattr__
_set_fields_set, _set_extra, _set_private = (
    vars(BaseModel)[f"__pydantic_{slot}__"].__set__ for slot in ("fields_set", "extra", "private")
)


@cache
def _fields(model: type[Model]) -> set[str]:
    """The names of the fields, one set for all instances: each of them has all fields set."""
    return set(model.model_fields)


class Span(Model):
    """A stretch of the source, ``source_text[start:end]``."""

    start: int = Field(ge=0)
    """Offset of the first character (0-based, in characters of the decoded source)."""
    end: int = Field(ge=0)
    """Offset after the last character (half-open)."""
    line: int = Field(ge=1)
    """Line of ``start`` (1-based; lines end with LF, CRLF or CR and nothing else)."""
    column: int = Field(ge=1)
    """Column of ``start`` in its line (1-based, in characters)."""
    page: Annotated[int | None, Field(exclude_if=_absent)] = None
    """Page of ``start`` in a paged source (1-based); the key is absent elsewhere."""
    source: Annotated[int | None, Field(exclude_if=_absent)] = None
    """Number of the supplement that the offsets count in (1-based); the key is absent for the record's own source."""

    @classmethod
    def at(cls, start: int, end: int, line: int, column: int, page: int | None, source: int | None) -> Self:
        """What ``made`` gives, in half of the time: a record is above all spans."""
        span = _new(cls)
        _set(span, "start", start)
        _set(span, "end", end)
        _set(span, "line", line)
        _set(span, "column", column)
        _set(span, "page", page)
        _set(span, "source", source)
        return _sealed(span)


class Evidence(Model):
    """Words of the source that prove a fact."""

    span: Span
    """Where the words stand."""
    text: str
    """The words as printed, white space folded, markup left out."""
    basis: Basis
    """``printed``: the source says so; ``inferred``: csto concluded it; ``corrected``: a person did."""


class Body(Model):
    """The body that met."""

    name: str
    """Name as printed."""
    organisation: str | None
    """Organisation that the body belongs to, in full."""
    short_name: str | None
    """Short name of the organisation."""


class Office(Model):
    """An office as the record prints it with a name."""

    title: str
    """The office as printed, without a leading article."""
    country: str | None
    """ISO 3166-1 alpha-2 code of the country that the office belongs to."""
    evidence: list[Evidence]
    """Where it is printed with the person's name."""


class Participant(Model):
    """A person who took part, or a voice that the record gives no name for."""

    id: str
    """Identifier within the record, made of the name in ASCII."""
    name: str
    """Fullest form of given name and surname that the record prints, without honorific; for a voice, its word."""
    role: Role
    """Part played in this meeting; ``voice`` is nobody's name (``Question``)."""
    attendance: Attendance
    """``spoke``: has a turn; ``listed``: the record says they took part; ``absent``: the record says they did not."""
    country: str | None
    """ISO 3166-1 alpha-2 code, from the offices or from the organisation's seat in the record."""
    organisation: str | None
    """Organisation or outlet that the record names with the person."""
    offices: list[Office]
    """Offices as printed in labels and lists, in order of appearance."""
    labels: list[str]
    """Every label that was read as this participant, in order of appearance."""
    links: list[str]
    """Addresses that the source's markup links the name to."""
    evidence: dict[str, list[Evidence]]
    """Proof of ``name``, ``country``, ``role``, ``attendance``, ``organisation``."""


class Paragraph(Model):
    """One paragraph of what was said."""

    text: str
    """What was said: notes cut out, white space folded to single spaces, zero-width characters and markup left out."""
    span: Span
    """Hull of the paragraph in the source."""
    pieces: list[tuple[int, int]]
    """Parts ``[start, end]`` of the source that make the text, where a note or furniture stands inside; else empty."""


class Note(Model):
    """Words of the record that nobody said: stage directions, language notes, omissions, editor's brackets."""

    kind: NoteKind
    """What the note tells."""
    text: str
    """The note as printed, brackets included."""
    span: Span
    """Where it stands."""


class Turn(Model):
    """What one speaker says until the label of the next."""

    index: int
    """Number of the turn in the record (0-based)."""
    speaker: str | None
    """Participant's id; null where the record does not tell or the label fits several (see ``candidates``)."""
    label: str | None
    """The label as printed before its colon, parentheses included, hidden markup left out; null where there is none."""
    label_span: Span | None
    """Where the label stands, its colon included."""
    office: str | None
    """The office printed in this turn's label."""
    language_note: str | None
    """What the label says about interpretation (``retranslated``)."""
    candidates: list[str]
    """Participants whom the label fits where it fits several, or whom the turn itself names."""
    start_time: str | None
    """Time of the first word, ``HH:MM:SS`` with optional fraction, where the source has one."""
    end_time: str | None
    """Time of the last word."""
    paragraphs: list[Paragraph]
    """The words, paragraph by paragraph; empty where a label is followed by a note alone."""
    notes: list[Note]
    """Notes that stand inside the turn."""
    interrupted_by: int | None
    """Index of the turn that cut this one off."""
    resumes: int | None
    """Index of the broken-off turn that this one goes on with."""
    span: Span
    """Hull from the label to the last word or note."""
    evidence: dict[str, list[Evidence]]
    """Proof of ``speaker``, ``interrupted_by``, ``resumes``, ``candidates``."""


class Amended(Model):
    """A document that another one changes."""

    title: str
    """Title as printed."""
    date: str | None
    """ISO 8601 date of the amended document."""


class Vote(Model):
    """A vote as the record counts it."""

    in_favour: int | None
    """Votes in favour."""
    against: int | None
    """Votes against."""
    abstentions: int | None
    """Abstentions."""
    text: str
    """The record's words."""


class Mention(Model):
    """A place where a document is named."""

    turn: int | None
    """Index of the turn; null in title, lead or narrative."""
    span: Span
    """The words that name it."""


class Document(Model):
    """A document that the record names as settled, proposed or mentioned at this meeting."""

    id: str
    """Identifier within the record."""
    kind: DocumentKind | None
    """Kind word that the record uses."""
    number: str | None
    """Number as printed."""
    title: str
    """Noun phrase as printed, from its kind word or proper name to the end of its own complement."""
    status: DocumentStatus
    """``adopted``, ``signed``, ``approved``, ``ratified`` here; ``proposed`` or only ``mentioned``."""
    date: str | None
    """ISO 8601 date of the document where the record prints one."""
    amends: Amended | None
    """What a protocol or amendment changes."""
    vote: Vote | None
    """The vote that carried it."""
    mentions: list[Mention]
    """Every place where the record names it."""
    evidence: dict[str, list[Evidence]]
    """Proof of ``title``, ``status``, ``date``, ``amends``, ``vote``."""


class Topic(Model):
    """A subject that decisions or documents concern, as listed."""

    title: str
    """The subject as printed."""
    span: Span
    """Where it stands."""


class FloorEvent(Model):
    """Something that happened to the floor."""

    kind: FloorKind
    """What happened."""
    by: str | None
    """Participant who did it."""
    to: str | None
    """Participant whom it concerns."""
    to_text: str | None
    """The words that name whom it concerns."""
    turn: int | None
    """Index of the turn whose words do it."""
    taken_in_turn: int | None
    """Index of the turn that takes the floor given."""
    span: Span
    """The words that say so."""


class AccountEntry(Model):
    """One stretch of the account, which tiles the source from 0 to its length."""

    kind: AccountKind
    """What the stretch is."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""

    @classmethod
    def at(cls, start: int, end: int, kind: str) -> Self:
        """What ``made`` gives, in half of the time: after spans a record has nothing as often."""
        entry = _new(cls)
        _set(entry, "kind", kind)
        _set(entry, "start", start)
        _set(entry, "end", end)
        return _sealed(entry)


class SourcePart(Model):
    """The part of a file that one of its several records stands in."""

    number: int = Field(ge=1)
    """Number of the record in the file (1-based)."""
    of: int = Field(ge=1)
    """How many records the file holds."""
    start: int = Field(ge=0)
    """Offset in the file of the record's first character."""
    end: int = Field(ge=0)
    """Offset where the next record begins, or the file ends."""


class SourceFile(Model):
    """One of several files that, put end to end, are the source of one record."""

    path: str | None
    """Path as given; null for ``--no-path``."""
    sha256: str
    """Hash of its bytes."""
    text_sha256: str
    """Hash of its decoded text in UTF-8."""
    encoding: str
    """Encoding that its bytes were read with."""
    characters: int
    """Length of its decoded text."""
    start: int
    """Offset in the whole text at which it begins: what stands at ``n`` there stands at ``n - start`` in the file."""
    line: int
    """Line of the whole text at which it begins: line ``n`` there is line ``n - line + 1`` of the file."""
    column: int
    """Column at which it begins: 1 but where the file before does not end its last line."""


class SourceInfo(Model):
    """Where the record came from, and what every character of it is."""

    path: str | None
    """Path as given; null for standard input and for ``--no-path``."""
    url: str | None
    """Address that the source itself names."""
    archive_url: Annotated[str | None, Field(exclude_if=_absent)] = None
    """Address of a web archive's copy that the source says it is; the key is absent elsewhere."""
    archived: Annotated[str | None, Field(exclude_if=_absent)] = None
    """ISO 8601 day on which the archive took the copy, as the source says; the key is absent elsewhere."""
    saved: Annotated[str | None, Field(exclude_if=_absent)] = None
    """ISO 8601 day on which the page was saved, as the source says; the key is absent elsewhere."""
    evidence: Annotated[dict[str, list[Evidence]], Field(exclude_if=_empty)] = {}
    """Proof of ``url``, ``archive_url``, ``archived`` and ``saved`` in the source's text as it is written, markup and
    all; the key is absent where a page says nothing of them in a place of its own."""
    sha256: str
    """Hash of the bytes; for a cell of a table, of its text in UTF-8."""
    text_sha256: str
    """Hash of the decoded text in UTF-8."""
    encoding: str
    """Encoding that the bytes were read with."""
    characters: int
    """Length of the decoded text."""
    format: str
    """How the characters are packed (``csto readers`` lists them)."""
    convention: str
    """Family of records (``csto readers`` lists them)."""
    extractor: str | None
    """Program and version that gave the text of a binary format."""
    row: int | None
    """Row of a table that the record stands in (1-based, headings not counted)."""
    column: Annotated[list[str] | None, Field(exclude_if=_absent)] = None
    """Columns of the table that the text stands in; the key is absent elsewhere."""
    row_id: Annotated[str | None, Field(exclude_if=_absent)] = None
    """Identifier that the table gives the record; the key is absent where it gives none."""
    part: Annotated[SourcePart | None, Field(exclude_if=_absent)] = None
    """The part of the file that the record stands in, where the file holds several; hashes, ``characters``, ``text``
    and every offset and line are those of the whole file. The key is absent elsewhere."""
    files: Annotated[list[SourceFile], Field(exclude_if=_none)] = []
    """The files that the record goes on over, in order: hashes, ``characters``, ``text`` and every offset and line are
    those of their texts put end to end. The key is absent where one file holds the record."""
    csto_version: str
    """Version of csto that read the record."""
    text: str | None
    """The decoded source itself, where it was asked to be embedded."""
    account: list[AccountEntry]
    """Partition of the source: contiguous, in order, from 0 to ``characters``; of a part, from its start to its end."""

    def file_of(self, span: Span) -> SourceFile | None:
        """The file that a span of this source begins in; None where one file holds the record."""
        return next((file for file in reversed(self.files) if file.start <= span.start), None)

    def place(self, span: Span) -> tuple[str | None, int, int]:
        """Path, line and column at which a reader finds a span: those of its own file, where there are several."""
        file = self.file_of(span)
        if file is None:
            return self.path, span.line, span.column
        column = span.column - file.column + 1 if span.line == file.line else span.column
        return file.path, span.line - file.line + 1, column

    @property
    def bounds(self) -> tuple[int, int]:
        """The stretch of the decoded source that the record is an account of: all of it, or its part."""
        return (self.part.start, self.part.end) if self.part is not None else (0, self.characters)

    def rebuild(self, source_text: str | None = None) -> str:
        """Return the decoded source, put together again from the account; of a part, the words of that part.

        ``source_text`` is the decoded text of the file (without byte-order mark); left out, the embedded text is used.
        Raises ``RebuildError`` where there is no text, where its hash is another, or where the account is no partition.
        """
        text = self.text if source_text is None else source_text
        if text is None:
            raise RebuildError("the record does not embed its source; give the source text")
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest != self.text_sha256:
            raise RebuildError("the source text is not the one that the record was read from (its hash differs)")
        position, end = self.bounds
        parts: list[str] = []
        for entry in self.account:
            if entry.start != position or entry.end <= entry.start:
                raise RebuildError(f"the account is no partition: {entry.kind} at {entry.start}, expected {position}")
            parts.append(text[entry.start : entry.end])
            position = entry.end
        if position != end or end > len(text):
            raise RebuildError(f"the account ends at {position} of {min(end, len(text))} characters")
        return "".join(parts)


class Correction(Model):
    """A person's correction laid over the record."""

    field: CorrectionField
    """What is corrected: a turn's ``speaker``, a label that is none (``no_label``), a participant who is another one
    (``same_person``), a ``document_title``, or a fact of the meeting."""
    value: str | None
    """The corrected value: a name, a title, a date; null for ``no_label`` and for a fact that is not known."""
    by: str | None
    """Who corrected it."""
    when: str | None
    """ISO 8601 date."""
    why: str | None
    """The reason given."""
    quote: str | None = None
    """Words of the source that the correction is anchored to; null for a fact that the source does not print."""
    before: str | None = None
    """Letters and digits that stand before them in the source, small."""
    after: str | None = None
    """Letters and digits that stand after them."""
    span: Span | None = None
    """Where they stand in the source named by ``text_sha256``."""
    text_sha256: str | None = None
    """Hash of the decoded text that the correction was made for."""


class Diagnostic(Model):
    """Something doubtful or wrong, with its place."""

    code: str
    """Stable code (``csto validate --explain CODE``)."""
    severity: Severity
    """How much it matters."""
    message: str
    """What was seen."""
    span: Span | None
    """Where; null where it concerns the record as a whole."""
    hint: str | None
    """What to do."""


class Meeting(Model):
    """One record of one meeting."""

    schema_version: str
    """Version of this schema; within a major version keys are only added."""
    id: str
    """For show: date, body or title in ASCII, eight digits of the source's hash."""
    title: str | None
    """Title as printed."""
    body: Body | None
    """The body that met, where the record names one."""
    date: str | None
    """ISO 8601 date of the meeting."""
    end_date: str | None
    """Last day of a meeting of several days."""
    start_time: str | None
    """``HH:MM`` at which the record says that it began."""
    end_time: str | None
    """``HH:MM`` at which the record says that it ended."""
    place: str | None
    """Place as printed in the dateline."""
    mode: Mode | None
    """How they met, where the record says so."""
    language: str | None
    """ISO 639-1 code of the record's language."""
    chair: str | None
    """Participant's id of who opens, gives the floor or is called chair."""
    evidence: dict[str, list[Evidence]]
    """Proof of ``title``, ``date``, ``end_date``, ``place``, ``mode``, ``body``, ``chair`` and the times."""
    participants: list[Participant]
    """Who spoke or is listed, in order of appearance."""
    turns: list[Turn]
    """Who said what, in order."""
    documents: list[Document]
    """Documents settled here, proposed or mentioned."""
    topics: list[Topic]
    """Subjects that decisions or documents concern."""
    floor: list[FloorEvent]
    """Who had the floor and how they got it."""
    notes: list[Note]
    """Notes that stand outside the turns."""
    source: SourceInfo
    """Where the record came from."""
    supplements: list[SourceInfo]
    """Documents published beside the record and joined to it."""
    corrections: list[Correction]
    """Corrections laid over it."""
    diagnostics: list[Diagnostic]
    """What csto doubts."""

    def rebuild(self, source_text: str | None = None) -> str:
        """Return the decoded source, put together again from the account; see ``SourceInfo.rebuild``.

        A supplement is rebuilt by its own ``supplements[n].rebuild``.
        """
        return self.source.rebuild(source_text)
