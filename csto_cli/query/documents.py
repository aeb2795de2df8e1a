"""What was decided: documents by status, topics, and the words that prove each."""

from __future__ import annotations

from collections.abc import Iterator

from csto_cli.model import Document, Evidence, Meeting, Topic
from csto_cli.query.decision_rows import DecisionRow, Proof
from csto_cli.query.rows import origin

SETTLED = ("adopted", "signed", "approved", "ratified")
"""Statuses of a document that this meeting settled."""


def full_title(kind: str | None, title: str) -> str:
    """A title that tells its kind: in a list under one kind word a document's own title is ``on A`` alone."""
    return title if kind in {None, "other"} or str(kind) in title.casefold() else f"{kind} {title}"


def number_beside(title: str, number: str | None) -> str | None:
    """The number of a document whose title does not tell it already."""
    return number if number and number not in title else None


def decisions(meeting: Meeting, *, everything: bool = False) -> list[DecisionRow]:
    """Documents settled here; with ``everything`` also what was proposed or only mentioned, and the topics."""
    rows = [_document(meeting, d) for d in meeting.documents if everything or d.status in SETTLED]
    if everything:
        rows += [_topic(meeting, topic) for topic in meeting.topics]
    return rows


def proofs(meeting: Meeting, evidence: dict[str, list[Evidence]]) -> Iterator[Proof]:
    """Every proof of a fact, flat."""
    for field, entries in evidence.items():
        for entry in entries:
            span = entry.span
            yield Proof(
                field=field,
                line=span.line,
                column=span.column,
                start=span.start,
                end=span.end,
                text=entry.text,
                basis=entry.basis,
                supplement=_supplement(meeting, span.source),
            )


def _supplement(meeting: Meeting, number: int | None) -> str | None:
    """What a supplement is called: its path, else its number."""
    if number is None:
        return None
    known = meeting.supplements[number - 1].path if number <= len(meeting.supplements) else None
    return known or f"supplement {number}"


def telling(row: DecisionRow) -> Proof | None:
    """The proof that tells most of a decision: of its status, else its first one."""
    return next((proof for proof in row.evidence if proof.field == "status"), next(iter(row.evidence), None))


def _document(meeting: Meeting, document: Document) -> DecisionRow:
    """A document as a row, with what proves each fact of it."""
    known = tuple(proofs(meeting, document.evidence))
    first = next((p for p in known if p.field == "status"), next(iter(known), None))
    mention = document.mentions[0].span.line if document.mentions else None
    return DecisionRow(
        **origin(meeting),
        type="document",
        kind=document.kind,
        number=document.number,
        title=document.title,
        status=document.status,
        document_date=document.date,
        amends=document.amends.title if document.amends else None,
        amends_date=document.amends.date if document.amends else None,
        vote=document.vote.text if document.vote else None,
        line=first.line if first else mention,
        evidence=known,
    )


def _topic(meeting: Meeting, topic: Topic) -> DecisionRow:
    """A topic as a row; its heading is its proof."""
    span = topic.span
    proof = Proof(
        field="title",
        line=span.line,
        column=span.column,
        start=span.start,
        end=span.end,
        text=topic.title,
        basis="printed",
    )
    return DecisionRow(
        **origin(meeting),
        type="topic",
        kind=None,
        number=None,
        title=topic.title,
        status=None,
        document_date=None,
        amends=None,
        amends_date=None,
        vote=None,
        line=span.line,
        evidence=(proof,),
    )
