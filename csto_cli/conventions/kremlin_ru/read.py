"""Reading a record of running text: parts are cut out by offsets, then turns are put together as everywhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from csto_cli.conventions.kremlin_ru.documents import listed, narrated, said
from csto_cli.conventions.kremlin_ru.furniture import OMISSION, boxes, crumb_end, foot_start
from csto_cli.conventions.kremlin_ru.head import Head, marked_head, read_head
from csto_cli.conventions.kremlin_ru.labels import LabelAt, find_labels
from csto_cli.conventions.kremlin_ru.people import (
    cards_in,
    from_card,
    full_names,
    patronymics,
    places_of,
    reading_of,
    told,
)
from csto_cli.conventions.kremlin_ru.recognition import FURNITURE
from csto_cli.conventions.kremlin_ru.supplement import list_end, participants_of
from csto_cli.formats.block import Block, Passage, tidy, without
from csto_cli.formats.reading import Reading
from csto_cli.parsing.decisions import leading_offices
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.running import Running, run_on
from csto_cli.parsing.russian.naming import NameIndex
from csto_cli.parsing.segment import RULES, Body, read_body, read_intro
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "kremlin-ru"
SEPARATOR = pattern(r"\*(?:\s?\*){2}")


def read(source: Source, reading: Reading) -> Draft:
    """Read a record in running text, or in paragraphs: all of them are joined to one text and cut again."""
    shown = [block for block in reading.blocks if block.kind not in FURNITURE]
    # Furniture can stand inside a part of the joined text, so it is cut out of whatever holds it.
    furniture = [block.span() for block in reading.blocks if block.kind in FURNITURE]
    draft = Draft(NAME, hidden=[*reading.hidden, *furniture])
    if not shown:
        return draft
    run = run_on(shown)
    foot = foot_start(run)
    crumb = crumb_end(run)
    links = boxes(run, foot)
    apart = [edge for box in links for edge in box]
    apart += [edge for match in SEPARATOR.finditer(run.text, crumb, foot) for edge in match.span()]
    apart += [match.end() for match in OMISSION.finditer(run.text, crumb, foot)]
    marked = marked_head(run, shown)
    head = marked or read_head(run, crumb, foot)
    found = [
        label for label in find_labels(run, head.body, foot, [*apart, head.body]) if not _within(label.start, links)
    ]
    labels = [label for label in found if label.is_label]
    first = labels[0].start if labels else foot
    head = marked or read_head(run, crumb, min(first, foot))
    _claim_head(draft, run, crumb, head)
    blocks, candidates = _body(draft, run, head.body, foot, links, labels)
    _doubted(draft, run, found, candidates)
    intro_end = min(first, foot)
    draft.roster = [named for label in labels if (named := from_card(run, label)) is not None]
    cards = list(cards_in(run, 0, intro_end))
    index = NameIndex(run.text)
    draft.roster += [card.named for card in cards]
    places = places_of(labels, index)
    draft.patronymics = patronymics(draft.roster, places)
    draft.roster += told(run, index, places, cards, [head.title, head.lead, (head.body, intro_end)])
    draft.roster += full_names(run, labels, places)
    first_block = candidates[0].position if candidates else len(blocks)
    entries = list(participants_of(run, list_end(run))) if not labels else []
    entries = entries if len(entries) > 1 else []
    draft.roster += entries
    _intro(draft, [] if entries else blocks[:first_block])
    for block in blocks if entries else ():
        draft.claim(block, "furniture" if block.kind == "furniture" else "participants")
    read_body(draft, blocks, first_block, candidates, "", RULES)
    for block in run.cut(foot, len(run.text), "furniture"):
        draft.claim(block, "footer")
    stop = min([foot, *(start for start, _ in links)])
    _documents(draft, run.whole(head.body, stop) if head.body < stop else None)
    return draft


def _documents(draft: Draft, body: Block | None) -> None:
    """What was settled, each document once, as it is told first."""
    draft.reads_prose = False
    found = [*listed(draft.title, body), *narrated(draft.narrative)]
    leading = _leading(draft)
    for turn in draft.turns:
        if turn.candidate is not None and turn.candidate.core in leading:
            found += said(turn.index, [paragraph.passage for paragraph in turn.paragraphs])
    seen: set[tuple[str | None, str]] = set()
    for document in found:
        key = document.kind, document.title.lower()
        if key not in seen:
            draft.documents.append(document)
        seen.add(key)


def _leading(draft: Draft) -> set[str]:
    """Labels of those whose words settle documents: who speaks first, and who leads a country."""
    surnames = {
        named.reading.name.rpartition(" ")[2].lower()
        for named in draft.roster
        if any(office.title.startswith(leading_offices()) for office in named.reading.offices)
    }
    labels = [turn.candidate for turn in draft.turns if turn.candidate is not None]
    cores = [label.core for label in labels if not label.reading.voice]
    return {core for core in cores if core.rpartition(".")[2] in surnames} | set(cores[:1])


def _within(position: int, links: Sequence[tuple[int, int]]) -> bool:
    """Does a link box (they stand in order) hold the position?"""
    i = bisect_right(links, position, key=lambda box: box[0])
    return bool(i) and position < links[i - 1][1]


def _claim_head(draft: Draft, run: Running, crumb: int, head: Head) -> None:
    for block in run.cut(0, crumb, "furniture"):
        draft.claim(block, "furniture")
    title = run.whole(*head.title)
    if title is not None:
        draft.title = Passage(title, 0, len(title.text))
        draft.facts["title"] = Fact("", [words_at(title, 0, len(title.text))])
        draft.claim(title, "title")
    for block in run.cut(*head.lead):
        read_intro(draft, block)
    for block in run.cut(*head.dateline):
        draft.claim(block, "dateline")
    if head.date is not None and head.date.first:
        draft.facts["date"] = Fact(head.date.first, [words_at(run.block, head.date.start, head.date.end)])
        if head.date.last and head.date.last != head.date.first:
            draft.facts["end_date"] = Fact(head.date.last, [words_at(run.block, head.date.start, head.date.end)])
    if head.place[0] < head.place[1]:
        words = words_at(run.block, *head.place)
        draft.facts["place"] = Fact(words.text, [words])


def _body(
    draft: Draft, run: Running, start: int, end: int, links: Sequence[tuple[int, int]], labels: Sequence[LabelAt]
) -> tuple[list[Block], list[Candidate]]:
    """Blocks of the body and a candidate for each label; cards in labels are taken out and stay hidden."""
    blocks: list[Block] = []
    candidates: list[Candidate] = []
    opens = {label.start: label for label in labels}
    headings = {label.heading: label.start for label in labels if label.heading is not None}
    for a, b, kind in _stretches(run, start, end, links, labels):
        label = opens.get(a)
        for block in run.cut(a, b, "furniture" if kind == "box" else "heading" if a in headings else "paragraph"):
            if label is not None:
                block, candidate = _labelled(block, label, len(blocks))
                candidates.append(candidate)
                draft.hidden += block.hidden
                label = None
            blocks.append(block)
    return blocks, candidates


def _stretches(
    run: Running, start: int, end: int, links: Sequence[tuple[int, int]], labels: Sequence[LabelAt]
) -> Iterator[tuple[int, int, str]]:
    """The body cut at labels, headings, link boxes, separators and omissions."""
    edges = {start, end}
    for a, b in links:
        edges |= {max(a, start), min(b, end)}
    for mark in (SEPARATOR, OMISSION):
        for match in mark.finditer(run.text, start, end):
            edges |= set(match.span())
    for label in labels:
        edges.add(label.start)
        if label.heading is not None:
            edges.add(label.heading)
    ordered = sorted(edge for edge in edges if start <= edge <= end)
    for a, b in pairwise(ordered):
        yield a, b, "box" if _within(a, links) else ""


def _labelled(block: Block, label: LabelAt, position: int) -> tuple[Block, Candidate]:
    """The block that a label opens, its card hidden, and the candidate that says so."""
    start, end, after = 0, label.end - label.start, label.after - label.start
    if label.card is not None:
        a, b = label.card[0] - label.start, label.card[1] - label.start
        block = without(block, [(a, b)])
        end, after = end - (b - a), after - (b - a)
    after += len(block.text[after:]) - len(block.text[after:].lstrip(" "))
    end = len(block.text[:end].rstrip(" "))
    found = Candidate(position, block, start, end, after, bold=False, core=label.core, reading=reading_of(label))
    found.reasons, found.score, found.is_label = label.reasons, label.score, True
    return block, found


def _doubted(draft: Draft, run: Running, found: Sequence[LabelAt], candidates: Sequence[Candidate]) -> None:
    """Candidates for the account of what was decided: the labels, and what only looked like one."""
    draft.candidates = list(candidates)
    for label in found:
        if not label.is_label:
            words = tidy(run.text[label.start : label.end])
            refused = Candidate(-1, run.block, label.start, label.end, label.after, bold=False, core=words)
            refused.reasons, refused.score = label.reasons, label.score
            draft.candidates.append(refused)


def _intro(draft: Draft, blocks: Sequence[Block]) -> None:
    body = Body(draft, {}, blocks, "")
    for position, block in enumerate(blocks):
        body.position = position
        for _, rule in RULES:
            if rule(body, block):
                break
    draft.notes += body.pending
