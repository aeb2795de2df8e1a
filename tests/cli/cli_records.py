"""A record of a council that never met, made by hand: its text, and the Meeting that the text should give."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

TEXT = """Meeting of the Lake Council

March 4, 2031, Brightwater

Taking part were President of Norland Ada Quill, Premier of Sudria Ben Marsh and Envoy of Westmark Cleo Dunn.

The participants adopted a declaration on clean water.

* * *

President of Norland Ada Quill: Good afternoon.

I open the meeting on the “great lake” (applause) and its shores. Mr Marsh, you have the floor.

Premier of Sudria Ben Marsh: Thank you. The lake – our lake – is rising.

Ada Quill: Thank you, Ben. We are done.
"""

NASTY = "\x1b[31m[red]Chair[/red]\u202e <b>x</b> | `rm` *a* =1+1"


def span(words: str, start: int = 0) -> dict[str, int]:
    """The place of ``words`` in the text, from ``start`` on."""
    begin = TEXT.index(words, start)
    before = TEXT[:begin]
    return {
        "start": begin,
        "end": begin + len(words),
        "line": before.count("\n") + 1,
        "column": begin - before.rfind("\n"),
    }


def proof(words: str, start: int = 0) -> dict[str, Any]:
    return {"span": span(words, start), "text": words, "basis": "printed"}


def person(
    ident: str, name: str, title: str, country: str, *, role: str = "member", spoke: bool = True
) -> dict[str, Any]:
    return {
        "id": ident,
        "name": name,
        "role": role,
        "attendance": "spoke" if spoke else "listed",
        "country": country,
        "organisation": None,
        "offices": [{"title": title, "country": country, "evidence": [proof(f"{title} {name}")]}],
        "labels": [f"{title} {name}"] if spoke else [],
        "links": [],
        "evidence": {"name": [proof(name)]},
    }


def paragraph(text: str, printed: str | None = None, pieces: list[list[int]] | None = None) -> dict[str, Any]:
    return {"text": text, "span": span(printed or text), "pieces": pieces or []}


def turn(
    index: int, speaker: str, label: str, office: str | None, paragraphs: list[Any], **more: Any
) -> dict[str, Any]:
    place = span(f"{label}: {paragraphs[0]['text'][:8]}")
    label_span = {**place, "end": place["start"] + len(label) + 1}
    return {
        "index": index,
        "speaker": speaker,
        "label": label,
        "label_span": label_span,
        "office": office,
        "language_note": None,
        "candidates": [],
        "start_time": None,
        "end_time": None,
        "paragraphs": paragraphs,
        "notes": [],
        "interrupted_by": None,
        "resumes": None,
        "span": {**place, "end": paragraphs[-1]["span"]["end"]},
        "evidence": {"speaker": [proof(label, place["start"])]},
        **more,
    }


def account(turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What every character is: the parts before the turns, labels, pieces of paragraphs, notes; the rest is blank."""
    known = {
        "title": "Meeting of the Lake Council",
        "dateline": "March 4, 2031, Brightwater",
        "participants": "Taking part were President of Norland Ada Quill, Premier of Sudria Ben Marsh and "
        "Envoy of Westmark Cleo Dunn.",
        "intro": "The participants adopted a declaration on clean water.",
        "separator": "* * *",
    }
    parts = [(kind, span(words)["start"], span(words)["end"]) for kind, words in known.items()]
    for made in turns:
        parts.append(("label", made["label_span"]["start"], made["label_span"]["end"]))
        parts += [("note", note["span"]["start"], note["span"]["end"]) for note in made["notes"]]
        for said in made["paragraphs"]:
            pieces = said["pieces"] or [[said["span"]["start"], said["span"]["end"]]]
            parts += [("paragraph", start, end) for start, end in pieces]
    entries, position = [], 0
    for kind, start, end in [*sorted(parts, key=lambda part: part[1]), ("", len(TEXT), 0)]:
        if start > position:
            entries.append({"kind": "blank", "start": position, "end": start})
        if kind:
            entries.append({"kind": kind, "start": start, "end": end})
            position = end
    return entries


