"""Lists published beside a record: whom and what they name joins it, and everything tells where it stands."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from csto_cli import load, parse

SAMPLES = Path(__file__).parents[2] / "samples"
TALKS = str(SAMPLES / "port-talks.en.txt")
PEOPLE, DOCUMENTS = (str(path) for path in sorted((SAMPLES / "supplements" / "port-talks.en.txt").iterdir()))
WITH = (TALKS, "--with", PEOPLE, "--with", DOCUMENTS)


def text_of(path: str) -> str:
    return Path(path).read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def joined(run):
    return json.loads(run("parse", *WITH).stdout)


def test_people_of_a_list_take_part_without_a_turn(joined):
    listed = [person["name"] for person in joined["participants"] if person["attendance"] == "listed"]
    assert listed == ["Odd Kristian Moe", "Juhani Lehto", "Elli van der Aa"]


def test_a_list_gives_who_spoke_a_fuller_name_and_an_office(joined):
    speaker = next(person for person in joined["participants"] if person["labels"] == ["Aino Salmela"])
    assert speaker["name"] == "Aino Maria Salmela"
    assert speaker["attendance"] == "spoke"
    assert [office["title"] for office in speaker["offices"]] == ["President of the Republic of Finland"]
    assert joined["turns"][1]["speaker"] == speaker["id"]


def test_documents_of_a_list_are_settled_and_none_is_counted_twice(joined):
    assert [(document["kind"], document["status"]) for document in joined["documents"]] == [
        ("agreement", "signed"),
        ("protocol", "signed"),
        ("memorandum", "signed"),
    ]
    told = joined["documents"][0]["mentions"]
    assert [mention["span"].get("source") for mention in told] == [None, 2]


def test_evidence_stands_in_the_supplement_that_its_span_names(joined):
    texts = {None: text_of(TALKS), 1: text_of(PEOPLE), 2: text_of(DOCUMENTS)}
    proofs = [
        proof
        for part in (*joined["participants"], *joined["documents"], *joined["participants"][1]["offices"])
        for found in (part["evidence"].values() if isinstance(part["evidence"], dict) else [part["evidence"]])
        for proof in found
    ]
    assert {proof["span"].get("source") for proof in proofs} == {None, 1, 2}
    for proof in proofs:
        span = proof["span"]
        text = texts[span.get("source")]
        assert text[span["start"] : span["end"]] == proof["text"]
        assert text.count("\n", 0, span["start"]) + 1 == span["line"]


def test_each_supplement_is_a_whole_source_and_the_record_keeps_its_own_account(run, joined):
    alone = json.loads(run("parse", TALKS).stdout)
    assert joined["source"] == alone["source"]
    for supplement, path in zip(joined["supplements"], (PEOPLE, DOCUMENTS), strict=True):
        text = text_of(path)
        assert supplement["path"] == path
        assert supplement["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert "".join(text[part["start"] : part["end"]] for part in supplement["account"]) == text
    kinds = [{part["kind"] for part in supplement["account"]} for supplement in joined["supplements"]]
    assert kinds == [
        {"title", "dateline", "heading", "participants", "blank"},
        {"title", "documents", "blank"},
    ]


def test_a_joined_record_is_read_again_as_it_was_written(joined):
    assert load(joined).model_dump(mode="json") == joined


def test_the_library_joins_and_rebuilds_supplements():
    meeting = parse(TALKS, supplements=[PEOPLE, Path(DOCUMENTS)], embed_source=True)
    assert meeting.rebuild() == text_of(TALKS)
    assert [supplement.rebuild() for supplement in meeting.supplements] == [text_of(PEOPLE), text_of(DOCUMENTS)]


def test_other_commands_join_supplements_too(run):
    assert "Juhani Lehto" in run("speakers", *WITH).stdout
    assert "Juhani Lehto" in run("export", "--to", "markdown", *WITH).stdout
    assert "Memorandum of understanding" in run("show", *WITH).stdout


def test_decisions_name_the_supplement_that_proves_them(run):
    told = " ".join(run("decisions", "--evidence", "--format", "table", *WITH).stdout.split())
    assert f"status, line 1 of {DOCUMENTS}" in told.replace("- ", "-")
    row = json.loads(run("decisions", *WITH).stdout.splitlines()[1])
    assert {proof["supplement"] for proof in row["evidence"]} == {DOCUMENTS}


def test_validate_proves_supplements_against_their_files(run, joined, tmp_path):
    record = tmp_path / "joined.json"
    record.write_text(json.dumps(joined), encoding="utf-8")
    sources = ("--source", TALKS, "--source", PEOPLE, "--source", DOCUMENTS)
    proved = run("validate", str(record), *sources)
    assert proved.returncode == 0
    assert "C416" not in proved.stdout
    assert "C416" in run("validate", str(record), *sources[:4]).stdout
    swapped = run("validate", str(record), "--source", TALKS, "--source", DOCUMENTS, "--source", PEOPLE)
    assert swapped.returncode == 1
    assert "C307" in swapped.stdout


def test_validate_finds_words_that_the_supplement_does_not_say(run, joined, tmp_path):
    changed = json.loads(json.dumps(joined))
    changed["documents"][2]["evidence"]["title"][0]["text"] = "Memorandum on summer lighting"
    record = tmp_path / "changed.json"
    record.write_text(json.dumps(changed), encoding="utf-8")
    told = run("validate", str(record), "--source", TALKS, "--source", PEOPLE, "--source", DOCUMENTS)
    assert told.returncode == 1
    assert "C305" in told.stdout


def test_a_supplement_goes_with_one_raw_record(run):
    assert run("parse", TALKS, TALKS, "--with", PEOPLE).returncode == 2
    told = run("parse", "lake.json", "--with", PEOPLE)
    assert told.returncode == 2
    assert "--with goes with a raw record" in told.stderr
    assert run("parse", TALKS, "--with", "nowhere.txt").returncode == 3


def test_a_supplement_in_which_nothing_is_found_is_told(run):
    told = run("validate", TALKS, "--with", str(SAMPLES / "no-labels.en.txt"))
    assert "C125" in told.stdout
    assert told.returncode == 0


def test_a_list_on_one_line_names_each_of_its_people(run, tmp_path):
    beside = tmp_path / "list.txt"
    beside.write_text(
        "Participants in the talks May 21, 2024 Odd Moe – Director of the Port of Lillehavn "
        "Juhani Lehto – First Deputy Minister – Harbour Captain of Kaskinen Elli van der Aa – Adviser to the President",
        encoding="utf-8",
    )
    people = json.loads(run("parse", TALKS, "--with", str(beside)).stdout)["participants"]
    listed = {p["name"]: [o["title"] for o in p["offices"]] for p in people if p["attendance"] == "listed"}
    assert listed == {
        "Odd Moe": ["Director of the Port of Lillehavn"],
        "Juhani Lehto": ["First Deputy Minister – Harbour Captain of Kaskinen"],
        "Elli van der Aa": ["Adviser to the President"],
    }


def test_a_russian_list_joins_a_record(run, tmp_path):
    record, beside = tmp_path / "record.txt", tmp_path / "list.txt"
    record.write_text(
        "События Совещание о ледовой дороге 9 февраля 2024 года 17:40 Бранвик В.Вельский: Добрый день! "
        "Александр Иванович, прошу. А.Твердов: Спасибо. В.Вельский: Спасибо и Вам. "
        "Статус материала Опубликован в разделах: Новости Дата публикации: 9 февраля 2024 года, 17:40",
        encoding="utf-8",
    )
    beside.write_text(
        "Участники совещания о ледовой дороге 9 февраля 2024 года "
        "ТВЕРДОВ Александр Иванович – Министр дорогЛУНДИНА Анна Петровна – начальник службы спасения",
        encoding="utf-8",
    )
    people = json.loads(run("parse", str(record), "--with", str(beside)).stdout)["participants"]
    found = {person["name"]: (person["attendance"], [o["title"] for o in person["offices"]]) for person in people}
    assert found["Александр Твердов"] == ("spoke", ["Министр дорог"])
    assert found["Анна Лундина"] == ("listed", ["начальник службы спасения"])
