"""Corrections laid over a record: each changes one thing, and marks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import get_args

from pydantic import ValidationError

from csto_cli.corrections.anchors import locate, overlaps, without_markup
from csto_cli.model import (
    AccountEntry,
    Attendance,
    Correction,
    CorrectionField,
    Diagnostic,
    Evidence,
    Meeting,
    Participant,
    Span,
    Turn,
)  # fmt: skip
from csto_cli.parsing.spelling import key, slug

FIELDS: tuple[str, ...] = get_args(CorrectionField)
LABEL_ENDS = ":：."

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)

Place = tuple[int, int]
Lines = Callable[[int, int], Span]
"""Gives the span of two offsets, with line and column."""


class _NotAppliedError(Exception):
    """Why a correction that was found has nothing to correct."""


def lay(meeting: Meeting, corrections: Iterable[Correction], text: str, span_of: Lines) -> None:
    """Lay corrections over a record, in order; it is changed in place.

    ``text`` is the decoded source. What was applied stands in ``meeting.corrections``, with the place that it has in
    this source; what fits only loosely, or concerns nothing, becomes a diagnostic (C118) and changes nothing.
    """
    for correction in corrections:
        try:
            place = _place(correction, meeting, text)
            if place is not None and not _is_own(meeting, place):
                continue
            span = span_of(*place) if place else None
            _APPLY.get(correction.field, _fact)(meeting, correction, place, span, text)
        except _NotAppliedError as reason:
            meeting.diagnostics.append(_refused(correction, str(reason)))
        else:
            known = {"span": span, "text_sha256": meeting.source.text_sha256}
            meeting.corrections.append(correction.model_copy(update=known))


def _refused(correction: Correction, reason: str) -> Diagnostic:
    about = f" of {correction.quote!r}" if correction.quote else ""
    message = f"the correction{about} ({correction.field}) is not applied: {reason}"
    hint = "write it again for this source with csto correct"
    return Diagnostic(code="C118", severity="warning", message=message, span=None, hint=hint)


def _place(correction: Correction, meeting: Meeting, text: str) -> Place | None:
    """Where a correction's words stand; None for a fact of this very source that quotes none."""
    if correction.quote is None and correction.span is None:
        if meeting.source.part is not None:
            raise _NotAppliedError("it quotes no words, and the file holds several records")
        if correction.text_sha256 not in (None, meeting.source.text_sha256):
            raise _NotAppliedError("it quotes no words, and was made for another source")
        return None
    found = locate(correction, text, meeting.source.text_sha256)
    if isinstance(found, str):
        raise _NotAppliedError(found)
    return found


def _is_own(meeting: Meeting, place: Place) -> bool:
    """Whether a place is this record's; in a file of several, another one's correction is no business of this one."""
    start, end = meeting.source.bounds
    return start <= place[0] and place[1] <= end


def _proof(correction: Correction, span: Span | None, printed: str | None = None) -> list[Evidence]:
    """What proves a corrected value: the words it is anchored to."""
    if span is None:
        return []
    return [Evidence(span=span, text=printed or correction.quote or correction.value or "", basis="corrected")]


def _wanted(place: Place | None) -> Place:
    if place is None:
        raise _NotAppliedError("it quotes no words")
    return place


def _value(correction: Correction) -> str:
    if not correction.value:
        raise _NotAppliedError("it gives no value")
    return correction.value


def _fact(meeting: Meeting, correction: Correction, place: Place | None, span: Span | None, text: str) -> None:
    del place, text
    wanted = _WRITTEN.get(correction.field)
    if wanted is not None and correction.value is not None and not wanted[0](correction.value):
        raise _NotAppliedError(f"its value is not {wanted[1]}")
    try:
        Meeting.__pydantic_validator__.validate_assignment(meeting, correction.field, correction.value)
    except ValidationError as error:
        raise _NotAppliedError(error.errors()[0]["msg"]) from None
    meeting.evidence[correction.field] = _proof(correction, span) if correction.value is not None else []


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_clock(value: str) -> bool:
    return CLOCK.fullmatch(value) is not None


_WRITTEN: dict[str, tuple[Callable[[str], bool], str]] = {
    **dict.fromkeys(("date", "end_date"), (_is_day, "a day of the calendar (write 2020-12-02)")),
    **dict.fromkeys(("start_time", "end_time"), (_is_clock, "a time of day (write 15:30)")),
}
"""Facts that are written in one way only: what tells it, and how it is said."""