def record() -> dict[str, Any]:
    """The record as csto JSON."""
    cut = "I open the meeting on the “great lake” (applause) and its shores. Mr Marsh, you have the floor."
    place, note = span(cut), span("(applause)")
    said = paragraph(
        cut.replace(" (applause)", ""), cut, [[place["start"], note["start"]], [note["end"] + 1, place["end"]]]
    )
    turns = [
        turn(
            0,
            "ada-quill",
            "President of Norland Ada Quill",
            "President of Norland",
            [paragraph("Good afternoon."), said],
            notes=[{"kind": "stage", "text": "(applause)", "span": note}],
        ),
        turn(
            1,
            "ben-marsh",
            "Premier of Sudria Ben Marsh",
            "Premier of Sudria",
            [paragraph("Thank you. The lake – our lake – is rising.")],
        ),
        turn(2, "ada-quill", "Ada Quill", None, [paragraph("Thank you, Ben. We are done.")]),
    ]
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return {
        "schema_version": "1.0",
        "id": f"2031-03-04-lake-council-{digest[:8]}",
        "title": "Meeting of the Lake Council",
        "body": {"name": "Lake Council", "organisation": None, "short_name": None},
        "date": "2031-03-04",
        "end_date": None,
        "start_time": None,
        "end_time": None,
        "place": "Brightwater",
        "mode": None,
        "language": "en",
        "chair": "ada-quill",
        "evidence": {
            "title": [proof("Meeting of the Lake Council")],
            "date": [proof("March 4, 2031")],
            "place": [proof("Brightwater")],
            "body": [proof("Lake Council")],
            "chair": [proof("Ada Quill")],
        },
        "participants": [
            person("ada-quill", "Ada Quill", "President of Norland", "NO", role="chair"),
            person("ben-marsh", "Ben Marsh", "Premier of Sudria", "SD"),
            person("cleo-dunn", "Cleo Dunn", "Envoy of Westmark", "WM", spoke=False),
        ],
        "turns": turns,
        "documents": [document()],
        "topics": [{"title": "clean water", "span": span("clean water")}],
        "floor": [
            {
                "kind": "given",
                "by": "ada-quill",
                "to": "ben-marsh",
                "to_text": "Mr Marsh",
                "turn": 0,
                "taken_in_turn": 1,
                "span": span("Mr Marsh, you have the floor"),
            }
        ],
        "notes": [],
        "source": {
            "path": "lake.txt",
            "url": None,
            "sha256": digest,
            "text_sha256": digest,
            "encoding": "utf-8",
            "characters": len(TEXT),
            "format": "text",
            "convention": "kremlin",
            "extractor": None,
            "row": None,
            "csto_version": "0.1.0",
            "text": TEXT,
            "account": account(turns),
        },
        "supplements": [],
        "corrections": [],
        "diagnostics": [],
    }


def document(**more: Any) -> dict[str, Any]:
    title = "declaration on clean water"
    return {
        "id": "declaration-on-clean-water",
        "kind": "declaration",
        "number": None,
        "title": title,
        "status": "adopted",
        "date": None,
        "amends": None,
        "vote": None,
        "mentions": [{"turn": None, "span": span(title)}],
        "evidence": {"title": [proof(title)], "status": [proof("adopted")]},
        **more,
    }


def nasty_record() -> dict[str, Any]:
    """A record whose every text tries to be something else."""
    made = record()
    made["id"] = "../../etc/passwd"
    made["title"] = NASTY
    made["place"] = NASTY
    made["participants"][0]["name"] = NASTY
    made["participants"][0]["offices"][0]["title"] = f"=cmd|' /C calc'!A0 {NASTY}"
    made["turns"][1]["paragraphs"][0]["text"] = f"=1+1 {NASTY}\n# heading\n<script>alert(1)</script>"
    made["documents"][0]["title"] = f"-2+3 {NASTY}"
    made["topics"][0]["title"] = f"@SUM(A1) {NASTY}"
    return made


def without_decisions() -> dict[str, Any]:
    made = record()
    made["documents"], made["topics"], made["floor"] = [], [], []
    return made


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def names(folder: Path) -> list[str]:
    """Names of the files in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())
