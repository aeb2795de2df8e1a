"""What is being read: sayings, topics and totals as they are met."""

from __future__ import annotations

from dataclasses import dataclass, field

from csto_cli.parsing.documents.act import Act
from csto_cli.parsing.documents.found import SETTLED, FoundTopic, Total
from csto_cli.parsing.documents.gather import Said
from csto_cli.parsing.documents.items import Item, item
from csto_cli.parsing.documents.judge import clear, named, own_status
from csto_cli.parsing.documents.lexicon import Lexicon
from csto_cli.parsing.documents.sentences import Sentence
from csto_cli.parsing.documents.topics import of_items, total


@dataclass(slots=True)
class Reading:
    """State of reading one record."""

    date: str | None
    lexicon: Lexicon
    sayings: list[Said] = field(default_factory=list)
    topics: list[FoundTopic] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    batches: int = 0

    def take(self, s: Sentence, act: Act, status: str, turn: int | None = None, *, heading: bool = False) -> bool:
        """Keep the documents of an act under ``status``; true where it settles any."""
        self.batches += 1
        settled = status in SETTLED
        keep = [it for it in act.listing.items if (named(s, it, act) if settled else clear(s, it))]
        words = (act.at, act.end)
        self.sayings += [Said(s, it, own_status(s, it, status), words, turn, heading, self.batches) for it in keep]
        if settled:
            self.topics += of_items(s, act.listing.items)
            if (count := total(s, act, len(keep))) is not None:
                self.totals.append(count)
        return settled and (bool(keep) or act.listing.lead is not None)

    def highlight(self, s: Sentence, status: str, turn: int | None = None) -> None:
        """Keep the document that a sentence singles out of those just settled (``I would highlight the ...``)."""
        for i in range(len(s)):
            size = s.size("highlight", i)
            it = item(s, i + size, len(s)) if size else None
            if it is not None and it.complement and clear(s, it) and not _named_before(s, it):
                self.batches += 1
                self.sayings.append(Said(s, it, status, (i, i + size), turn, batch=self.batches, basis="inferred"))
                return


def _named_before(s: Sentence, it: Item) -> bool:
    """Whether the sentence speaks of another time, a plan or a denial."""
    return any(s.trapped(trap, 0, it.start) for trap in ("past", "negation", "body"))
