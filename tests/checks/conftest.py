"""A small sound record, built by hand from a fictional source, for the rules to be tried on."""

import hashlib
from collections.abc import Callable

import pytest

from csto_cli.model import (
    AccountEntry,
    Document,
    Evidence,
    FloorEvent,
    Meeting,
    Mention,
    Note,
    Office,
    Paragraph,
    Participant,
    SourceInfo,
    Span,
    Topic,
    Turn,
)

TEXT = """\
Meeting of the Harbour Council
March 3, 2031  Port Alba

The leaders adopted a declaration on lighthouses.
Mayor of Port Alba Ida Voss: Good morning. (Applause.) Welcome to you all.
I give the floor to Otto Brandt.
Otto Brandt: Thank you. Let me begin with the
Ida Voss: With the buoys, I hope.
Otto Brandt: As I said, with the buoys.
Ida Voss: And the fog horns?
"""


def span(words: str, text: str = TEXT, after: int = 0, **more: int) -> Span:
    """The span of the first ``words`` in ``text`` from ``after`` on."""
    start = text.index(words, after)
    line = text.count("\n", 0, start) + 1
    return Span(start=start, end=start + len(words), line=line, column=start - text.rfind("\n", 0, start), **more)


def proof(words: str, basis: str = "printed") -> Evidence:
    """The first ``words`` of the source as evidence."""
    return Evidence(span=span(words), text=" ".join(words.split()), basis=basis)


def paragraph(words: str, *pieces: str) -> Paragraph:
    """The paragraph that ``words`` make, or what ``pieces`` leave of it."""
    hull = span(words)
    places = [span(piece, after=hull.start) for piece in pieces]
    shown = "".join(pieces) or words
    return Paragraph(text=" ".join(shown.split()), span=hull, pieces=[(place.start, place.end) for place in places])


def turn(
    index: int, speaker: str, line: str, *paragraphs: Paragraph, office: str | None = None, **more: object
) -> Turn:
    """The turn that starts with the label at the head of ``line``."""
    label = line[: line.index(":") + 1]
    place = span(line)
    return Turn(
        index=index, speaker=speaker, label=label[:-1], label_span=span(label, after=place.start), office=office,
        language_note=None, candidates=[], start_time=None, end_time=None, paragraphs=list(paragraphs), notes=[],
        interrupted_by=None, resumes=None, span=place, evidence={},
    ).model_copy(update=more)  # fmt: skip


def person(identifier: str, name: str, role: str, office: Office | None = None) -> Participant:
    """A participant who has turns."""
    return Participant(
        id=identifier, name=name, role=role, attendance="spoke", country=None, organisation=None,
        offices=[office] if office else [], labels=[name], links=[], evidence={"name": [proof(name)]},
    )  # fmt: skip


def account(*parts: tuple[str, str], text: str = TEXT) -> list[AccountEntry]:
    """The account that ``parts`` (kind, words) make of ``text``, in order; what lies between them is blank."""
    entries, end = [], 0
    for kind, words in parts:
        start = text.index(words, end)
        if start > end:
            entries.append(AccountEntry(kind="blank", start=end, end=start))
        end = start + len(words)
        entries.append(AccountEntry(kind=kind, start=start, end=end))
    return [*entries, AccountEntry(kind="blank", start=end, end=len(text))] if end < len(text) else entries


