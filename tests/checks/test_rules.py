"""Each rule against a sound record in which one thing is broken by hand, as in an edited JSON file."""

from copy import deepcopy

import pytest

from csto_cli.checks import RULES, validate
from csto_cli.model import Meeting

FAR = 1_000_000


def changed(meeting, changes):
    """The record with the value at each dotted path replaced; a callable makes the new value from the old one."""
    record = meeting.model_dump(mode="json")
    for path, value in changes.items():
        *parents, last = (int(key) if key.lstrip("-").isdigit() else key for key in path.split("."))
        target = record
        for key in parents:
            target = target[key]
        if callable(value):
            value = value(target[last])
        target[last] = value
    return Meeting.model_validate(record)


def again(**more):
    """The list with its last entry a second time, changed."""
    return lambda entries: [*entries, {**deepcopy(entries[-1]), **more}]


def plus(number):
    return lambda old: old + number


NOTHING_WRONG = [
    {},
    {"source.format": "html"},
    {"documents.0.date": "2031"},
    {"documents.0.date": "2031-02"},
    {"documents.0.amends": {"title": "declaration on buoys", "date": "2029-12-31"}},
    {"end_date": "2031-03-04", "evidence": lambda old: {**old, "end_date": old["date"]}},
    {"evidence.title.0.text": "Meeting of the Harbor Council", "evidence.title.0.basis": "corrected"},
    {"floor.0.taken_in_turn": None},
    {"floor.0.to": None, "floor.0.taken_in_turn": None},
    {"participants": again(id="lea-storm", name="Lea Storm", attendance="listed")},
    {"participants": again(id="lea-storm", name="Lea Storm"), "turns.4.candidates": ["lea-storm"]},
    {"turns.2.speaker": None, "turns.2.candidates": ["ida-voss", "otto-brandt"]},
    {"turns.0.start_time": "00:00:01.250", "turns.0.end_time": "31:00:00"},
    {
        "start_time": "00:00",
        "end_time": "24:00",
        "evidence": lambda old: {**old, "start_time": old["date"], "end_time": old["date"]},
    },
    {"end_date": "2031-03-03", "evidence": lambda old: {**old, "end_date": old["date"]}},
    {"floor.0.turn": 0, "floor.0.taken_in_turn": None, "turns.1.speaker": None, "turns.1.candidates": ["otto-brandt"]},
    {"documents": again(id="second", number="2")},
    {"documents.0.status": "mentioned", "documents.0.evidence.status": []},
]

