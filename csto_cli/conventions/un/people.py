"""Who a label of a UN record is: given names that the record prints elsewhere, and who sits in the chair."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from csto_cli.conventions.un.labels import title_pattern
from csto_cli.formats.block import Block
from csto_cli.parsing.names import HONORIFICS, LabelReading, is_capitalised, is_particle, kind_of
from csto_cli.parsing.people import Named
from csto_cli.parsing.spelling import key
from csto_cli.patterns import pattern

WORD = r"[^\W\d_][\w’'.-]*"
MENTION = pattern(rf"\b(?P<title>{title_pattern()}) +(?P<name>{WORD}(?: +{WORD}){{1,6}})")
SECRETARY_GENERAL = pattern(
    rf"\b(?:(?P<office>Secretary-General),? +(?:(?:His|Her) +Excellency +)?(?:{title_pattern()}) +"
    rf"(?P<name>{WORD}(?: +{WORD}){{1,3}})"
    rf"|(?:{title_pattern()}) +(?P<before>{WORD}(?: +{WORD}){{1,3}}), +"
    r"(?:the +)?Secretary-General of the United Nations)"
)
WOMAN = frozenset({"Mrs.", "Ms.", "Miss", "Dame", "Madam", "Mme", "Sra."})
MAN = frozenset({"Mr.", "Sir", "M.", "Sr."})


@dataclass(frozen=True, slots=True)
class Mention:
    """A full name at ``[start, end)`` of a block, and the title before it."""

    name: str
    block: Block
    start: int
    end: int
    title: str

    def named(self) -> Named:
        """The mention as a person of the record."""
        reading = LabelReading("", self.name, 0, self.end - self.start, firm=True)
        return Named(reading, self.block, self.start, self.name, is_label=False)


class FullNames:
    """The full names that a record prints of those whom labels and front page call by surname."""

    def __init__(self, blocks: Sequence[Block], surnames: Iterable[tuple[str, str | None]]) -> None:
        """``surnames`` are names as labels print them, each with its country; one borne in two countries is left."""
        bearers: dict[str, set[str | None]] = defaultdict(set)
        for name, country in surnames:
            bearers[key(name)].add(country)
        wanted = frozenset(name for name, countries in bearers.items() if len(countries - {None}) < 2)
        self._found: dict[str, dict[str, Mention]] = defaultdict(dict)
        for block in blocks:
            for surname, mention in _mentions(block, wanted):
                self._found[surname].setdefault(mention.name, mention)

    def of(self, title: str, surname: str) -> Mention | None:
        """The full name that a title and surname belong to; None where the record prints none, or several."""
        fitting = [found for found in self._found.get(key(surname), {}).values() if _fits(title, found.title)]
        fullest = [
            found for found in fitting
            if not any(other is not found and _holds(other.name, found.name) for other in fitting)
        ]  # fmt: skip
        return fullest[0] if len(fullest) == 1 else None


def _fits(one: str, other: str) -> bool:
    return not ((one in WOMAN and other in MAN) or (one in MAN and other in WOMAN))


def _holds(longer: str, shorter: str) -> bool:
    return len(longer.split()) > len(shorter.split()) and key(shorter.split()[0]) == key(longer.split()[0])


def _mentions(block: Block, wanted: frozenset[str]) -> Iterator[tuple[str, Mention]]:
    """Names of two words or more that end with a surname wanted."""
    for match in MENTION.finditer(block.text):
        words = list(_name_words(match["name"], match.start("name")))
        for i in range(1, len(words)):
            found = next(
                (j for j in range(len(words), i, -1) if key("".join(w for w, _ in words[i:j])) in wanted), None
            )
            if found is not None:
                end = words[found - 1][1]
                surname = key("".join(w for w, _ in words[i:found]))
                name = " ".join(word for word, _ in words[:found])
                yield surname, Mention(name, block, match.start("name"), end, match["title"])
                break


def _name_words(name: str, start: int) -> Iterator[tuple[str, int]]:
    """The words at a name's start that can be a name's, with the offset of each one's end."""
    for i, match in enumerate(re.finditer(r"[^ ]+", name)):
        word = match.group()
        bare = word.rstrip(".") if len(word) > 2 else word
        for ending in ("’s", "'s", "’", "'"):
            bare = bare.removesuffix(ending)
        if not bare or not (is_capitalised(bare) or is_particle(bare)) or bare.lower() in HONORIFICS:
            return
        if i == 0 and kind_of(bare.lower()):
            return
        yield bare, start + match.start() + len(bare)
        if bare != word:
            return


def secretary_general(blocks: Sequence[Block]) -> Mention | None:
    """Whom the record calls Secretary-General, where it names one person so."""
    found: dict[str, Mention] = {}
    for block in blocks:
        for match in SECRETARY_GENERAL.finditer(block.text) if "Secretary-General" in block.text else ():
            group = "name" if match["name"] else "before"
            if match["office"] and block.text[: match.start()].rstrip().endswith("Deputy"):
                continue
            words = list(_name_words(match[group], match.start(group)))
            if len(words) > 1:
                name = " ".join(word for word, _ in words)
                found.setdefault(key(name), Mention(name, block, match.start(group), words[-1][1], ""))
    return next(iter(found.values())) if len(found) == 1 else None
