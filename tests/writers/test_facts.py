"""popolo, annotations, bibtex and csl-json: every reference is there, every quotation stands where it says."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from writer_records import odd, sample

from csto_cli import Meeting
from csto_cli.query.documents import SETTLED
from csto_cli.writers.popolo import REFERENCES


def test_popolo_refers_to_what_is_there(written, records):
    whole = json.loads(written("popolo", records))
    ids = {kind: [part["id"] for part in parts] for kind, parts in whole.items()}
    for kind, names in ids.items():
        assert len(set(names)) == len(names), kind
    for parts in whole.values():
        for part in parts:
            for name, kind in REFERENCES.items():
                assert name not in part or part[name] in ids[kind]
    assert len(whole["events"]) == len(records)
    spoken = Counter(speech["type"] for speech in whole["speeches"])
    assert spoken["speech"] == sum(len(record.turns) for record in records)
    people = sum(len(r.participants) + any(t.speaker is None for t in r.turns) for r in records)
    assert len(whole["persons"]) == people
    assert len([m for m in whole["motions"] if m.get("result") == "pass"]) == sum(
        document.status in SETTLED for record in records for document in record.documents
    )


def test_popolo_says_which_post_for_which_country(written):
    whole = json.loads(written("popolo", [sample("river-council.en.txt")]))
    organisations = {part["id"]: part for part in whole["organizations"]}
    posts = {part["id"]: part for part in whole["posts"]}
    chair = next(p for p in whole["persons"] if p["name"] == "Marina Veld")
    held = [posts[m["post_id"]] for m in whole["memberships"] if m["person_id"] == chair["id"] and "post_id" in m]
    assert held[0]["label"] == "Prime Minister of Norway"
    assert organisations[held[0]["organization_id"]]["name"] == "Norway"
    assert organisations[whole["events"][0]["organization_id"]]["name"] == "Northern Rivers Council"
    assert whole["events"][0]["start_date"].startswith("2024-03-14")


def test_annotations_quote_what_stands_there(written, records):
    whole = json.loads(written("annotations", records))
    items = whole["first"]["items"]
    assert whole["type"] == "AnnotationCollection"
    assert whole["first"]["type"] == "AnnotationPage"
    assert whole["total"] == len(items) == len({item["id"] for item in items})
    sources = {record.source.path or "": record for record in records}
    for item in items:
        record = sources[item["target"]["source"]] if item["target"]["source"] in sources else records[0]
        selectors = {selector["type"]: selector for selector in item["target"]["selector"]}
        place, quoted = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
        assert selectors["FragmentSelector"]["value"] == f"char={place['start']},{place['end']}"
        assert item["body"]["value"]
        text = record.source.text or ""
        if record.source.format not in {"html", "mhtml", "tei", "akn"} and len(records) == 1:
            assert text[place["start"] : place["end"]] == quoted["exact"]
            assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] in text
    told = {field.split(" ")[1].rstrip(":") for field in (item["body"]["value"] for item in items)}
    wanted = {"title"} if records[0].title else set()
    assert wanted | ({"name"} if records[0].participants else set()) <= told


def test_annotations_of_html_quote_what_a_reader_sees(written):
    items = json.loads(written("annotations", [sample("river-council.en.html")]))["first"]["items"]
    quoted = [
        selector for item in items for selector in item["target"]["selector"] if selector["type"] == "TextQuoteSelector"
    ]
    assert not [part for part in quoted if re.search(r"</?\w", part["prefix"] + part["exact"] + part["suffix"])]


def test_annotations_without_the_source_s_text_still_quote(written):
    record = sample("river-council.en.txt")
    bare = record.model_copy(update={"source": record.source.model_copy(update={"text": None})})
    items = json.loads(written("annotations", [bare]))["first"]["items"]
    title = next(item for item in items if item["body"]["value"].startswith("meeting title"))
    selectors = {selector["type"]: selector for selector in title["target"]["selector"]}
    assert selectors["TextQuoteSelector"] == {"type": "TextQuoteSelector", "exact": record.title}


@pytest.fixture
def entries(written, records):
    return re.split(r"\n(?=@)", written("bibtex", records).strip()) if written("bibtex", records) else []


def test_bibtex_has_an_entry_a_turn_and_document_in_balanced_braces(entries, records):
    expected = sum(len(record.turns) + len(record.documents) for record in records)
    assert len(entries) == expected
    keys = [re.match(r"@misc\{([a-z0-9-]+),", entry)[1] for entry in entries]
    assert len(set(keys)) == expected
    for entry in entries:
        depth = 0
        for number, sign in enumerate(entry.rstrip()):
            depth += {"{": 1, "}": -1}.get(sign, 0)
            assert depth > 0 or number < 6 or number == len(entry.rstrip()) - 1


def test_csl_json_says_the_same(written, records):
    items = json.loads(written("csl-json", records))
    assert len({item["id"] for item in items}) == len(items)
    assert len(items) == sum(len(record.turns) + len(record.documents) for record in records)
    for item in items:
        assert {"id", "type", "title", "note"} <= set(item)
        assert item["type"] in {"speech", "document", "legislation", "treaty", "report"}


def test_references_of_a_turn_of_nobody_say_so(written):
    items = json.loads(written("csl-json", [odd()]))
    assert [item["author"] for item in items if "turn 2," in item["note"]] == [[{"literal": "unknown"}]]


def test_annotations_say_the_facts(written):
    record = sample("river-council.en.txt")
    said = [item["body"]["value"] for item in json.loads(written("annotations", [record]))["first"]["items"]]
    for fact in [
        "meeting title: Meeting of the Northern Rivers Council",
        "meeting body: Northern Rivers Council",
        "meeting date: 2024-03-14",
        "participant:marina-veld name: Marina Veld",
        "participant:marina-veld office: Prime Minister of Norway",
        "turn:0 speaker: marina-veld",
        "turn:0 label: Prime Minister of Norway Marina Veld",
        "floor:1 floor: given by marina-veld to tomas-arkan",
    ]:
        assert fact in said, [value for value in said if value.startswith(fact.split(":")[0])]
    assert not [value for value in said if "object at" in value or "method" in value]


def test_annotations_of_a_supplement_point_at_it(written):
    record = sample("river-council.en.txt")
    supplement = record.source.model_copy(update={"path": "list.txt", "text": "Present: Marina Veld."})
    proof = {"start": 9, "end": 20, "line": 1, "column": 10, "source": 1}
    made = record.model_dump() | {"supplements": [supplement.model_dump()]}
    made["participants"][0]["evidence"]["attendance"] = [{"span": proof, "text": "Marina Veld", "basis": "printed"}]
    items = json.loads(written("annotations", [Meeting.model_validate(made)]))["first"]["items"]
    target = next(item["target"] for item in items if item["target"]["source"] == "list.txt")
    assert target["selector"][1] == {
        "type": "TextQuoteSelector", "exact": "Marina Veld", "prefix": "Present: ", "suffix": ".",
    }  # fmt: skip