BROKEN = [
    ("C201", {"floor.0.turn": 3, "floor.0.taken_in_turn": None}),
    ("C203", {"documents.0.title": " "}),
    ("C204", {"documents.0.evidence.status.0.basis": "inferred"}),
    ("C205", {"evidence.chair.0.basis": "inferred"}),
    ("C206", {"turns.3.resumes": None}),
    ("C301", {"source.account.0.end": plus(-1)}),
    ("C301", {"source.account.0.end": plus(1)}),
    ("C301", {"source.account.0.start": 1}),
    ("C301", {"source.account": lambda old: old[:-1]}),
    ("C301", {"source.account": []}),
    ("C302", {"source.account": lambda old: [{"kind": "blank", "start": 0, "end": 0}, *old]}),
    ("C303", {"turns.2.paragraphs.0.text": "With the boys, I hope."}),
    ("C303", {"turns.2.paragraphs.0.text": "With the buoys,  I hope."}),
    ("C303", {"turns.2.paragraphs.0.text": "With the buoys, I hope. Yes."}),
    ("C303", {"turns.0.paragraphs.0.text": "Good morning. (Applause.) Welcome to you all."}),
    ("C304", {"turns.2.label": "Ada Voss"}),
    ("C304", {"turns.2.label": ""}),
    ("C304", {"turns.2.label": None}),
    ("C304", {"turns.2.label_span": None}),
    ("C305", {"participants.0.evidence.name.0.text": "Ada Voss"}),
    ("C305", {"participants.0.offices.0.evidence.0.text": "Mayor"}),
    ("C305", {"evidence.date.0.text": "March 4, 2031"}),
    ("C306", {"turns.0.notes.0.text": "(Laughter.)"}),
    ("C307", {"source.text_sha256": "0" * 64}),
    ("C301 C307", {"source.characters": plus(1)}),
    ("C308", {"chair": "nobody"}),
    ("C308", {"turns.2.speaker": "nobody"}),
    ("C308", {"turns.2.candidates": ["nobody"]}),
    ("C308", {"floor.0.by": "nobody"}),
    ("C309", {"documents.0.mentions.0.turn": -1}),
    ("C309", {"floor.0.taken_in_turn": 99}),
    ("C309", {"turns.2.resumes": 99}),
    ("C309", {"turns.2.resumes": 5}),
    ("C309", {"turns.2.resumes": -1}),
    ("C206 C309", {"turns.1.interrupted_by": 5, "turns.3.resumes": None}),
    ("C309", {"floor.0.turn": 5, "floor.0.taken_in_turn": None, "floor.0.to": None}),
    ("C201 C308", {"floor.0.to": "nobody", "floor.0.taken_in_turn": None}),
    ("C310", {"turns.1.interrupted_by": None}),
    ("C310", {"turns.1.interrupted_by": 0}),
    ("C310", {"turns.1.interrupted_by": 4}),
    ("C310", {"turns.3.speaker": "ida-voss"}),
    ("C206 C310", {"turns.3.resumes": 3}),
    ("C311", {"turns.1.index": 7}),
    ("C312", {"turns.1.span.end": plus(5)}),
    ("C313", {"turns.2.span.end": plus(-3)}),
    ("C313", {"turns.0.paragraphs": lambda old: old[::-1]}),
    ("C306 C313 C315", {"turns.0.notes.0.span.start": 0}),
    ("C304 C313 C315", {"turns.2.label_span.start": 0}),
    ("C303 C313", {"turns.0.paragraphs.0.pieces": lambda old: old[::-1]}),
    ("C314", {"topics.0.span.end": FAR}),
    ("C314", {"topics.0.span.end": 0}),
    ("C314", {"topics.0.span.source": 1}),
    ("C314", {"turns.4.span.end": FAR}),
    ("C315", {"turns.0.span.line": 9}),
    ("C315", {"topics.0.span.column": 1}),
    ("C316", {"participants": again(name="Lea Storm")}),
    ("C316", {"documents": again(number="2")}),
    ("C317", {"participants.0.attendance": "listed"}),
    ("C317 C414", {"participants.0.attendance": "listed", "participants.0.evidence": {}}),
    ("C317", {"participants": again(id="lea-storm", name="Lea Storm")}),
    ("C318", {"documents.0.evidence.status": []}),
    ("C319", {"date": "2031-02-30"}),
    ("C319", {"date": "March 3, 2031"}),
    ("C319", {"date": "2031-03"}),
    ("C319", {"end_time": "24:01", "evidence": lambda old: {**old, "end_time": old["date"]}}),
    ("C319", {"turns.4.end_time": "00:60:00"}),
    ("C319", {"documents.0.date": "2031-13"}),
    ("C319", {"documents.0.amends": {"title": "declaration on buoys", "date": "20291231"}}),
    ("C319", {"turns.0.start_time": "9 o'clock"}),
    ("C319", {"start_time": "25:00", "evidence": lambda old: {**old, "start_time": old["date"]}}),
    ("C320", {"end_date": "2031-03-02", "evidence": lambda old: {**old, "end_date": old["date"]}}),
    ("C321", {"evidence.title": []}),
    ("C321", {"title": None}),
    (
        "C320",
        {
            "date": None,
            "end_date": "2031-03-04",
            "evidence": lambda old: {**{k: v for k, v in old.items() if k != "date"}, "end_date": old["date"]},
        },
    ),
    ("C321", {"mode": "mixed"}),
    ("C322", {"floor.0.to": None, "floor.0.to_text": None}),
    ("C323", {"floor.0.turn": 1}),
    ("C324", {"evidence.title": lambda old: old * 5_000}),
    ("C401", {"turns.4.paragraphs": [], "source.account.-2.kind": "heading"}),
    ("C402", {"participants.0.offices": lambda old: [{**old[0], "country": "AM"}, {**old[0], "country": "BY"}]}),
    ("C403", {"participants": again(id="other", name="OTTO  BRANDT", attendance="listed")}),
    ("C404", {"participants.0.role": "voice"}),
    ("C304 C405", {"turns.2.label": "Ida Voss " * 30}),
    ("C303 C406", {"turns.2.paragraphs.0.text": " "}),
    ("C407", {"documents.0.title": "The Declaration"}),
    ("C407", {"documents.0.title": "A declaration."}),
    ("C407", {"documents.0.kind": "agreement", "documents.0.title": "“An Agreement”"}),
    ("C408", {"documents": again(id="second")}),
    ("C410", {"turns.2.speaker": None}),
    ("C411", {"topics.0.title": "light houses"}),
    ("C412", {"floor.0.to_text": "the Mayor of Port Alba"}),
    ("C413", {"floor.0.taken_in_turn": 2}),
    ("C414", {"participants.1.evidence": {}}),
    ("C414", {"documents.0.evidence.title": []}),
    ("C415", {"source.account.-2.kind": "furniture"}),
    ("C415", {"turns": lambda old: old[:-1]}),
]


