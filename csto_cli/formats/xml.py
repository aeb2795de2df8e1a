"""XML records (TEI, Akoma Ntoso): elements and character data with their exact places, read in one linear pass.

Nothing is looked up and nothing is expanded: a document type declaration is passed over whole, and an entity that it
declares stays in the text as it is written. What is not well-formed is read as far as it makes sense.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from csto_cli.formats.block import Block, fold
from csto_cli.formats.html import Builder
from csto_cli.formats.reading import Reading
from csto_cli.patterns import pattern
from csto_cli.source import Source

TOKEN = pattern(
    r"""<(?:
        !--(?:.*?-->|.*)                                              # a comment, closed or running to the end
      | !\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)
      | (?P<doctype>!DOCTYPE)[^\[>]*+(?:\[(?:.*?\]\s*+>|.*)|>?)       # with its internal subset
      | [?](?:.*?[?]>|.*)
      | ![^>]*+>?
      | (?P<close>/?)(?P<name>[^\s/<>!?&"'=][^\s/<>]*+)
        (?P<attributes>(?:[^<>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+)(?P<end>>?)
    )""",
    re.VERBOSE | re.DOTALL,
)
ATTRIBUTE = pattern(r"""(?<![^\s"'])([^\s=/"'<>]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
ROOT = pattern(
    r"(?:\s++|<\?[^>]*+>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>)*+<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.DOTALL
)
ISO_639_1 = 2
"""Letters of a code of ISO 639-1."""
BREAKS = frozenset({"lb", "eol", "pb", "cb", "br"})
"""Empty elements that part words."""


@dataclass(frozen=True, slots=True)
class Text:
    """Character data ``[start, end)``; ``raw`` where entities mean nothing in it (CDATA)."""

    start: int
    end: int
    raw: bool = False


@dataclass(slots=True)
class Element:
    """An element: local name, its tag's attributes as written, its place.

    ``index`` is its place in the tree's nodes, ``stop`` the index after its last descendant.
    """

    name: str
    written: str
    written_at: int
    start: int
    end: int
    index: int
    stop: int
    parent: Element | None

    def attribute(self, name: str) -> tuple[str, int, int] | None:
        """Value of an attribute (by its local name, ``id`` for ``xml:id``) and the place of the value."""
        for match in ATTRIBUTE.finditer(self.written):
            if match[1].rpartition(":")[2] == name:
                group = 2 if match[2] is not None else 3
                start, end = match.span(group)
                return html.unescape(match[group]), self.written_at + start, self.written_at + end
        return None

    def get(self, name: str) -> str:
        """Value of an attribute, empty where there is none."""
        found = self.attribute(name)
        return found[0] if found else ""


@dataclass(slots=True)
class Tree:
    """A document: its nodes in source order, so that what is inside an element is a stretch of them."""

    text: str
    nodes: list[Element | Text] = field(default_factory=list)
    declares: int | None = None
    """Offset of the document type declaration, where there is one."""
    cut_off: int | None = None
    """Offset where the file breaks off with elements open."""

    def inside(self, element: Element | None, *names: str) -> Iterator[Element]:
        """Elements below ``element`` (all where it is None) with one of the names, in source order."""
        first, stop = (element.index + 1, element.stop) if element is not None else (0, len(self.nodes))
        for index in range(first, stop):
            node = self.nodes[index]
            if isinstance(node, Element) and node.name in names:
                yield node

    def outermost(self, element: Element | None, *names: str) -> Iterator[Element]:
        """Elements below with one of the names, but for those inside one that was given; all together are linear."""
        index, stop = (element.index + 1, element.stop) if element is not None else (0, len(self.nodes))
        while index < stop:
            node = self.nodes[index]
            index += 1
            if isinstance(node, Element) and node.name in names:
                yield node
                index = node.stop

    def first(self, element: Element | None, *path: str) -> Element | None:
        """The first element below, step by step through the names of ``path``."""
        for name in path:
            element = next(self.inside(element, name), None)
            if element is None:
                return None
        return element

    def children(self, element: Element) -> Iterator[Element | Text]:
        """What stands directly in an element."""
        index = element.index + 1
        while index < element.stop:
            node = self.nodes[index]
            yield node
            index = node.stop if isinstance(node, Element) else index + 1

    def block(self, node: Element | Text) -> tuple[Block, list[tuple[Element, int, int]]] | None:
        """The words of a node as a block, and the display stretch of each element in it; None where there are none."""
        start, stop = (node.index + 1, node.stop) if isinstance(node, Element) else (-1, -1)
        builder = Builder()
        if isinstance(node, Text):
            self._add(builder, node)
        begun: list[tuple[Element, int]] = []
        for index in range(start, stop):
            inner = self.nodes[index]
            if isinstance(inner, Text):
                self._add(builder, inner)
                continue
            begun.append((inner, builder.length))
            if inner.name in BREAKS:
                builder.add_blank(inner.start, inner.end)
        block = builder.build("paragraph", 0)
        if block is None:
            return None
        whole = "".join(builder.parts)
        lead = len(whole) - len(whole.lstrip(" "))
        return block, list(self._stretches(begun, builder, lead, len(block.text)))

    def _stretches(
        self, begun: list[tuple[Element, int]], builder: Builder, lead: int, length: int
    ) -> Iterator[tuple[Element, int, int]]:
        """Where the elements begin and end in the display text."""
        starts = [chunk.source for chunk in builder.chunks]
        for element, position in begun:
            last = bisect_left(starts, element.end)
            end = builder.chunks[last].display if last < len(starts) else builder.length
            start, end = max(position - lead, 0), min(end - lead, length)
            if start < end:
                yield element, start, end

    def _add(self, builder: Builder, node: Text) -> None:
        words = self.text[node.start : node.end]
        if not node.raw:
            builder.add(words, node.start)
            return
        position = node.start
        for part in re.split("(&)", words):
            (builder.copy if part == "&" else builder.add)(part, position)
            position += len(part)


def read_tree(text: str) -> Tree:
    """Take a document apart. An end tag that nothing opens is passed over; one closes what is open inside."""
    tree = Tree(text)
    open_: list[Element] = []
    count: dict[str, int] = {}
    position = 0

    def close(end: int) -> Element:
        element = open_.pop()
        element.end, element.stop = end, len(tree.nodes)
        count[element.name] -= 1
        return element

    for match in TOKEN.finditer(text):
        start, end = match.span()
        if start > position:
            tree.nodes.append(Text(position, start))
        position = end
        name = (match["name"] or "").rpartition(":")[2]
        if match["cdata"]:
            tree.nodes.append(Text(*match.span("cdata"), raw=True))
        elif match["doctype"] is not None:
            tree.declares = start
        elif match["close"]:
            while count.get(name) and close(end).name != name:
                pass
        elif match["name"] is not None:
            parent, index = (open_[-1] if open_ else None), len(tree.nodes)
            element = Element(
                name, match["attributes"], match.start("attributes"), start, end, index, index + 1, parent
            )
            tree.nodes.append(element)
            if not match["attributes"].rstrip().endswith("/"):
                open_.append(element)
                count[name] = count.get(name, 0) + 1
    if position < len(text):
        tree.nodes.append(Text(position, len(text)))
    if open_:
        tree.cut_off = len(text)
    while open_:
        close(len(text))
    return tree


def root_name(text: str) -> str:
    """Local name of the first element."""
    match = ROOT.match(text)
    return match[1] if match else ""


def declared_language(tree: Tree) -> str | None:
    """ISO 639-1 code that the text or the root declares; empty for any other language, None where none is declared."""
    root = next((node for node in tree.nodes if isinstance(node, Element)), None)
    declared = (element.get("lang") for element in (tree.first(None, "TEI", "text"), root) if element is not None)
    code = next(filter(None, declared), "").partition("-")[0].strip().lower()
    return (code if len(code) == ISO_639_1 else "") if code else None


def read_xml(source: Source) -> Reading:
    """The tree of a document; conventions take their blocks from it."""
    tree = read_tree(source.text)
    return Reading(
        [], tree=tree, language=declared_language(tree) or None, cut_off=tree.cut_off, marks_labels=True,
        plain_gaps="markup", layout="elements",
    )  # fmt: skip


def visible_xml(source: str) -> str:
    """What a stretch of XML source shows: tags out, entities undone, white space folded."""
    tree = read_tree(source)
    builder = Builder()
    for node in tree.nodes:
        if isinstance(node, Text):
            tree._add(builder, node)
        elif node.name in BREAKS:
            builder.add_blank(node.start, node.end)
    return fold("".join(builder.parts))
