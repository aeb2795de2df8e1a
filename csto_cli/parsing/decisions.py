"""Documents and topics of a draft: who may settle them, and the diagnostics that they give rise to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from csto_cli.data import lines
from csto_cli.formats.block import tidy
from csto_cli.model import Evidence, Span
from csto_cli.parsing.documents import SETTLED, Findings, FoundDocument, Proof, SpokenTurn, find_documents
from csto_cli.parsing.draft import Draft, DraftTurn, Problem
from csto_cli.parsing.evidence import Words
from csto_cli.parsing.people import Person
from csto_cli.parsing.spelling import key, slug

Json = dict[str, Any]


class TopicAt(NamedTuple):
    """A topic and its source offsets."""

    title: str
    span: tuple[int, int]


class DocumentAt(NamedTuple):
    """A document with its identifier, ready to be written."""

    id: str
    found: FoundDocument

    def as_json(self, span: Callable[[int, int], Span], proof: Callable[[Iterable[Words]], list[Evidence]]) -> Json:
        """Plain values; ``span`` and ``proof`` add lines and columns."""
        found = self.found
        evidence = {
            "title": found.title_proof,
            "status": found.status_proof,
            "date": found.date_proof,
            "amends": found.amends_proof,
        }
        amends = {"title": found.amends_title, "date": found.amends_date} if found.amends_title else None
        return {
            "id": self.id, "kind": found.kind, "number": found.number, "title": found.title, "status": found.status,
            "date": found.date, "amends": amends, "vote": found.vote,
            "mentions": [{"turn": turn, "span": span(*_span(words))} for turn, words in found.mentions],
            "evidence": {name: proof([_words(words)]) for name, words in evidence.items() if words is not None},
        }  # fmt: skip


@dataclass(slots=True)
class Decisions:
    """What a record says was decided."""

    documents: list[DocumentAt] = field(default_factory=list)
    topics: list[TopicAt] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@cache
def leading_offices() -> tuple[str, ...]:
    """How offices begin of those who lead a country."""
    return lines("leading_offices.txt")


def decide(draft: Draft, language: str | None) -> Decisions:
    """Find documents and topics in the narrative and in the words of those who may settle them."""
    day = draft.facts.get("end_date") or draft.facts.get("date")
    found = Findings()
    if draft.reads_prose:
        found = find_documents(
            title=draft.title, narrative=draft.narrative, turns=[_spoken(turn) for turn in draft.turns],
            date=day.value if day else None, language=language or "",
        )  # fmt: skip
    taken: Counter[str] = Counter()
    decisions = Decisions(topics=[TopicAt(topic.title, _span(topic.proof)) for topic in [*draft.topics, *found.topics]])
    told = [*draft.documents, *found.documents]
    for document in [*told, *_beside(draft, told)]:
        base = slug(f"{document.kind or ''} {document.title}", "document")
        taken[base] += 1
        decisions.documents.append(DocumentAt(base if taken[base] == 1 else f"{base}-{taken[base]}", document))
        if (
            document.status in SETTLED
            and document.status_proof is not None
            and document.status_proof.basis == "inferred"
        ):
            words = _words(document.status_proof)
            decisions.problems.append(
                Problem(
                    "C204",
                    "info",
                    f"that {document.title!r} was {document.status} here is inferred",
                    words.start,
                    words.end,
                )
            )
    for total in found.totals:
        words = _words(total.proof)
        decisions.problems.append(
            Problem(
                "C202",
                "warning",
                f"the record counts {total.said} documents and names {total.listed}",
                words.start,
                words.end,
            )
        )
    return decisions


def _beside(draft: Draft, told: Sequence[FoundDocument]) -> Iterator[FoundDocument]:
    """Documents of the lists beside the record that it does not tell of itself; what it does is mentioned there too."""
    known = {key(document.title): document for document in told}
    for supplement in draft.supplements:
        for document in supplement.listed.documents:
            same = known.setdefault(key(document.title), document)
            if same is document:
                yield document
                continue
            same.mentions += document.mentions
            if not same.settled:
                same.status, same.status_proof = document.status, document.status_proof


def _spoken(turn: DraftTurn) -> SpokenTurn:
    person = turn.person
    passages = tuple(paragraph.passage for paragraph in turn.paragraphs)
    return SpokenTurn(turn.index, person.id if person else None, person is not None and settles(person), passages)


def settles(person: Person) -> bool:
    """Can this person's words settle documents: the chair, or one who leads a country (both at a joint appearance)?"""
    return person.role == "chair" or any(
        office.country is not None and office.title.startswith(leading_offices()) for office in person.offices
    )


def _span(proof: Proof) -> tuple[int, int]:
    return proof.passage.span(proof.start, proof.end)


def _words(proof: Proof) -> Words:
    start, end = _span(proof)
    return Words(start, end, tidy(proof.text), "inferred" if proof.basis == "inferred" else "printed")
