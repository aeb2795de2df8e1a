"""The draft of a record becomes a Meeting: people joined, facts and documents found, every value with its evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from csto_cli.errors import UsageError
from csto_cli.formats.block import Passage, tidy
from csto_cli.formats.reading import Reading
from csto_cli.model import (
    SCHEMA_VERSION,
    AccountEntry,
    Basis,
    Evidence,
    FloorEvent,
    Meeting,
    Note,
    Paragraph,
    Span,
    Turn,
)
from csto_cli.parsing.account import Stretch, partition
from csto_cli.parsing.draft import Draft, DraftNote, DraftParagraph, DraftTurn, Fact, Problem
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.floor import FloorMove, chair_from, follow_floor
from csto_cli.parsing.journalists import self_named
from csto_cli.parsing.labels import weights
from csto_cli.parsing.notes import language_note
from csto_cli.parsing.origins import doubt_frames, doubt_origins, origin_fields
from csto_cli.parsing.people import Joined, Named, Person, Register
from csto_cli.parsing.roster import listed
from csto_cli.parsing.segment import link_interruptions
from csto_cli.parsing.setting import find_chairing, find_language, find_mode
from csto_cli.parsing.spelling import key
from csto_cli.parsing.supplement import place
from csto_cli.parsing.values import body_that_met, label_at, name_words, record_id, speaker_of
from csto_cli.source import Source

if TYPE_CHECKING:
    from csto_cli.parsing.decisions import Decisions, DocumentAt

Json = dict[str, Any]
FACTS = ("date", "end_date", "start_time", "end_time", "place", "mode", "chair")


def assemble(source: Source, reading: Reading, draft: Draft, origin: Json) -> Meeting:
    """Put the Meeting together; ``origin`` holds the fields of ``source`` that the caller knows (path, version...).

    Blocks, candidates, account and turns of ``reading`` and ``draft`` are used up: they would stand beside the record
    at the peak of memory.
    """
    from csto_cli.parsing.decisions import decide

    language, moves = settle(source, reading, draft)
    decisions = decide(draft, language)
    draft.problems += decisions.problems
    return _Assembly(source, reading, draft).meeting(moves, decisions, {**origin, "language": language})


def settle(source: Source, reading: Reading, draft: Draft) -> tuple[str | None, list[FloorMove]]:
    """Join people, follow the floor and find the facts of a draft; returns the record's language and the moves."""
    if draft.registered and draft.supplements:
        raise UsageError(
            f"{source.name}: lists beside the record cannot be joined to XML, which says itself who took part",
            hint="leave --with out",
        )
    if not draft.registered:
        _join_people(draft)
        link_interruptions(draft.turns)
    told = [draft.title, *draft.narrative] if draft.title else draft.narrative
    language = draft.language or None
    if draft.language is None:
        shown = " ".join(block.text for block in reading.blocks if block.kind not in ("furniture", "meta"))
        language = find_language(shown or source.text, reading.language)
        del shown
    moves = follow_floor(draft, language)
    _find_facts(draft, told, moves)
    return language, moves


def _join_people(draft: Draft) -> None:
    """Join labels and lists to participants, in the order in which the record prints them."""
    register = Register(draft.aliases, keeps_case=draft.keeps_case)
    told = [draft.title, *draft.narrative] if draft.title else draft.narrative
    entries = [*draft.roster, *listed(told)]
    for turn in draft.turns:
        if turn.candidate is not None:
            candidate = turn.candidate
            entries.append(Named(candidate.reading, candidate.block, candidate.start, candidate.label))
    journalists = self_named(draft.turns)
    labelled = [turn for turn in draft.turns if turn.candidate is not None]
    first, after = len(entries) - len(labelled), len(entries)
    entries += [named for _, named in journalists]
    entries += [named for supplement in draft.supplements for named in supplement.listed.people]
    joined = register.join(entries)
    for turn, found in zip(labelled, joined[first : first + len(labelled)], strict=True):
        assert turn.candidate is not None
        turn.joined = replace(found, basis="inferred") if turn.candidate.reading.inferred else found
        _doubt_joined(draft, turn, found)
    for turn in draft.turns:
        if turn.goes_on is not None and turn.goes_on.joined is not None:
            turn.joined = replace(turn.goes_on.joined, basis="inferred")
    for (turn, _), found in zip(journalists, joined[after : after + len(journalists)], strict=True):
        if turn.joined is not None and found.person is not None and found.person is not turn.joined.person:
            turn.joined.candidates.append(found.person)
            found.person.spoke = True
            if not found.person.labels:
                found.person.role = found.person.role or "journalist"
    register.settle()
    draft.people = register.people
    for name, usual, words in register.respelled:
        draft.problems.append(
            Problem("C105", "info", f"{name!r} is taken as a spelling of {usual!r}", words.start, words.end,
                    "if they are two people, correct the label"),
        )  # fmt: skip