def _turn_at(meeting: Meeting, place: Place) -> Turn:
    found = next((turn for turn in meeting.turns if overlaps(turn.label_span, place)), None)
    if found is None:
        raise _NotAppliedError("no label stands there")
    return found


def _speaker(meeting: Meeting, correction: Correction, place: Place | None, span: Span | None, text: str) -> None:
    """The label there is this person's."""
    del text
    turn = _turn_at(meeting, _wanted(place))
    person = _person(meeting, _value(correction), correction, span)
    before, turn.speaker, turn.candidates = turn.speaker, person.id, []
    turn.evidence["speaker"] = _proof(correction, span)
    person.attendance = "spoke"
    if turn.label and turn.label not in person.labels:
        person.labels.append(turn.label)
    for event in meeting.floor:
        if event.taken_in_turn == turn.index and event.to == before:
            event.to = person.id
        if event.turn == turn.index and event.by == before:
            event.by = person.id
    _leave(meeting, before, turn.label)


def _leave(meeting: Meeting, ident: str | None, label: str | None) -> None:
    """A participant has lost a turn; without any other, and where nothing names them, they are no participant."""
    person = next((person for person in meeting.participants if person.id == ident), None)
    if person is None:
        return
    own = [turn for turn in meeting.turns if turn.speaker == ident]
    if label in person.labels and not any(turn.label == label for turn in own):
        person.labels.remove(label)
    if own or person.attendance != "spoke":
        return
    if ident in _referred(meeting):
        person.attendance = "listed"
    else:
        meeting.participants.remove(person)


def _referred(meeting: Meeting) -> Iterator[str | None]:
    yield meeting.chair
    for event in meeting.floor:
        yield from (event.by, event.to)
    for turn in meeting.turns:
        yield from turn.candidates


def _person(
    meeting: Meeting, name: str, correction: Correction, span: Span | None, *, attendance: Attendance = "spoke"
) -> Participant:
    """The participant of that name or id, made where there is none."""
    wanted = key(name)
    found = next((p for p in meeting.participants if p.id == name or key(p.name) == wanted), None)
    if found is not None:
        return found
    taken = {person.id for person in meeting.participants}
    ident = next(i for i in _numbered(slug(name, "participant")) if i not in taken)
    made = Participant(
        id=ident, name=name, role="unknown", attendance=attendance, country=None, organisation=None, offices=[],
        labels=[], links=[], evidence={"name": _proof(correction, span)},
    )  # fmt: skip
    meeting.participants.append(made)
    return made


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 1
    while True:
        number += 1
        yield f"{stem}-{number}"


def _same_person(meeting: Meeting, correction: Correction, place: Place | None, span: Span | None, text: str) -> None:
    """The participant who is named there is another one: their turns, offices and labels are the other's."""
    del text
    one = _participant_at(meeting, _wanted(place))
    other = _person(meeting, _value(correction), correction, span, attendance=one.attendance)
    if one is other:
        raise _NotAppliedError("that is one participant already")
    known = {office.title for office in other.offices}
    other.offices += [office for office in one.offices if office.title not in known]
    other.labels += [label for label in one.labels if label not in other.labels]
    other.links += [link for link in one.links if link not in other.links]
    other.country = other.country or one.country
    other.organisation = other.organisation or one.organisation
    other.attendance = "spoke" if "spoke" in (one.attendance, other.attendance) else other.attendance
    other.role = one.role if other.role == "unknown" else other.role
    other.evidence.setdefault("name", []).extend(_proof(correction, span))
    meeting.participants.remove(one)
    for turn in meeting.turns:
        turn.speaker = other.id if turn.speaker == one.id else turn.speaker
        turn.candidates = list(dict.fromkeys(other.id if c == one.id else c for c in turn.candidates))
    for event in meeting.floor:
        event.by = other.id if event.by == one.id else event.by
        event.to = other.id if event.to == one.id else event.to
    meeting.chair = other.id if meeting.chair == one.id else meeting.chair


