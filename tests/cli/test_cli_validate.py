from __future__ import annotations

import hashlib
import json

import cli_records as records
import pytest

from csto_cli.checks import RULES


@pytest.fixture(scope="module")
def broken() -> str:
    made = records.record()
    made["turns"][1]["index"] = 7
    made["source"]["text"] = None
    return records.compact(made)


def test_a_sound_record_is_0(run):
    done = run("validate", "lake.json")
    assert (done.returncode, done.stdout) == (0, "lake.txt: sound\n")
    assert run("validate", "lake.json", "-q").stdout == ""


def test_an_unsound_record_is_1_with_codes_lines_and_hints(run, broken):
    done = run("validate", stdin=broken)
    assert done.returncode == 1
    assert ": error C3" in done.stdout
    assert "not sound: " in done.stdout


def test_strict_counts_warnings(run):
    made = records.record()
    made["diagnostics"] = [{"code": "C101", "severity": "warning", "message": "odd", "span": None, "hint": None}]
    text = records.compact(made)
    assert run("validate", stdin=text).returncode == 0
    assert run("validate", "--strict", stdin=text).returncode == 1


def test_explain(run):
    rule = RULES[0]
    done = run("validate", "--explain", rule.code.lower())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{rule.code} ({rule.severity}): {rule.title}")
    assert run("validate", "--explain", "all").stdout.count("\n\n") >= len(RULES)
    unknown = run("validate", "--explain", "C999")
    assert unknown.returncode == 2
    assert rule.code in unknown.stderr


def test_review_puts_the_worst_first(run, broken):
    lines = [line for line in run("validate", "--review", stdin=broken).stdout.splitlines() if " C" in line]
    ranks = [0 if ": error" in line else 1 if ": warning" in line else 2 for line in lines]
    assert ranks == sorted(ranks)


def test_json_is_one_object_or_an_array(run, broken):
    report = json.loads(run("validate", "--format", "json", stdin=broken).stdout)
    assert report["sound"] is False
    assert {"code", "severity", "message", "span", "hint"} <= set(report["diagnostics"][0])
    assert [r["sound"] for r in json.loads(run("validate", "--format", "json", "lake.json", "quiet.json").stdout)] == [
        True
    ] * 2


def test_sarif_has_what_readers_of_it_need(run, broken):
    (done,) = json.loads(run("validate", "--format", "sarif", stdin=broken).stdout)["runs"]
    assert done["columnKind"] == "unicodeCodePoints"
    known = [rule["id"] for rule in done["tool"]["driver"]["rules"]]
    for result in done["results"]:
        assert known[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "lake.txt"


def test_github_annotations_stay_on_one_line_each(run):
    made = records.record()
    made["source"]["path"] = "a,b:c\n::error::x"
    made["diagnostics"] = [
        {
            "code": "C101",
            "severity": "warning",
            "message": "50%\n::error::x",
            "span": records.span("adopted"),
            "hint": None,
        }
    ]
    lines = run("validate", "--format", "github", stdin=records.compact(made)).stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("::warning file=a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ax,title=csto C101,line=7,col=18::50%25%0A")


def test_source_proves_a_record_without_its_text(run, tmp_path):
    made = records.record()
    made["source"]["text"] = None
    (tmp_path / "lake.json").write_text(json.dumps(made))
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(records.TEXT, encoding="utf-8")
    bad.write_text(records.TEXT.replace("lake", "lane"), encoding="utf-8")
    assert run("validate", str(tmp_path / "lake.json"), "--source", str(good), "--strict").returncode == 0
    assert run("validate", str(tmp_path / "lake.json"), "--source", str(bad)).returncode == 1
    missing = run("validate", str(tmp_path / "lake.json"), "--source", str(tmp_path / "none.txt"))
    assert missing.returncode == 3
    assert missing.stderr.count("\n") == 1


def test_the_fixture_is_whole():
    made = records.record()["source"]
    assert made["account"][-1]["end"] == len(records.TEXT)
    assert made["text_sha256"] == hashlib.sha256(records.TEXT.encode()).hexdigest()