def _doubt_joined(draft: Draft, turn: DraftTurn, joined: Joined) -> None:
    candidate = turn.candidate
    assert candidate is not None
    start, end = candidate.block.span(candidate.start, candidate.end)
    if joined.problem == "several":
        names = ", ".join(sorted({max(person.names) for person in joined.candidates}))
        draft.problems.append(
            Problem("C104", "warning", f"the label {candidate.label!r} fits several: {names}", start, end)
        )
    elif joined.problem == "office" and candidate.reading.offices:
        draft.problems.append(
            Problem(
                "C106",
                "info",
                f"the label {candidate.label!r} names an office; the record does not say who holds it",
                start,
                end,
            )
        )


def _find_facts(draft: Draft, told: Sequence[Passage], moves: Sequence[FloorMove]) -> None:
    mode = find_mode(told)
    if mode is not None:
        draft.facts.setdefault("mode", mode)
    if draft.registered:
        return
    chairing = draft.chairing or find_chairing(told)
    person = None
    if chairing is not None:
        person = next((p for p in draft.people if not p.voice and key(p.name) == key(chairing[0])), None)
    shown = chair_from(moves, person)
    if shown is not None and shown.by is not None:
        _set_chair(draft, shown.by, shown.words._replace(basis="inferred"))
    elif person is not None and chairing is not None:
        _set_chair(draft, person, chairing[1])


def _set_chair(draft: Draft, person: Person, words: Words) -> None:
    draft.facts["chair"] = Fact(person.id, [words])
    person.role = "chair"
    person.role_words = [words]
    if words.basis == "inferred":
        draft.problems.append(
            Problem("C205", "info", f"{person.name} is taken as the chair from the floor given", words.start, words.end)
        )


def _account_of(source: Source, reading: Reading, draft: Draft) -> list[Stretch]:
    """The account of a source; of a part of a file, what parts it from the next one included."""
    told = partition(source.text, draft.stretches, draft.hidden, reading.plain_gaps, reading.marks)
    if source.part is None:
        return told
    stop = source.base + len(source.text)
    between = _between(source.part.whole.text[stop : source.part.end])
    tiles = ((first, tile) for first, laid in ((source.base, told), (stop, between)) for tile in laid)
    return [Stretch(first + start, first + end, kind) for first, (start, end, kind) in tiles]


def _between(text: str) -> list[Stretch]:
    """The account of what parts two records of a file: white space, and perhaps lines of signs."""
    signs = text.strip()
    start = text.find(signs)
    return partition(text, [Stretch(start, start + len(signs), "separator")] if signs else [], (), "blank")


def _part_of(source: Source) -> Json:
    part = source.part
    if part is None:
        return {}
    return {"part": {"number": part.number, "of": part.of, "start": part.start, "end": part.end}}


