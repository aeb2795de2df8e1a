"""Score csto against answers that people have read off the records by eye.

    python tools/accuracy.py ANSWERS --records RECORDS [--details] [--check FILE] [--write FILE]

ANSWERS holds one JSON file a record, with ``file`` (the record, relative to RECORDS) and any of ``title``, ``date``,
``end_date``, ``place``, ``mode``, ``chair``, ``turns`` (label, speaker, first, last words), ``participants`` (name,
offices), ``documents`` (kind, title, status), ``topics`` (titles), ``floor`` (kind, by, to: names). What an answer does
not name is not scored. ``--check`` fails where a figure is below the one kept in FILE, ``--write`` keeps them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from csto_cli import CstoError, Meeting, parse
from csto_cli.checks import validate

FACTS = ("title", "date", "end_date", "place", "mode", "chair")
SETTLED = ("adopted", "signed", "approved", "ratified")
ALIKE = 0.8


def plain(text: str | None) -> str:
    """Letters and digits in lower case, one space between words."""
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


@dataclass
class Count:
    """Right, given and wanted answers of one figure."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def add(self, right: int, given: int, wanted: int) -> None:
        """Count one record's answers."""
        self.right, self.given, self.wanted = self.right + right, self.given + given, self.wanted + wanted

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where nothing was given or wanted."""
        return 2 * self.right / (self.given + self.wanted) if self.given + self.wanted else 1.0


@dataclass
class Score:
    """Figures over all records, and what was missed."""

    counts: dict[str, Count] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def compare(self, figure: str, file: str, given: Iterable[Any], wanted: Iterable[Any]) -> None:
        """Count the answers of one figure as multisets, and note what differs."""
        mine, theirs = Counter(given), Counter(wanted)
        both = mine & theirs
        self.counts.setdefault(figure, Count()).add(both.total(), mine.total(), theirs.total())
        self.misses += [f"{file}: {figure}: missed {item}" for item in (theirs - both).elements()]
        self.misses += [f"{file}: {figure}: added {item}" for item in (mine - both).elements()]

    @property
    def figures(self) -> dict[str, float]:
        """F1 of every figure."""
        return {figure: round(count.f1, 4) for figure, count in self.counts.items()}


def turns_of(meeting: Meeting) -> Iterator[tuple[str, str, str]]:
    """Speaker, first and last words of every turn that has words."""
    names = {person.id: person.name for person in meeting.participants}
    for turn in meeting.turns:
        words = plain(" ".join(paragraph.text for paragraph in turn.paragraphs))
        if words:
            yield plain(names.get(turn.speaker or "", "")), words, words


def score_turns(score: Score, file: str, meeting: Meeting, wanted: list[dict[str, Any]]) -> None:
    """Turns found in order by their first words; of those, who speaks and how they end."""
    found, answers = list(turns_of(meeting)), [turn for turn in wanted if plain(turn["first"])]
    i, pairs = 0, []
    for answer in answers:
        first = plain(answer["first"])
        match = next((j for j in range(i, len(found)) if found[j][1].startswith(first)), None)
        if match is None:
            score.misses.append(f"{file}: turns: missed {answer['label']}: {answer['first']}")
            continue
        pairs.append((answer, found[match]))
        i = match + 1
    score.counts.setdefault("turns", Count()).add(len(pairs), len(found), len(answers))
    if len(found) > len(pairs):
        score.misses.append(f"{file}: turns: {len(found) - len(pairs)} added")
    for figure, right in (
        ("speakers", [plain(answer["speaker"]) == turn[0] for answer, turn in pairs]),
        ("ends", [turn[2].endswith(plain(answer["last"])) for answer, turn in pairs]),
    ):
        score.counts.setdefault(figure, Count()).add(sum(right), len(right), len(right))
        score.misses += [
            f"{file}: {figure}: {a['label']}: {a['first']}" for (a, _), ok in zip(pairs, right, strict=True) if not ok
        ]


def score_documents(score: Score, file: str, meeting: Meeting, wanted: list[dict[str, Any]]) -> None:
    """Settled documents, alike by kind and title."""
    left = [document for document in meeting.documents if document.status in SETTLED]
    given, right = len(left), 0
    for answer in wanted:
        best = max(
            left, key=lambda d: SequenceMatcher(None, plain(d.title), plain(answer["title"])).ratio(), default=None
        )
        alike = best is not None and SequenceMatcher(None, plain(best.title), plain(answer["title"])).ratio() >= ALIKE
        if best is not None and alike and answer["kind"] in (None, best.kind):
            left.remove(best)
            right += 1
        else:
            score.misses.append(f"{file}: documents: missed {answer['kind']} {answer['title']}")
    score.misses += [f"{file}: documents: added {document.kind} {document.title}" for document in left]
    score.counts.setdefault("documents", Count()).add(right, given, len(wanted))


def score_record(score: Score, answer: dict[str, Any], meeting: Meeting, text: str | None) -> None:
    """Everything that one answer names."""
    file = answer["file"]
    names = {person.id: person.name for person in meeting.participants}
    facts = {name: getattr(meeting, name) for name in FACTS} | {"chair": names.get(meeting.chair or "")}
    named = [name for name in FACTS if name in answer]
    score.compare("facts", file, [(n, plain(facts[n])) for n in named], [(n, plain(answer[n])) for n in named])
    if "turns" in answer:
        score_turns(score, file, meeting, answer["turns"])
    if "participants" in answer:
        people = [person for person in meeting.participants if person.role != "voice"]
        score.compare(
            "people", file, [plain(p.name) for p in people], [plain(p["name"]) for p in answer["participants"]]
        )
        held = {(plain(p.name), plain(office.title)) for p in people for office in p.offices}
        wanted = {(plain(p["name"]), plain(office)) for p in answer["participants"] for office in p["offices"]}
        score.compare("offices", file, held & wanted, wanted)
    if "documents" in answer:
        score_documents(score, file, meeting, [d for d in answer["documents"] if d["status"] in SETTLED])
    if "topics" in answer:
        score.compare("topics", file, [plain(t.title) for t in meeting.topics], [plain(t) for t in answer["topics"]])
    if "floor" in answer:
        moves = [(m.kind, plain(names.get(m.by or "")), plain(names.get(m.to or ""))) for m in meeting.floor]
        score.compare("floor", file, moves, [(m["kind"], plain(m["by"]), plain(m["to"])) for m in answer["floor"]])
    sound = not any(diagnostic.severity == "error" for diagnostic in validate(meeting, text))
    score.counts.setdefault("sound", Count()).add(int(sound), 1, 1)


def supplements_of(record: Path) -> list[Path]:
    """Lists published beside a record: the files of the folder ``supplements`` that has its name."""
    folder = record.parent / "supplements" / record.name
    return sorted(folder.iterdir()) if folder.is_dir() else []


def run(answers: Path, records: Path) -> Score:
    """Score every answer below a folder."""
    score = Score()
    for path in sorted(answers.rglob("*.json")):
        answer = json.loads(path.read_text("utf-8"))
        if "file" not in answer:
            continue
        try:
            record = records / answer["file"]
            meeting = parse(record, supplements=supplements_of(record), embed_source=True)
        except CstoError as error:
            score.misses.append(f"{answer['file']}: not read: {error}")
            for name, key in (
                ("turns", "turns"),
                ("people", "participants"),
                ("documents", "documents"),
                ("sound", "file"),
            ):
                score.counts.setdefault(name, Count()).add(0, 0, len(answer.get(key) or []) if key != "file" else 1)
            continue
        score_record(score, answer, meeting, meeting.source.text)
    return score


def main() -> int:
    """Print the figures; exit 1 where a kept figure fell."""
    parser = argparse.ArgumentParser(description="Score csto against answers read by eye.")
    parser.add_argument("answers", type=Path)
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--check", type=Path)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    score = run(arguments.answers, arguments.records)
    for figure, count in score.counts.items():
        print(f"{figure:10} {count.f1:7.4f}   {count.right} right, {count.given} given, {count.wanted} wanted")
    if arguments.details:
        print(*score.misses, sep="\n")
    if arguments.write:
        arguments.write.write_text(json.dumps(score.figures, indent=1) + "\n", "utf-8")
    kept = json.loads(arguments.check.read_text("utf-8")) if arguments.check else {}
    fallen = [
        f"{figure}: {score.figures.get(figure, 0.0)} < {value}"
        for figure, value in kept.items()
        if score.figures.get(figure, 0.0) < value
    ]
    if fallen:
        print(*score.misses, sep="\n")
        print("figures fell:", "; ".join(fallen), file=sys.stderr)
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main())