@pytest.mark.parametrize("changes", NOTHING_WRONG, ids=lambda changes: ",".join(changes) or "sound")
def test_sound_record_has_no_findings(meeting, text, changes):
    assert validate(changed(meeting, changes), text) == []


@pytest.mark.parametrize(("codes", "changes"), BROKEN, ids=[f"{codes}-{','.join(c)}" for codes, c in BROKEN])
def test_broken_record_has_exactly_these_findings(meeting, text, codes, changes):
    findings = validate(changed(meeting, changes), text)
    assert {finding.code for finding in findings} == set(codes.split())
    assert all(finding.hint for finding in findings)


def test_record_without_its_text(meeting):
    assert [finding.code for finding in validate(meeting)] == ["C416"]


def test_embedded_text_is_used(meeting, text):
    assert validate(changed(meeting, {"source.text": text})) == []


def test_given_text_wins_over_embedded_text(meeting, text):
    record = changed(meeting, {"source.text": text})
    assert {finding.code for finding in validate(record, text.replace("fog", "FOG"))} == {"C303", "C307"}
    assert {finding.code for finding in validate(record, text + "\n")} == {"C307"}


def test_every_check_is_tried():
    tried = {code for codes, _ in BROKEN for code in codes.split()} | {"C416"}
    assert tried == {rule.code for rule in RULES if rule.check is not None}


def test_finding_of_a_wrong_line_names_the_right_one(meeting, text):
    (finding,) = validate(changed(meeting, {"turns.2.span.line": 3}), text)
    assert (finding.span.line, finding.span.column) == (8, 1)


def test_supplement_is_proved_as_well(meeting, text):
    supplement = {**meeting.source.model_dump(), "text": text}
    sound = changed(meeting, {"supplements": [supplement], "topics.0.span.source": 1})
    assert validate(sound, text) == []
    assert {f.code for f in validate(changed(sound, {"supplements.0.account": []}), text)} == {"C301"}
    assert {f.code for f in validate(changed(sound, {"supplements.0.text": "other"}), text)} == {"C307"}
    assert {f.code for f in validate(changed(sound, {"supplements.0.text": None}), text)} == {"C416"}
    assert {f.code for f in validate(changed(sound, {"topics.0.span.source": 2}), text)} == {"C314"}
