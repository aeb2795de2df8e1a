"""What a format gives: blocks in source order, and what the packing itself says of the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from csto_cli.formats.block import Block

if TYPE_CHECKING:
    from csto_cli.formats.convokit import Conversation
    from csto_cli.formats.transcript_json import Transcript
    from csto_cli.formats.xml import Tree


class Moment(NamedTuple):
    """The source from ``offset`` on was said from ``start`` to ``end``: ``HH:MM:SS``, with a fraction where printed."""

    offset: int
    start: str
    end: str | None


class Frame(NamedTuple):
    """Another page that a page shows inside itself: its address as written, at ``[start, end)`` of the source.

    ``set`` tells that it belongs to a frameset, which has no text but that of its frames.
    """

    start: int
    end: int
    address: str
    set: bool


class Origin(NamedTuple):
    """What a file says of where it came from, in the words ``text`` at ``[start, end)`` of the source.

    ``field`` is ``url`` (the page's own address), ``archive_url`` (an archived copy's), ``archived`` or ``saved`` (ISO
    8601 days); ``inferred`` tells that the words leave a part of the value out.
    """

    field: str
    value: str
    start: int
    end: int
    text: str
    inferred: bool = False


@dataclass(slots=True)
class Reading:
    """A source taken apart by a format.

    ``hidden`` lists the source stretches that are not shown (person cards and the like).
    ``lines`` holds, for plain text, one block a line (indent cut off, see ``Block.indent``), for conventions that put
    paragraphs together by their own rules (``join_blocks``); ``meta`` the entries of a
    front matter; ``tree``, for XML, the elements, and ``blocks`` is empty then (``conversation``: the
    same of a ConvoKit corpus); ``transcript`` the stretches of one in JSON. ``address`` and ``language`` are what
    the packing declares (a page's own link, ``lang``). ``cut_off`` is the offset where a truncated file breaks off,
    else None. ``marks_labels`` tells whether the markup can set labels apart, ``plain_gaps`` what the account calls the
    characters between blocks that are no white space, ``layout`` how the text is laid out, for people to read.
    ``times`` lists, in order of the source, when its parts were said; ``marks`` the stretches inside blocks that are
    markup of the packing (timing lines of subtitles).
    """

    blocks: list[Block]
    hidden: list[tuple[int, int]] = field(default_factory=list)
    lines: list[Block] = field(default_factory=list)
    meta: dict[str, Block] = field(default_factory=dict)
    address: str | None = None
    language: str | None = None
    cut_off: int | None = None
    marks_labels: bool = False
    plain_gaps: str = "blank"
    layout: str = ""
    packing: str | None = None
    """Name of the format that the text turned out to have, where a convention reads marks that were not looked for."""
    times: list[Moment] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    tree: Tree | None = None
    conversation: Conversation | None = None
    transcript: Transcript | None = None
    origins: list[Origin] = field(default_factory=list)
    """What the file says of where it came from, what counts most first."""
    frames: list[Frame] = field(default_factory=list)
    """Other pages that this one shows inside itself."""