def sound_source() -> SourceInfo:
    """The source of the sound record."""
    return SourceInfo(
        path="harbour.txt", url=None, sha256="0" * 64, text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        encoding="utf-8", characters=len(TEXT), format="text", convention="generic", extractor=None, row=None,
        csto_version="0.1.0", text=None, account=account(
            ("title", "Meeting of the Harbour Council"),
            ("dateline", "March 3, 2031  Port Alba"),
            ("intro", "The leaders adopted a declaration on lighthouses."),
            ("label", "Mayor of Port Alba Ida Voss:"),
            ("paragraph", "Good morning. "),
            ("note", "(Applause.)"),
            ("paragraph", " Welcome to you all."),
            ("paragraph", "I give the floor to Otto Brandt."),
            ("label", "Otto Brandt:"),
            ("paragraph", "Thank you. Let me begin with the"),
            ("label", "Ida Voss:"),
            ("paragraph", "With the buoys, I hope."),
            ("label", "Otto Brandt:"),
            ("paragraph", "As I said, with the buoys."),
            ("label", "Ida Voss:"),
            ("paragraph", "And the fog horns?"),
        ),
    )  # fmt: skip


def sound_turns() -> list[Turn]:
    """The turns of the sound record: an opening, an interruption and its resumption, a last word."""
    opening = TEXT[TEXT.index("Mayor of") : TEXT.index("\nOtto Brandt: Thank")]
    welcome = paragraph("Good morning. (Applause.) Welcome to you all.", "Good morning. ", " Welcome to you all.")
    applause = Note(kind="stage", text="(Applause.)", span=span("(Applause.)"))
    return [
        turn(0, "ida-voss", opening, welcome, paragraph("I give the floor to Otto Brandt."), notes=[applause],
             office="Mayor of Port Alba"),
        turn(1, "otto-brandt", "Otto Brandt: Thank you. Let me begin with the",
             paragraph("Thank you. Let me begin with the"), interrupted_by=2),
        turn(2, "ida-voss", "Ida Voss: With the buoys, I hope.", paragraph("With the buoys, I hope.")),
        turn(3, "otto-brandt", "Otto Brandt: As I said, with the buoys.", paragraph("As I said, with the buoys."),
             resumes=1),
        turn(4, "ida-voss", "Ida Voss: And the fog horns?", paragraph("And the fog horns?")),
    ]  # fmt: skip


def sound_meeting() -> Meeting:
    """The sound record: every fact proved, nothing for any rule to find."""
    office = Office(title="Mayor of Port Alba", country=None, evidence=[proof("Mayor of Port Alba")])
    declaration = Document(
        id="declaration-on-lighthouses", kind="declaration", number=None, title="declaration on lighthouses",
        status="adopted", date=None, amends=None, vote=None,
        mentions=[Mention(turn=None, span=span("declaration on lighthouses"))],
        evidence={"title": [proof("declaration on lighthouses")], "status": [proof("adopted a declaration")]},
    )  # fmt: skip
    call = FloorEvent(
        kind="given", by="ida-voss", to="otto-brandt", to_text="Otto Brandt", turn=0, taken_in_turn=1,
        span=span("I give the floor to Otto Brandt"),
    )  # fmt: skip
    facts = {"title": "Meeting of the Harbour Council", "date": "March 3, 2031", "place": "Port Alba"}
    evidence = {fact: [proof(words)] for fact, words in facts.items()} | {"chair": [proof("I give the floor")]}
    return Meeting(
        schema_version="1.0", id="2031-03-03-harbour-council-00000000", title=facts["title"], body=None,
        date="2031-03-03", end_date=None, start_time=None, end_time=None, place="Port Alba", mode=None, language="en",
        chair="ida-voss", evidence=evidence,
        participants=[person("ida-voss", "Ida Voss", "chair", office), person("otto-brandt", "Otto Brandt", "member")],
        turns=sound_turns(), documents=[declaration], topics=[Topic(title="lighthouses", span=span("lighthouses"))],
        floor=[call], notes=[], source=sound_source(), supplements=[], corrections=[], diagnostics=[],
    )  # fmt: skip


@pytest.fixture
def text() -> str:
    """The source text of the sound record."""
    return TEXT


@pytest.fixture
def meeting() -> Meeting:
    """A sound record of one's own to break."""
    return sound_meeting()


@pytest.fixture
def place() -> Callable[..., Span]:
    """Find the span of words in a text."""
    return span
