from __future__ import annotations

import json
from pathlib import Path

import cli_records as records


def test_a_pipe_gets_one_compact_object_a_line(run):
    lines = run("parse", "two.ndjson").stdout.splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["Meeting of the Lake Council"] * 2
    assert lines[0].startswith('{"schema_version":"1.0"')


def test_json_of_csto_comes_out_as_it_went_in(run):
    assert json.loads(run("parse", "lake.json").stdout) == records.record()


def test_a_raw_record_is_parsed_and_its_json_read_again(run):
    text = run("parse", "lake.txt", "--embed-source").stdout
    record = json.loads(text)
    assert record["source"]["path"] == "lake.txt"
    assert record["source"]["text"] == records.TEXT
    assert run("parse", "-", stdin=text).stdout == text
    assert run("speakers", "-", stdin=text).stdout == run("speakers", "lake.txt").stdout


def test_standard_input_has_no_path(run):
    assert json.loads(run("parse", stdin=records.TEXT).stdout)["source"]["path"] is None


def test_records_are_never_written_as_ascii_escapes(run):
    assert "“great lake”" in run("parse", "lake.json").stdout


def test_a_terminal_gets_indented_json_that_cannot_steer_it(screen):
    code, text = screen(80, "parse", "nasty.json")
    assert code == 0
    assert text.startswith('{\n  "schema_version"')
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert json.loads(text)["title"] == records.NASTY


def test_many_files_in_processes_come_in_order(run, tmp_path):
    for number in range(25):
        (tmp_path / f"{number:02}.json").write_text(json.dumps({**records.record(), "id": f"id-{number:02}"}))
    (tmp_path / "07.json").write_text('{"schema_version": "9.0"}')
    done = run("parse", str(tmp_path), "--jobs", "2")
    assert done.returncode == 4
    assert [json.loads(line)["id"][-2:] for line in done.stdout.splitlines()] == [
        f"{number:02}" for number in range(25) if number != 7
    ]
    assert "07.json" in done.stderr
    one = run("parse", str(tmp_path), "--jobs", "1")
    assert (one.stdout, one.stderr) == (done.stdout, done.stderr)


def test_a_lone_surrogate_is_written_as_its_escape(run):
    made = records.compact(records.record()).replace("Good afternoon.", "Good \\ud800fternoon.")
    done = run("parse", stdin=made)
    assert done.returncode in {0, 3}
    assert done.stderr.count("\n") == (done.returncode == 3)


def test_other_json_is_refused(run):
    done = run("parse", stdin='{"rows": [1, 2]}\n')
    assert (done.returncode, done.stdout) == (3, "")
    assert "csto record" in done.stderr


def test_a_newer_schema_names_file_and_line(run, tmp_path):
    target = tmp_path / "new.ndjson"
    target.write_text(records.compact(records.record()) + '\n{"schema_version":"2.0"}\n')
    done = run("parse", str(target))
    assert done.returncode == 4
    assert f"csto: {target}:2: " in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_the_name_of_the_output_decides_the_form(run, tmp_path):
    for name, start in {
        "a.json": '{\n  "schema',
        "a.ndjson": '{"schema',
        "a.md": "# Meeting",
        "a.csv": "meeting,",
    }.items():
        run("parse", "lake.json", "-o", str(tmp_path / name))
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_an_output_file_keeps_its_permissions_and_link(run, tmp_path):
    real = tmp_path / "real.json"
    real.write_text("before")
    real.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(real)
    run("parse", "lake.json", "-o", str(link))
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_text().startswith("{")


def test_globs_and_folders_are_walked_in_order(run, lake, tmp_path):
    text = Path(lake, "lake.json").read_text(encoding="utf-8")
    for name in ["b/2.json", "a/1.json", "a/.hidden.json", "a/image.png"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(run("parse", str(tmp_path)).stdout.splitlines()) == 2
    assert len(run("parse", f"{tmp_path}/**/*.json").stdout.splitlines()) == 2
    assert run("parse", f"{tmp_path}/*.nope").returncode == 3