class _Assembly:
    """Turns drafts into plain values; offsets get their lines and columns here, once."""

    def __init__(self, source: Source, reading: Reading, draft: Draft) -> None:
        self.source, self.reading, self.draft = source, reading, draft
        self._moments = [source.base + moment.offset for moment in reading.times]

    def meeting(self, moves: Sequence[FloorMove], decisions: Decisions, origin: Json) -> Meeting:
        draft, facts = self.draft, self.draft.facts
        language = origin.pop("language")
        title = tidy(draft.title.text) if draft.title else None
        body = body_that_met(draft)
        value = {name: facts[name].value if name in facts else None for name in FACTS}
        evidence = {name: self._proof(fact.words) for name, fact in facts.items()}
        if body is not None:
            evidence["body"] = self._proof([body[1]])
        documents = [self._document(found) for found in decisions.documents]
        self._doubt(value, title)
        account = self._account()
        turns = self._turns()
        return Meeting.model_validate({
            "schema_version": SCHEMA_VERSION,
            "id": record_id(self.source, value["date"], body[0]["name"] if body else None, title),
            "title": title, "body": body[0] if body else None, **value,
            "language": language, "evidence": evidence,
            "participants": [self._person(person) for person in draft.people],
            "turns": turns,
            "documents": documents,
            "topics": [{"title": topic.title, "span": self._span(*topic.span)} for topic in decisions.topics],
            "floor": [self._move(move) for move in moves],
            "notes": [self._note(note) for note in draft.notes],
            "source": {
                **origin_fields(self.reading, self._span),
                "sha256": self.source.sha256, "text_sha256": self.source.text_sha256,
                "encoding": self.source.encoding, "characters": len(self.source.whole.text),
                "convention": draft.convention, "extractor": self.source.extractor, "row": None, "text": None,
                **_part_of(self.source), **origin,
                "account": account,
            },
            "supplements": [supplement.as_json() for supplement in draft.supplements], "corrections": [],
            "diagnostics": [self._diagnostic(p) for p in sorted(draft.problems, key=lambda p: p.start or -1)],
        })  # fmt: skip

    def _span(self, start: int, end: int) -> Span:
        number = place(self.draft.supplements, start) if self.draft.supplements else 0
        if not number:
            return _span_in(self.source, start, end, None)
        supplement = self.draft.supplements[number - 1]
        return _span_in(supplement.source, start - supplement.base, end - supplement.base, number)

    def _proof(self, words: Iterable[Words]) -> list[Evidence]:
        return [Evidence.made(span=self._span(w.start, w.end), text=w.text, basis=w.basis) for w in words]

    def _person(self, person: Person) -> Json:
        evidence: dict[str, list[Evidence]] = {
            "name": self._proof(name_words(person)),
            "country": self._proof(person.country_words),
            "role": self._proof(person.role_words),
            "attendance": self._proof(person.attendance_words[:1]),
            "organisation": self._proof(person.organisation_words),
        }
        return {
            "id": person.id, "name": person.name,
            "role": person.role_shown,
            "attendance": "spoke" if person.spoke else "listed",
            "country": person.country, "organisation": person.organisation,
            "offices": [
                {"title": held.title, "country": held.country, "evidence": self._proof(held.evidence[:1])}
                for held in person.offices
            ],
            "labels": person.labels, "links": person.links, "evidence": {k: v for k, v in evidence.items() if v},
        }  # fmt: skip

    def _account(self) -> list[AccountEntry]:
        """What every character is; the stretches that the convention claimed are used up."""
        tiles = _account_of(self.source, self.reading, self.draft)
        self.draft.stretches = []
        return [AccountEntry.at(*tile) for tile in tiles]

    def _turns(self) -> list[Turn]:
        """The turns; each draft is let go when its turn is made, and before that what else holds on to its blocks."""
        for used_up in (self.reading.blocks, self.reading.lines, self.draft.candidates):
            used_up.clear()
        goes_on = {turn.goes_on.index for turn in self.draft.turns if turn.goes_on}
        drafts, self.draft.turns = deque(self.draft.turns), []
        turns = []
        while drafts:
            draft = drafts.popleft()
            turns.append(self._turn(draft))
            draft.paragraphs, draft.notes = [], []
            if draft.index not in goes_on:
                draft.candidate = None
        return turns

    def _turn(self, turn: DraftTurn) -> Turn:
        candidate, joined = turn.candidate, turn.joined
        paragraphs = [self._paragraph(paragraph) for paragraph in turn.paragraphs]
        notes = [self._note(note) for note in turn.notes]
        evidence: dict[str, list[Evidence]] = {}
        label_span, office = None, None
        shown = candidate or (turn.goes_on.candidate if turn.goes_on is not None else None)
        if shown is not None and joined is not None and joined.person is not None:
            basis: Basis = "inferred" if joined.basis == "inferred" else "printed"
            evidence["speaker"] = self._proof([words_at(shown.block, shown.start, shown.end, basis)])
        if candidate is not None:
            label_span = self._span(*label_at(candidate))
            office = (
                candidate.reading.offices[0].title if candidate.reading.offices and candidate.reading.name else None
            )
        elif joined is not None and joined.person is not None and turn.speaker_words is not None:
            evidence["speaker"] = self._proof([turn.speaker_words])
        if turn.interruption is not None:
            evidence["interrupted_by"] = self._proof([turn.interruption])
        hull = [label_span] if label_span is not None else []
        hull += [paragraph.span for paragraph in paragraphs]
        hull += [note.span for note in notes]
        label = candidate.label if candidate else None
        start_time, end_time = self._times(paragraphs)
        return Turn.made(
            index=turn.index, speaker=speaker_of(turn), label=label, label_span=label_span, office=office,
            language_note=language_note(label) if label else None,
            candidates=[person.id for person in joined.candidates] if joined else [],
            start_time=start_time, end_time=end_time, paragraphs=paragraphs, notes=notes,
            interrupted_by=turn.interrupted_by, resumes=turn.resumes,
            span=_hull(hull), evidence=evidence,
        )  # fmt: skip

    def _times(self, paragraphs: Sequence[Paragraph]) -> tuple[str | None, str | None]:
        """When the first and the last words were said, where the packing tells it."""
        times = self.reading.times
        if not times or not paragraphs:
            return None, None
        first, last = (
            max(bisect_right(self._moments, offset) - 1, 0)
            for offset in (paragraphs[0].span.start, paragraphs[-1].span.end - 1)
        )
        return times[first].start, times[last].end

    def _paragraph(self, paragraph: DraftParagraph) -> Paragraph:
        block = paragraph.block
        spoken = [block.span(a, b) for a, b in paragraph.spoken()]
        start, end = spoken[0][0], spoken[-1][1]
        pieces = (
            list(_without(spoken, [h for h in block.hidden if start <= h[0] and h[1] <= end]))
            if block.hidden
            else spoken
        )
        base = self.source.base
        return Paragraph.made(
            text=paragraph.text(), span=self._span(start, end),
            pieces=[(base + a, base + b) for a, b in pieces] if len(pieces) > 1 else [],
        )  # fmt: skip

    def _note(self, note: DraftNote) -> Note:
        return Note.made(kind=note.kind, text=note.text, span=self._span(note.start, note.end))

    def _move(self, move: FloorMove) -> FloorEvent:
        return FloorEvent.made(
            kind=move.kind, by=move.by.id if move.by else None, to=move.to.id if move.to else None,
            to_text=move.to_text, turn=move.turn, taken_in_turn=move.taken_in_turn,
            span=self._span(move.words.start, move.words.end),
        )  # fmt: skip

    def _document(self, found: DocumentAt) -> Json:
        return found.as_json(self._span, self._proof)

    def _diagnostic(self, problem: Problem) -> Json:
        span = self._span(problem.start, problem.end) if problem.start is not None and problem.end is not None else None
        return {
            "code": problem.code, "severity": problem.severity, "message": problem.message, "span": span,
            "hint": problem.hint,
        }  # fmt: skip

    def _doubt(self, facts: Json, title: str | None) -> None:
        """Diagnostics that concern the record as a whole."""
        problems = self.draft.problems
        if not self.draft.turns:
            problems.append(
                Problem(
                    "C101",
                    "warning",
                    "no labels were found: the record has no turns",
                    hint="csto readers --why FILE tells why",
                )
            )
        if not self.draft.turns and title is None and facts["date"] is None:
            self._doubt_source()
            self._doubt_labels()
            return
        if title is None:
            problems.append(Problem("C109", "info", "the record has no title"))
        if facts["date"] is None and not any(problem.code == "C111" for problem in problems):
            problems.append(Problem("C110", "warning", "the record prints no date"))
        self._doubt_source()
        self._doubt_labels()

    def _doubt_source(self) -> None:
        problems, source = self.draft.problems, self.source
        for supplement in self.draft.supplements:
            if not (supplement.listed.people or supplement.listed.documents):
                start = supplement.base
                problems.append(
                    Problem("C125", "warning", f"nothing was found in the supplement {supplement.source.name}", start,
                            start + len(supplement.source.text), "give a list of people or of documents")
                )  # fmt: skip
        problems += doubt_origins(self.reading.origins)
        problems += doubt_frames(self.reading, has_turns=bool(self.draft.turns))
        if source.declared is not None:
            message = f"the file declares the encoding {source.declared[:40]!r} and is in {source.encoding}"
            problems.append(Problem("C133", "warning", message, hint="name the right one with --encoding"))
        for offset in source.replaced:
            problems.append(Problem("C107", "warning", "a byte that did not decode was replaced", offset, offset + 1))
        if source.guessed_encoding:
            problems.append(
                Problem("C108", "info", f"the encoding {source.encoding} is a guess", hint="name it with --encoding")
            )
        if self.reading.cut_off is not None:
            start = min(self.reading.cut_off, len(source.text) - 1)
            problems.append(Problem("C114", "warning", "the file is cut off here", start, len(source.text)))

    def _doubt_labels(self) -> None:
        table = weights()
        for candidate in self.draft.candidates:
            distance = candidate.score - table["threshold"]
            if not -table["doubt"] <= distance < table["doubt"] or (candidate.is_label and self.reading.marks_labels):
                continue
            start, end = candidate.block.span(candidate.start, max(candidate.end, candidate.start + 1))
            label, hint = repr(candidate.label[:80]), "csto readers --why FILE shows the evidence"
            if candidate.is_label:
                problem = Problem("C102", "warning", f"a doubtful label was kept: {label}", start, end, hint)
            else:
                problem = Problem(
                    "C103", "info", f"a doubtful line was not taken as a label: {label}", start, end, hint
                )
            self.draft.problems.append(problem)


def _hull(spans: Sequence[Span]) -> Span:
    """From the first span's start to the last one's end."""
    first, end = min(spans, key=lambda span: span.start), max(span.end for span in spans)
    return Span.made(
        start=first.start, end=end, line=first.line, column=first.column, page=first.page, source=first.source
    )


def _span_in(source: Source, start: int, end: int, number: int | None) -> Span:
    line, column = source.line_column(start)
    base = source.base
    return Span.at(base + start, base + end, line, column, source.page(start) if source.pages else None, number)


def _without(spans: Sequence[tuple[int, int]], holes: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    for start, end in spans:
        position = start
        for a, b in holes:
            if position <= a and b <= end:
                if a > position:
                    yield position, a
                position = b
        if position < end:
            yield position, end