def _participant_at(meeting: Meeting, place: Place) -> Participant:
    turn = next((turn for turn in meeting.turns if overlaps(turn.label_span, place)), None)
    for person in meeting.participants:
        if turn is not None and person.id == turn.speaker:
            return person
        proofs = [*person.evidence.get("name", []), *(proof for office in person.offices for proof in office.evidence)]
        if turn is None and any(overlaps(proof.span, place) for proof in proofs):
            return person
    raise _NotAppliedError("no participant is named there")


def _document_title(
    meeting: Meeting, correction: Correction, place: Place | None, span: Span | None, text: str
) -> None:
    del text
    at = _wanted(place)
    for document in meeting.documents:
        if any(overlaps(proof.span, at) for proof in document.evidence.get("title", [])):
            document.title = _value(correction)
            document.evidence["title"] = _proof(correction, span)
            return
    raise _NotAppliedError("no document is named there")


def _no_label(meeting: Meeting, correction: Correction, place: Place | None, span: Span | None, text: str) -> None:
    """What was taken for a label is what the speaker before said: the turn goes on."""
    del correction, span
    turn = _turn_at(meeting, _wanted(place))
    assert turn.label_span is not None
    label = turn.label_span
    _recount(meeting, label.start, _make_said(turn, without_markup(text[label.start : label.end])))
    lost, turn.label, turn.label_span, turn.office, turn.language_note = turn.label, None, None, None, None
    speaker, turn.speaker, turn.candidates = turn.speaker, None, []
    turn.evidence.pop("speaker", None)
    if turn.index > 0:
        _join(meeting, turn)
    _leave(meeting, speaker, lost)


def _make_said(turn: Turn, words: str) -> int:
    """The label's words begin the first paragraph; gives the offset of those that stood first till now."""
    assert turn.label_span is not None
    label = turn.label_span
    if not turn.paragraphs:
        raise _NotAppliedError("nothing is said after it")
    first = turn.paragraphs[0]
    pieces = first.pieces or [(first.span.start, first.span.end)]
    first.pieces = [(label.start, label.end), *pieces]
    first.text = f"{words} {first.text}"
    start, first.span = first.span.start, label.model_copy(update={"end": first.span.end})
    return start


def _recount(meeting: Meeting, start: int, end: int) -> None:
    """The label, which begins at ``start``, counts as paragraph up to ``end``, where its turn's first words begin."""
    account: list[AccountEntry] = []
    for entry in meeting.source.account:
        inside = start <= entry.start < end and entry.kind in ("label", "blank")
        kind = "paragraph" if inside else entry.kind
        last = account[-1] if account else None
        if last is not None and last.kind == kind == "paragraph" and start < last.end <= end:
            account[-1] = AccountEntry(kind="paragraph", start=last.start, end=entry.end)
        else:
            account.append(AccountEntry(kind=kind, start=entry.start, end=entry.end))
    meeting.source.account = account


def _join(meeting: Meeting, turn: Turn) -> None:
    """A turn becomes the end of the one before; what counts turns counts anew."""
    before = meeting.turns[turn.index - 1]
    before.paragraphs += turn.paragraphs
    before.notes += turn.notes
    before.span = before.span.model_copy(update={"end": turn.span.end})
    before.end_time = turn.end_time or before.end_time
    if turn.interrupted_by is not None:
        before.interrupted_by = turn.interrupted_by
    gone = turn.index
    del meeting.turns[gone]

    def moved(index: int | None) -> int | None:
        return index - 1 if index is not None and index >= gone else index

    for number, other in enumerate(meeting.turns):
        other.index = number
        other.interrupted_by, other.resumes = moved(other.interrupted_by), moved(other.resumes)
        other.interrupted_by = None if other.interrupted_by == number else other.interrupted_by
        other.resumes = None if other.resumes == number else other.resumes
    meeting.floor = [event for event in meeting.floor if not (event.kind == "interrupted" and event.turn == gone)]
    for event in meeting.floor:
        taken = None if event.taken_in_turn == gone else event.taken_in_turn
        event.turn, event.taken_in_turn = moved(event.turn), moved(taken)
    for document in meeting.documents:
        for mention in document.mentions:
            mention.turn = moved(mention.turn)


_Apply = Callable[[Meeting, Correction, Place | None, Span | None, str], None]
_APPLY: dict[str, _Apply] = {
    "speaker": _speaker,
    "same_person": _same_person,
    "document_title": _document_title,
    "no_label": _no_label,
}
