"""Is a record sound? The table of rules, and the three questions that are asked of it.

A rule is one function in a module of its subject, or one row in ``parser`` where the parser itself raises the
diagnostic. C1xx: what the parser doubts. C2xx: floor and documents. C3xx: errors, what cannot be cited. C4xx: what is
odd, or could not be proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from csto_cli.checks import account, documents, floor, people, proof, record, references, spans, turns
from csto_cli.checks.parser import RAISED_BY_PARSER
from csto_cli.checks.rule import Check, Rule
from csto_cli.model import Diagnostic, Meeting

__all__ = ["RULES", "Check", "Rule", "explain", "review", "validate"]

_CHECKED: tuple[Rule, ...] = (
    floor.is_given_in_vain,
    documents.has_no_title,
    documents.status_is_inferred,
    floor.chair_is_inferred,
    floor.is_not_resumed,
    account.is_no_partition,
    account.has_empty_entry,
    proof.paragraph_is_not_in_source,
    proof.label_is_not_in_source,
    proof.evidence_is_not_in_source,
    proof.note_is_not_in_source,
    account.is_another_source,
    references.names_nobody,
    references.names_no_turn,
    references.resumes_nothing,
    turns.is_misnumbered,
    turns.overlaps_another_turn,
    turns.leaves_its_turn,
    spans.lies_outside,
    spans.has_another_line,
    references.shares_identifier,
    people.attendance_differs,
    documents.status_is_unproved,
    record.cannot_be_a_date,
    record.ends_before_it_begins,
    references.fact_is_unproved,
    floor.is_given_to_nobody,
    floor.is_taken_too_early,
    proof.quotes_too_much,
    turns.says_nothing,
    people.serves_two_countries,
    people.shares_name,
    people.voice_has_office,
    turns.has_long_label,
    turns.has_empty_paragraph,
    documents.title_is_kind_alone,
    documents.is_counted_twice,
    turns.has_no_speaker,
    proof.topic_is_not_in_source,
    proof.called_name_is_not_in_source,
    floor.is_taken_by_another,
    references.name_is_unproved,
    account.differs_from_turns,
    account.has_no_source_text,
)

RULES: tuple[Rule, ...] = tuple(sorted(RAISED_BY_PARSER + _CHECKED, key=lambda rule: rule.code))
"""The rulebook, in order of code."""

_BY_CODE = {rule.code: rule for rule in RULES}
_WHOLE = (-1, -1)
"""Position of what concerns the record as a whole."""
_WORST_FIRST = {"error": 0, "warning": 1, "info": 2}
# What a person should look at first among findings of one severity: who speaks, then the floor, then what was settled.
_LOOK_FIRST = ("C102", "C103", "C104", "C105", "C410", "C117", "C106", "C201", "C202", "C205", "C204", "C206")


def validate(meeting: Meeting, source_text: str | None = None) -> list[Diagnostic]:
    """Prove a record: what the parser doubted and what every rule finds, without doubles, in the order of the source.

    ``source_text`` is the decoded text that the record was read from; left out, the text that the record embeds is
    used. What concerns the record as a whole comes first.
    """
    text = meeting.source.text if source_text is None else source_text
    found = (finding for rule in RULES if rule.check is not None for finding in rule.check(meeting, text))
    return sorted(_without_doubles(meeting.diagnostics, found), key=_position)


def explain(code: str) -> Rule:
    """Return the rule of a code; raises ``KeyError`` where there is none."""
    return _BY_CODE[code.upper()]


def review(meeting: Meeting, source_text: str | None = None) -> list[Diagnostic]:
    """Order what a person should look at, worst first; among equals, who speaks comes before what was settled."""
    rank = {code: number for number, code in enumerate(_LOOK_FIRST)}
    return sorted(
        validate(meeting, source_text),
        key=lambda finding: (_WORST_FIRST[finding.severity], rank.get(finding.code, len(rank))),
    )


def _without_doubles(said: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Give the record's own diagnostics, then the findings that are new.

    A finding short of an error is no news where the record has its code for the same place or for the whole. An error
    is always told: a record cannot excuse itself.
    """
    seen = set()
    for diagnostic in said:
        key = (diagnostic.code, diagnostic.message, _position(diagnostic))
        if key not in seen:
            seen.add(key)
            yield diagnostic
    known = {(code, place) for code, _, place in seen}
    for finding in found:
        place = _position(finding)
        key = (finding.code, finding.message, place)
        is_known = (finding.code, place) in known or (finding.code, _WHOLE) in known
        if key not in seen and (finding.severity == "error" or not is_known):
            seen.add(key)
            yield finding


def _position(diagnostic: Diagnostic) -> tuple[int, int]:
    """Where a diagnostic stands: the record as a whole, then the source, then its supplements."""
    return _WHOLE if diagnostic.span is None else (diagnostic.span.source or 0, diagnostic.span.start)
