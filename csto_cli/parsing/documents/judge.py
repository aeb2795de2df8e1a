"""Whether an act happened at this meeting: the words around it decide, never those inside a title."""

from __future__ import annotations

from csto_cli.parsing.documents.act import Act
from csto_cli.parsing.documents.dates import other_day
from csto_cli.parsing.documents.items import Item, worth
from csto_cli.parsing.documents.phrases import proper
from csto_cli.parsing.documents.sentences import Sentence

NOTHING = "nothing"
"""The words deny the act, or tell none."""

_BEFORE_VERB = 2
_BEFORE_NOUN = 8
"""Words before a verb's group, or before ``signing of``, within which a plan or denial concerns it."""

_BEHIND = 30
"""Words behind a list within which "the Minister said" may stand."""

Stretch = tuple[int, int]


def around(act: Act) -> list[Stretch]:
    """Stretches of the clause that belong to the act and to no title."""
    inside = sorted((it.start, it.end) for it in act.listing.items)
    stretches: list[Stretch] = []
    at = act.start
    for start, end in inside:
        if start > at:
            stretches.append((at, start))
        at = max(at, end)
    stretches.append((at, max(act.tail, at)))
    if not inside and act.end > act.tail:
        stretches.append((act.start, act.end))
    return stretches


def near(act: Act) -> list[Stretch]:
    """The stretches from a few words before the verb on: there a plan concerns this verb."""
    first = act.group - (_BEFORE_NOUN if act.verb.use == "noun" else _BEFORE_VERB)
    return [(max(start, first), end) for start, end in around(act) if end > first]


def denied(s: Sentence, act: Act) -> bool:
    """Whether a negation stands at the verb or right before the first title (``No agreement on ... was signed``)."""
    items = act.listing.items
    first = min(it.start for it in items) if items else act.at
    if s.trapped("negation", max(act.start, first - 2), first):
        return True
    return any(s.trapped("negation", a, b) for a, b in near(act))


def status(s: Sentence, act: Act, date: str | None) -> str:
    """Status that the sentence's own words give: settled, ``proposed``, ``mentioned`` or ``NOTHING``."""
    close = near(act)
    if denied(s, act):
        return NOTHING
    if act.verb.use in {"base", "gerund"}:
        return "proposed"
    if s.trapped("plan", act.group, act.end) or any(s.trapped("future", a, b) for a, b in close):
        return "proposed"
    if _elsewhere(s, act, date):
        return "mentioned"
    if any(s.trapped("plan", a, min(b, act.end)) for a, b in close if a < act.end):
        return "proposed"
    if act.verb.use == "noun" and not _brought_about(s, act) and not anchored(s, act):
        return "mentioned"
    return act.verb.status


def _elsewhere(s: Sentence, act: Act, date: str | None) -> bool:
    """Whether the act belongs to another day, to another body, or is only reported."""
    wide = around(act)
    if any(s.trapped("past", a, b) or other_day(s, a, b, date) for a, b in wide):
        return True
    if any(s.trapped("report", a, b) for a, b in wide if a < act.at):
        return True
    behind = act.listing.stop if act.listing.items else act.end
    if s.trapped("attribution", behind, min(len(s), behind + _BEHIND)):
        return True
    if "we" in s.low[max(act.start, act.group - 2) : act.group]:
        return False  # ``I told you that we have just signed ...``: the subject is at the verb
    return any(s.trapped("body", a, min(b, act.end)) for a, b in wide if a < act.at) or _by_other_body(s, act)


def _by_other_body(s: Sentence, act: Act) -> bool:
    """Whether ``by`` behind the verb names another body (``approved by the parliament``)."""
    end = act.listing.stop if act.listing.items and act.listing.items[-1].end > act.end else act.end
    return any(s.low[j] == "by" and s.trapped("body", j, act.tail) for j in range(end, min(act.tail, end + 3)))


def _brought_about(s: Sentence, act: Act) -> bool:
    """Whether words before ``the signing of`` say that it took place."""
    enabler = s.lexicon.role("enabler")
    return enabler.found_in(s.low, act.subject[0], act.subject[1])


def anchored(s: Sentence, act: Act) -> bool:
    """Whether the clause itself says that it happened just now."""
    fresh = (
        any(s.has("fresh", j) for j in range(act.group if act.verb.use != "noun" else act.start, act.at))
        or s.size("after", act.end) > 0
    )
    return fresh or any(s.lexicon.role("now").found_in(s.low, a, b) for a, b in around(act))


def spoken_for(s: Sentence, act: Act) -> bool:
    """Whether the speaker counts among those who acted (``we signed``, ``the President and I have signed``)."""
    return any(s.has("speaker", j) for a, b in around(act) for j in range(a, min(b, act.at)))


def named(s: Sentence, it: Item, act: Act) -> bool:
    """Whether a title is clear enough to be kept."""
    if it.topic or not worth(s, it) or _own_word(s, it, act):
        return False
    opened = it.head.opening if it.head is not None else None
    return not (opened is not None and opened.vague and it.head is not None and it.head.plural)


def _own_word(s: Sentence, it: Item, act: Act) -> bool:
    """Whether somebody only made a statement (``issued a statement on ...``)."""
    head = it.head
    if head is None or it.kind != "statement" or not s.has("utter", act.at):
        return False
    return not proper(s, head) and not any(s.has("shared", i) for i in range(head.start, head.at))


def clear(s: Sentence, it: Item) -> bool:
    """Whether a document that was not settled here is named clearly: by a capital and words of its own."""
    if it.topic or it.head is None or it.head.plural:
        return False
    return s.capital(it.head.at) and (it.complement or it.head.at > it.head.start)


def own_status(s: Sentence, it: Item, verdict: str) -> str:
    """Status of one title: a draft is only proposed, whatever was done with it."""
    head = it.head
    return "proposed" if head is not None and "draft" in s.low[head.start : head.at] else verdict
