"""``csto corpus build``: what goes in, what stays, what is read again, and what a kill leaves."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import tarfile
import time
import zipfile
from pathlib import Path

import pytest
from cli_corpus import ask, built, command, csto, fill, record, rows, sound

KILLS = 5


def test_a_folder_becomes_meetings_turns_people_and_documents(tmp_path: Path):
    fill(tmp_path / "records", 3)
    done = built(tmp_path, "records")
    assert done.stdout.startswith("c.db: 3 records read in ")
    store = tmp_path / "c.db"
    assert ask(store, "SELECT path, status, reason FROM sources ORDER BY id") == [
        (f"records/000{number}.txt", "read", None) for number in range(3)
    ]
    assert ask(store, "SELECT date, year, body, turns FROM meetings LIMIT 1") == [("2001-03-01", 2001, None, 3)] or ask(
        store, "SELECT date, year, turns FROM meetings LIMIT 1"
    ) == [("2001-03-01", 2001, 3)]
    assert ask(store, "SELECT name, meetings FROM people WHERE name = 'Ben Marsh'") == [("Ben Marsh", 3)]
    assert ask(store, "SELECT DISTINCT status FROM documents") == [("adopted",)]
    assert ask(store, "PRAGMA journal_mode") == [("wal",)]
    sound(store)


def test_a_second_build_reads_nothing_and_changes_nothing(tmp_path: Path):
    fill(tmp_path / "records", 3)
    built(tmp_path, "records")
    before = rows(tmp_path / "c.db")
    assert "0 records read" in built(tmp_path, "records").stdout
    assert rows(tmp_path / "c.db") == before


def test_a_touched_file_is_not_read_again_and_a_changed_one_is(tmp_path: Path):
    fill(tmp_path / "records", 3)
    built(tmp_path, "records")
    os.utime(tmp_path / "records" / "0001.txt", (1, 1))
    assert "0 records read" in built(tmp_path, "records").stdout
    (tmp_path / "records" / "0001.txt").write_text(record(1, words="the ferries"))
    assert "1 record read" in built(tmp_path, "records").stdout
    store = tmp_path / "c.db"
    assert ask(store, "SELECT count(*) FROM meetings") == [(3,)]
    assert ask(store, "SELECT count(*) FROM turns_fts WHERE turns_fts MATCH 'ferries'") == [(1,)]
    sound(store)


def test_the_changed_store_has_the_rows_of_one_built_anew_but_for_their_numbers(tmp_path: Path):
    fill(tmp_path / "records", 4)
    built(tmp_path, "records")
    (tmp_path / "records" / "0001.txt").write_text(record(1, words="the ferries", chair="Ida Holm"))
    (tmp_path / "records" / "0002.txt").unlink()
    built(tmp_path, "records", "--prune")
    query = (
        "SELECT sources.path, meetings.date, participants.name, people.name, turns.turn, turns.text FROM turns "
        "JOIN meetings ON meetings.id = turns.meeting_id JOIN sources ON sources.id = source_id "
        "JOIN participants ON participants.id = participant_id LEFT JOIN people ON people.id = person_id "
        "ORDER BY 1, 5"
    )
    changed = ask(tmp_path / "c.db", query)
    people = ask(tmp_path / "c.db", "SELECT * FROM people ORDER BY id")
    words = csto(tmp_path, "corpus", "search", "c.db", "ferry")
    (tmp_path / "c.db").unlink()
    built(tmp_path, "records")
    assert ask(tmp_path / "c.db", query) == changed
    assert ask(tmp_path / "c.db", "SELECT * FROM people ORDER BY id") == people
    assert csto(tmp_path, "corpus", "search", "c.db", "ferry").stdout == words.stdout


def test_force_and_other_options_read_everything_again(tmp_path: Path):
    fill(tmp_path / "records", 2)
    built(tmp_path, "records")
    assert "2 records read" in built(tmp_path, "records", "--force").stdout
    assert "2 records read" in built(tmp_path, "records", "--convention", "generic").stdout


def test_corrections_are_laid_over_and_other_ones_read_everything_again(tmp_path: Path):
    fill(tmp_path / "records", 2)
    fact = csto(tmp_path, "correct", "records/0000.txt", "--fact", "place=Northport").stdout
    (tmp_path / "fixes.jsonl").write_text(fact)
    assert "2 records read" in built(tmp_path, "records", "--corrections", "fixes.jsonl").stdout
    assert ask(tmp_path / "c.db", "SELECT place FROM meetings ORDER BY id") == [("Northport",), ("Brightwater",)]
    assert "0 records read" in built(tmp_path, "records", "--corrections", "fixes.jsonl").stdout
    assert "2 records read" in built(tmp_path, "records").stdout


def test_another_version_of_csto_reads_everything_again(tmp_path: Path):
    fill(tmp_path / "records", 2)
    built(tmp_path, "records")
    connection = sqlite3.connect(tmp_path / "c.db")
    connection.execute("UPDATE sources SET csto_version = '0.0.1'")
    connection.commit()
    connection.close()
    assert "2 records read" in built(tmp_path, "records").stdout


def test_a_failed_file_is_a_row_with_its_reason_and_is_tried_again_when_it_changes(tmp_path: Path):
    fill(tmp_path / "records", 1)
    (tmp_path / "records" / "bad.txt").write_bytes(b"")
    done = csto(tmp_path, "corpus", "build", "c.db", "records")
    assert done.returncode == 4
    assert "1 failed" in done.stdout
    status = csto(tmp_path, "corpus", "status", "c.db")
    row = json.loads(status.stdout)
    assert (row["state"], row["path"]) == ("failed", "records/bad.txt")
    assert "empty" in row["reason"]
    again = csto(tmp_path, "corpus", "build", "c.db", "records")
    assert (again.returncode, "1 failed earlier" in again.stdout) == (0, True)
    (tmp_path / "records" / "bad.txt").write_text(record(7))
    assert "1 record read" in built(tmp_path, "records").stdout
    assert csto(tmp_path, "corpus", "status", "c.db").stdout == ""


def test_vanished_and_changed_files_are_reported_and_pruned_only_when_asked(tmp_path: Path):
    fill(tmp_path / "records", 3)
    built(tmp_path, "records")
    (tmp_path / "records" / "0000.txt").unlink()
    (tmp_path / "records" / "0001.txt").write_text(record(9))
    lines = csto(tmp_path, "corpus", "status", "c.db").stdout.splitlines()
    assert [(json.loads(line)["state"], json.loads(line)["path"]) for line in lines] == [
        ("vanished", "records/0000.txt"),
        ("changed", "records/0001.txt"),
    ]
    assert "1 file vanished" in built(tmp_path, "records").stdout
    assert ask(tmp_path / "c.db", "SELECT count(*) FROM meetings") == [(3,)]
    assert "1 vanished file taken out" in built(tmp_path, "records", "--prune").stdout
    assert ask(tmp_path / "c.db", "SELECT count(*) FROM meetings") == [(2,)]
    sound(tmp_path / "c.db")


def test_store_and_records_can_be_moved_together_and_built_from_anywhere(tmp_path: Path):
    fill(tmp_path / "here" / "records", 2)
    built(tmp_path / "here", "records")
    shutil.move(tmp_path / "here", tmp_path / "there")
    done = csto(tmp_path, "corpus", "build", "there/c.db", "there/records")
    assert "0 records read" in done.stdout
    assert "2 unchanged" in done.stdout
    row = json.loads(csto(tmp_path, "speakers", "there/c.db").stdout.splitlines()[0])
    assert row["path"] == "there/records/0000.txt"


def test_one_process_and_three_give_the_same_rows(tmp_path: Path):
    fill(tmp_path / "records", 30)
    built(tmp_path, "records", "--jobs", "1")
    one = rows(tmp_path / "c.db")
    (tmp_path / "c.db").unlink()
    built(tmp_path, "records", "--jobs", "3")
    assert rows(tmp_path / "c.db") == one


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(20 // KILLS))
def test_killed_at_any_moment_and_run_again_it_has_the_rows_of_an_undisturbed_build(tmp_path: Path, seed: int):
    count = 90
    fill(tmp_path / "records", count)
    with zipfile.ZipFile(tmp_path / "records.zip", "w") as archive:
        for number in range(40):
            archive.writestr(f"{number:03}.txt", record(count + number))
    built(tmp_path, "records", "records.zip")
    undisturbed = rows(tmp_path / "c.db")
    chance = random.Random(seed)
    for number in range(KILLS):
        store = tmp_path / f"killed{number}" / "c.db"
        store.parent.mkdir()
        words = ("corpus", "build", str(store), str(tmp_path / "records"), str(tmp_path / "records.zip"))
        process = subprocess.Popen(command(*words), stdout=subprocess.DEVNULL, cwd=tmp_path)
        wanted = chance.randrange(count + 40)
        while process.poll() is None and _meetings(store) < wanted:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if store.exists():
            sound_or_empty(store)
        done = csto(tmp_path, *words)
        assert (done.returncode, done.stderr) == (0, "")
        sound(store)
        found = rows(store)
        for row in ("sources",):
            found[row] = [(*r[:2], r[2].removeprefix("../"), *r[3:]) for r in found[row]]
        found.pop("records")
        assert found == {name: table for name, table in undisturbed.items() if name != "records"}


def _meetings(store: Path) -> int:
    if not store.exists():
        return 0
    try:
        return int(ask(store, "SELECT count(*) FROM meetings")[0][0])
    except sqlite3.OperationalError:
        return 0


def sound_or_empty(store: Path) -> None:
    assert ask(store, "PRAGMA integrity_check") == [("ok",)]


def test_two_builders_at_once_the_second_says_so_or_waits(tmp_path: Path):
    fill(tmp_path / "records", 150)
    words = command("corpus", "build", "c.db", "records", "--jobs", "1")
    first = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL)
    while first.poll() is None and not _meetings(tmp_path / "c.db"):
        time.sleep(0.005)
    first.send_signal(signal.SIGSTOP)
    at_work = f"csto: c.db: another csto corpus build is at work (process {first.pid}); "
    second = csto(tmp_path, "corpus", "build", "c.db", "records")
    assert (second.returncode, second.stderr) == (5, f"{at_work}let it end, or wait for it with --wait\n")
    third = subprocess.Popen(
        [*words, "--wait"], cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert third.stderr is not None
    assert third.stderr.readline() == f"{at_work}waiting\n"
    first.send_signal(signal.SIGCONT)
    assert first.wait() == 0
    told, _ = third.communicate()
    assert third.returncode == 0
    assert "0 records read" in told
    assert not (tmp_path / ".c.db.lock").exists()


def test_archives_are_read_without_being_unpacked(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../up.txt", record(1))
        archive.writestr("/etc/top.txt", record(2))
        archive.writestr("twice.txt", record(3))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("twice.txt", record(4))
        archive.writestr("empty.txt", "")
        archive.writestr("picture.png", b"\x89PNG")
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        for name, text in (("in/one.txt", record(5)), ("two.txt", record(6))):
            data = text.encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    done = csto(tmp_path, "corpus", "build", "c.db", "a.zip", "b.tar.gz")
    assert done.returncode == 4
    assert ask(tmp_path / "c.db", "SELECT path, member, status FROM sources WHERE member NOT NULL ORDER BY id") == [
        ("a.zip", "../../up.txt", "read"),
        ("a.zip", "/etc/top.txt", "read"),
        ("a.zip", "twice.txt", "read"),
        ("a.zip", "twice.txt (2)", "read"),
        ("a.zip", "empty.txt", "failed"),
        ("b.tar.gz", "in/one.txt", "read"),
        ("b.tar.gz", "two.txt", "read"),
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.tar.gz", "c.db"]
    assert "6 unchanged" in csto(tmp_path, "corpus", "build", "c.db", "a.zip", "b.tar.gz").stdout


def test_of_a_changed_archive_only_the_changed_members_are_read(tmp_path: Path):
    def pack(*numbers: int) -> None:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            for place, number in enumerate(numbers):
                archive.writestr(f"{place}.txt", record(number))

    pack(0, 1, 2)
    built(tmp_path, "a.zip")
    pack(0, 9)
    done = built(tmp_path, "a.zip")
    assert "1 record read" in done.stdout
    assert "1 unchanged" in done.stdout
    assert ask(tmp_path / "c.db", "SELECT member FROM sources WHERE member NOT NULL ORDER BY 1") == [
        ("0.txt",), ("1.txt",),
    ]  # fmt: skip
    sound(tmp_path / "c.db")


def test_a_member_that_unpacks_to_too_much_is_a_failure_and_not_in_memory(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.txt", record(1))
        archive.writestr("bomb.txt", b"a" * 80_000_000)
    done = csto(tmp_path, "corpus", "build", "c.db", "bomb.zip")
    assert done.returncode == 4
    row = json.loads(csto(tmp_path, "corpus", "status", "c.db").stdout)
    assert row["member"] == "bomb.txt"
    assert "unpacks to more than" in row["reason"]


def test_a_broken_archive_is_a_failure_with_its_reason(tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 nothing more")
    done = csto(tmp_path, "corpus", "build", "c.db", "a.zip")
    assert done.returncode == 3
    assert "archive cannot be read" in json.loads(csto(tmp_path, "corpus", "status", "c.db").stdout)["reason"]


def test_rows_of_a_table_are_records_and_only_changed_rows_are_read_again(tmp_path: Path):
    def write(*numbers: int) -> None:
        lines = [json.dumps({"text": record(number), "url": f"https://lake.example/{number}"}) for number in numbers]
        (tmp_path / "t.jsonl").write_text("\n".join(lines) + "\n")

    write(0, 1, 2)
    words = ("t.jsonl", "--text-column", "text", "--id-column", "url")
    assert "3 records read" in built(tmp_path, *words).stdout
    write(0, 7, 2, 3)
    done = built(tmp_path, *words)
    assert "2 records read" in done.stdout
    assert "2 unchanged" in done.stdout
    assert ask(
        tmp_path / "c.db", "SELECT row, url FROM sources JOIN meetings ON source_id = sources.id ORDER BY row"
    ) == [
        (1, "https://lake.example/0"),
        (2, "https://lake.example/7"),
        (3, "https://lake.example/2"),
        (4, "https://lake.example/3"),
    ]


def test_records_that_csto_wrote_go_in_as_they_are(tmp_path: Path):
    fill(tmp_path / "records", 3)
    parsed = csto(tmp_path, "parse", "records").stdout
    (tmp_path / "all.ndjson").write_text(parsed)
    (tmp_path / "one.json").write_text(parsed.splitlines()[0])
    (tmp_path / "two.json").write_text(f"[{','.join(parsed.splitlines()[:2])}]")
    assert "6 records read" in built(tmp_path, "all.ndjson", "one.json", "two.json").stdout
    assert "6 unchanged" in built(tmp_path, "all.ndjson", "one.json", "two.json").stdout


def test_the_source_comes_back_embedded_or_by_path_and_hash(tmp_path: Path):
    fill(tmp_path / "records", 1)
    text = (tmp_path / "records" / "0000.txt").read_text()
    built(tmp_path, "records")
    assert csto(tmp_path, "corpus", "source", "c.db", "records/0000.txt").stdout == text
    (tmp_path / "records" / "0000.txt").write_text("another one altogether, of many words\n")
    changed = csto(tmp_path, "corpus", "source", "c.db", "records/0000.txt")
    assert (changed.returncode, changed.stdout) == (3, "")
    assert "hash differs" in changed.stderr
    (tmp_path / "records" / "0000.txt").write_text(text)
    built(tmp_path, "records", "--embed-source")
    (tmp_path / "records" / "0000.txt").unlink()
    assert csto(tmp_path, "corpus", "source", "c.db", "records/0000.txt").stdout == text


@pytest.mark.parametrize("words", [("speakers",), ("decisions",), ("turns", "--match", "rising")])
def test_reading_commands_read_a_store_as_they_read_its_files(tmp_path: Path, words: tuple[str, ...]):
    fill(tmp_path / "records", 3)
    built(tmp_path, "records", "--embed-source")
    for form in ("ndjson", "json", "csv", "table"):
        from_files = csto(tmp_path, *words, "records", "--format", form)
        from_store = csto(tmp_path, *words, "c.db", "--format", form)
        assert from_store.stdout == from_files.stdout
        assert from_files.stdout


def test_export_writes_what_the_files_give(tmp_path: Path):
    fill(tmp_path / "records", 2)
    built(tmp_path, "records")
    for form in ("markdown", "csv", "ndjson"):
        words = ("--to", form)
        assert (
            csto(tmp_path, "corpus", "export", "c.db", *words).stdout
            == csto(tmp_path, "export", "records", *words).stdout
        )


def test_nothing_to_build_from_is_one_line(tmp_path: Path):
    done = csto(tmp_path, "corpus", "build", "c.db", "nowhere")
    assert done.returncode == 3
    assert done.stderr == "csto: nowhere: no such file; check the path\n"
    assert csto(tmp_path, "corpus", "build", "c.db").returncode == 2


def test_on_a_terminal_a_bar_shows_rate_and_failures_and_one_line_closes(screen, lake: Path):
    code, written = screen(100, "corpus", "build", "shown.db", "lake.txt", "quiet.json", "empty.txt")
    for name in ("shown.db", "shown.db-wal", "shown.db-shm"):
        (lake / name).unlink(missing_ok=True)
    assert code == 4
    assert "a second" in written
    assert "1 failed" in written
    assert re.search(r"shown\.db: 2 records read in [\d.]+ s, \d+ a second, 1 failed; csto corpus status", written)


def test_in_a_pipe_nothing_but_the_closing_line_is_written(tmp_path: Path):
    fill(tmp_path / "records", 1)
    assert re.fullmatch(r"c\.db: 1 record read in [\d.]+ s, \d+ a second\n", built(tmp_path, "records").stdout)
    assert built(tmp_path, "records", "--quiet").stdout == ""


def test_an_interrupt_ends_with_130_and_leaves_a_sound_store_and_no_process(tmp_path: Path):
    fill(tmp_path / "records", 200)
    process = subprocess.Popen(
        command("corpus", "build", "c.db", "records"), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while process.poll() is None and not _meetings(tmp_path / "c.db"):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60) == (b"", b"")
    assert process.returncode == 130
    sound(tmp_path / "c.db")
    built(tmp_path, "records")
    assert ask(tmp_path / "c.db", "SELECT count(*) FROM meetings") == [(200,)]
