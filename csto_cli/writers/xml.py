"""XML documents put together as trees: characters that XML forbids are replaced and counted, references are checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from csto_cli.errors import OutputError, UsageError
from csto_cli.model import Evidence, Meeting, Span

FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
REPLACEMENT = "\ufffd"


class Document:
    """One XML document while it is built. Names of elements and attributes are written as they are given."""

    def __init__(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        self.replaced: Counter[str] = Counter()
        self.root = Element(tag, self._attributes(attributes))

    def add(
        self, parent: Element, tag: str, attributes: Mapping[str, str | None] | None = None, text: str = ""
    ) -> Element:
        """A new last child; attributes that are None or empty are left out."""
        element = SubElement(parent, tag, self._attributes(attributes or {}))
        if text:
            element.text = self.clean(text)
        return element

    def add_text(self, parent: Element, text: str) -> None:
        """Character data after what the parent holds."""
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + self.clean(text)
        else:
            parent.text = (parent.text or "") + self.clean(text)

    def add_marked(
        self, parent: Element, text: str, mark: tuple[int, int] | None, tag: str, about: Mapping[str, str | None]
    ) -> None:
        """Character data of which one stretch is an element."""
        start, end = mark or (0, 0)
        self.add_text(parent, text[:start])
        if start < end:
            self.add(parent, tag, about, text[start:end])
        self.add_text(parent, text[end:])

    def clean(self, text: str) -> str:
        """The text without what XML forbids: a control character becomes its picture, anything else U+FFFD."""
        return FORBIDDEN.sub(self._replace, text) if FORBIDDEN.search(text) else text

    def _replace(self, match: re.Match[str]) -> str:
        sign = match.group()
        self.replaced[sign] += 1
        return chr(0x2400 + ord(sign)) if ord(sign) < 0x20 else REPLACEMENT

    def _attributes(self, attributes: Mapping[str, str | None]) -> dict[str, str]:
        return {name: self.clean(value) for name, value in attributes.items() if value}

    def remark(self) -> str | None:
        """What was replaced, as a sentence; None where nothing was."""
        if not self.replaced:
            return None
        total, signs = self.replaced.total(), ", ".join(f"U+{ord(sign):04X}" for sign in sorted(self.replaced))
        return f"{total} character{'s' if total > 1 else ''} that XML forbids replaced ({signs})"

    def text(self, solid: Iterable[str]) -> str:
        """The document, elements on lines of their own but inside those named ``solid`` or that hold words."""
        _indent(self.root, frozenset(solid), "\n")
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(self.root, encoding="unicode") + "\n"


def _indent(element: Element, solid: frozenset[str], margin: str) -> None:
    if not len(element) or element.tag in solid or element.text or any(child.tail for child in element):
        return
    element.text = margin + "  "
    for child in element:
        _indent(child, solid, margin + "  ")
        child.tail = margin + "  "
    element[-1].tail = margin


class Identifiers:
    """Identifiers of one document: each of csto's own gets one that XML allows, and none is given twice."""

    def __init__(self, reserved: Iterable[str] = (), prefix: str = "") -> None:
        self._taken = set(reserved)
        self._given: dict[tuple[str, str], str] = {}
        self.prefix = prefix

    def of(self, kind: str, own: str) -> str:
        """The identifier of one of csto's own; the same whenever it is asked for."""
        key = (kind, own)
        if key not in self._given:
            self._given[key] = self.prefix + self._free(kind, NOT_IN_NAMES.sub("_", own))
        return self._given[key]

    def _free(self, kind: str, base: str) -> str:
        name = base if base[:1].isalpha() and base not in self._taken else f"{kind}.{base}"
        number = 1
        while name in self._taken:
            number += 1
            name = f"{kind}.{base}.{number}"
        self._taken.add(name)
        return name


def check(root: Element, record: str, identifier: str, references: Iterable[str]) -> None:
    """Prove that identifiers are given once and that every reference inside the document names one.

    Raises ``OutputError`` that names the record: a schema sees neither.
    """
    given = Counter(element.get(identifier, "") for element in root.iter())
    twice = [name for name, times in given.items() if name and times > 1]
    if twice:
        raise OutputError(f"{record}: the identifier {twice[0]!r} is given twice", hint="check it with csto validate")
    for element in root.iter():
        for attribute in references:
            for pointer in element.get(attribute, "").split():
                if pointer.startswith("#") and pointer[1:] not in given:
                    raise OutputError(
                        f"{record}: {element.tag} points at {pointer[1:]!r}, which is not there",
                        hint="check the record with csto validate",
                    )


def single(meetings: Iterable[Meeting], what: str) -> Meeting | None:
    """The one record that a file can hold; None where there is none. Raises ``UsageError`` where there are several."""
    found = iter(meetings)
    meeting = next(found, None)
    if next(found, None) is not None:
        raise UsageError(f"{what} holds one record a file", hint="give a folder with -o FOLDER/")
    return meeting


def place(*spans: Span | None) -> str:
    """Places in the source as ``src:START-END``, which the document's head explains."""
    return " ".join(f"src:{span.start}-{span.end}" for span in spans if span is not None and span.source is None)


def proven(proofs: Iterable[Evidence]) -> str:
    """Places of evidence."""
    return place(*(proof.span for proof in proofs))
