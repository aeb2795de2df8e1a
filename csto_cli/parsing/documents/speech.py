"""Adoption in what was said: only words that tie it to this day count."""

from __future__ import annotations

from csto_cli.formats.block import Passage
from csto_cli.parsing.documents.act import Act
from csto_cli.parsing.documents.acts import acts
from csto_cli.parsing.documents.found import SETTLED, SpokenTurn
from csto_cli.parsing.documents.judge import NOTHING, anchored, spoken_for, status
from csto_cli.parsing.documents.reading import Reading
from csto_cli.parsing.documents.sentences import Sentence, bounds, sentence


def spoken(reading: Reading, turn: SpokenTurn) -> None:
    """Read one turn."""
    for passage in turn.passages:
        if reading.lexicon.acting.may_stand_in(passage.text):
            _paragraph(reading, turn, passage)


def _paragraph(reading: Reading, turn: SpokenTurn, passage: Passage) -> None:
    """Read one paragraph; a sentence without a time of its own goes on in the time of the one before.

    Sentences are taken apart into words only where an act, or the time of one, can stand in them.
    """
    lexicon, text = reading.lexicon, passage.text
    earlier: list[tuple[int, int]] = []
    now = False
    before = NOTHING
    for start, end in bounds(text, lexicon):
        if before not in SETTLED and not lexicon.acting.may_begin_in(text[start:end].lower()):
            earlier.append((start, end))
            continue
        s = sentence(passage, text, start, end, lexicon)
        if before in SETTLED:
            reading.highlight(s, before, turn.index)
        before = NOTHING
        for act in acts(s):
            for told in earlier:
                now = _time(sentence(passage, text, *told, lexicon), now=now)
            earlier.clear()
            verdict = _spoken_status(s, act, reading.date, now=now, settles=turn.settles)
            if verdict != NOTHING and reading.take(s, act, verdict, turn.index):
                before = verdict
        earlier.append((start, end))


def _time(s: Sentence, *, now: bool) -> bool:
    """Whether the talk is of today after this sentence."""
    if s.trapped("past", 0, len(s)) or s.trapped("plan", 0, len(s)):
        return False
    return now or s.lexicon.role("now").found_in(s.low, 0, len(s))


def _spoken_status(s: Sentence, act: Act, date: str | None, *, now: bool, settles: bool) -> str:
    """Status of an act in speech: settled only by those whose words count, and only today."""
    verdict = status(s, act, date)
    if verdict not in SETTLED:
        return verdict
    if not settles:
        return NOTHING
    if anchored(s, act) or (now and spoken_for(s, act)) or _shared_statement(s, act):
        return verdict
    return "mentioned"


def _shared_statement(s: Sentence, act: Act) -> bool:
    """Whether the act is that of a joint paper which the speaker's side gave (``the joint statement we signed``)."""
    heads = [it.head for it in act.listing.items if it.head is not None]
    return act.adjective and spoken_for(s, act) and any(h.opening.definite and s.has("shared", h.start) for h in heads)
