"""Documents: what was settled is proved, named and counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from csto_cli.checks import walk
from csto_cli.checks.rule import Found, rule
from csto_cli.formats.block import fold
from csto_cli.model import Document, Meeting


@rule("C318", "error", "give the words that say so, or set the status to mentioned")
def status_is_unproved(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Settled document has no evidence for its status.

    That a document was adopted, signed, approved or ratified at this meeting is the very thing that people cite; so
    the record must give the words that say it. Give them, or set the status to what the record does say.
    """
    for document in meeting.documents:
        if document.status in walk.SETTLED and not document.evidence.get("status"):
            yield f"document {document.id!r} is {document.status} without evidence", walk.first_mention(document)


@rule("C203", "warning", "look what the source calls it")
def has_no_title(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Document has no title.

    The record says that something was settled or proposed, and not what. Read the place in the source: the title may
    stand in another sentence or in a list.
    """
    for document in meeting.documents:
        if not document.title.strip():
            yield f"document {document.id!r} has no title", walk.first_mention(document)


@rule("C204", "info", "read the evidence before you cite the status")
def status_is_inferred(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Status of a settled document is inferred.

    The record does not say in so many words that the document was adopted or signed here; it was concluded from the
    words given as evidence. Read them before you cite the status.
    """
    for document in meeting.documents:
        proofs = document.evidence.get("status", [])
        if document.status in walk.SETTLED and proofs and all(proof.basis == "inferred" for proof in proofs):
            yield f"that document {document.id!r} is {document.status} is inferred", proofs[0].span


@rule("C407", "warning", "look whether the title goes on, or stands elsewhere")
def title_is_kind_alone(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Document's title is nothing but the word for its kind.

    `Declaration` alone does not say which one. The title may go on after a comma, a line break or a link, or the word
    may be a later mention of a document that the record names in full elsewhere.
    """
    for document in meeting.documents:
        if document.kind is not None and _bare(document.title) in {document.kind, f"{document.kind}s"}:
            yield f"document {document.id!r} is named only {document.title!r}", walk.first_mention(document)


@rule("C408", "warning", "join the two if they are one document")
def is_counted_twice(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Document is counted twice.

    Two documents of one kind have the same title, number and date. They are probably one, named at two places: then
    they are one document with two mentions. Compare the places in the source.
    """
    seen = Counter(_identity(document) for document in meeting.documents if document.title.strip())
    for document in meeting.documents:
        if seen[_identity(document)] > 1:
            seen[_identity(document)] = 0
            yield f"more than one document is {document.title!r}", walk.first_mention(document)


def _identity(document: Document) -> tuple[str | None, str, str | None, str | None]:
    return document.kind, _bare(document.title), document.number, document.date


def _bare(title: str) -> str:
    """Title without article, quotation marks and case."""
    bare = fold(title).casefold().strip("\"'“”„«»‘’.,;: ")
    return bare.removeprefix("the ").removeprefix("a ").removeprefix("an ")
