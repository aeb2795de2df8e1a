"""What the machine does to a running csto: full disks, closed pipes, interrupts, lost workers, odd clocks and files.

Each time: the documented exit code, at most one line on standard error, nothing half-written, nothing left over.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_corpus import ask, command, csto, fill, record, sound

pytestmark = pytest.mark.faults
CSTO = shlex.join([sys.executable, "-m", "csto_cli"])
READING = {
    "parse": ["parse"], "speakers": ["speakers"], "decisions": ["decisions"], "turns": ["turns"],
    "cite": ["cite", "the lake"], "show": ["show", "--no-pager"], "validate": ["validate", "--format", "text"],
    "export": ["export", "--to", "markdown"],
}  # fmt: skip
SAID = "The lake is high, and it rises still. " * 4_000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with records in ``records``, one of them long, and all of them as lines of JSON."""
    folder = tmp_path_factory.mktemp("many")
    fill(folder / "records", 40)
    (folder / "long.txt").write_text(record(3, words=SAID), encoding="utf-8")
    done = csto(folder, "parse", "records", "long.txt", "-o", "many.ndjson")
    assert done.returncode == 0, done.stderr
    return folder


def shell(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def one_line(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The line that a call ended with, which must be all that it wrote."""
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert done.stderr.startswith("csto: ")
    assert done.stderr.count("\n") == 1
    assert "bug" not in done.stderr
    return done.stderr


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


# A closed pipe


@pytest.mark.parametrize("name", READING)
def test_a_pipe_closed_in_the_middle_is_silent_and_0(many: Path, name: str):
    done = shell(many, f"{CSTO} {shlex.join(READING[name])} many.ndjson | head -1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("asked", ["schema", "readers", "writers", "help formats", "--help", "turns --help"])
def test_a_list_whose_reader_goes_is_silent_and_0(many: Path, asked: str):
    done = shell(many, f"{CSTO} {asked} | head -1")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("stage", ["parse records", "parse --jobs 2 records long.txt", "parse --format json records"])
def test_a_pipe_closed_at_the_end_of_a_pipeline_ends_every_stage(many: Path, stage: str):
    done = shell(many, f"{CSTO} {stage} | {CSTO} turns | {CSTO_HEAD}")
    assert (done.returncode, done.stderr) == (0, "")


CSTO_HEAD = "head -c 10"


def test_closed_standard_error_hides_nothing_on_standard_output(many: Path):
    done = shell(many, f"{CSTO} speakers nowhere.txt long.txt 2>&-")
    assert done.returncode == 4
    assert "Ada Quill" in done.stdout


# A full disk, and folders that may not be written


def small_files() -> None:
    """Let no file grow beyond four kilobytes, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))


def bound() -> None:
    """Let permissions bind root too: what is started has no power to override them (elsewhere this does nothing)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


TO_FILES = {
    **{name: (words, "result.out") for name, words in READING.items()},
    "csv": (["export", "--to", "csv", "--table", "turns"], "result.csv"),
    "xlsx": (["export", "--to", "xlsx"], "result.xlsx"),
    "parquet": (["export", "--to", "parquet", "--table", "turns"], "result.parquet"),
    "html": (["export", "--to", "html"], "result.html"),
    "tei": (["export", "--to", "tei"], "result.xml"),
    "a picture": (["show", "--no-pager", "--svg"], "result.svg"),
}
FITS = {"validate", "decisions", "a picture", "cite", "speakers"}
"""What is so short that it fits."""


@pytest.mark.parametrize("name", [name for name in TO_FILES if name not in FITS])
def test_a_file_that_does_not_fit_is_5_and_not_there(many: Path, tmp_path: Path, name: str):
    words, target = TO_FILES[name]
    given = "long.txt" if name == "tei" else "many.ndjson"
    done = csto(many, *words, given, "-o", str(tmp_path / target), preexec_fn=small_files)
    assert "cannot be written" in done.stderr
    assert target in done.stderr or name == "xlsx"  # whose sheets are temporary files first
    one_line(done, 5)
    assert left(tmp_path) == []


@pytest.mark.parametrize("to", ["csv", "markdown", "parquet", "tei", "convokit"])
def test_a_folder_that_does_not_fit_is_5_and_not_there(many: Path, tmp_path: Path, to: str):
    done = csto(many, "export", "--to", to, "many.ndjson", "-o", f"{tmp_path}/out/", preexec_fn=small_files)
    one_line(done, 5)
    assert left(tmp_path) == []


def test_a_file_that_was_there_stays_as_it_was_on_a_full_disk(many: Path, tmp_path: Path):
    target = tmp_path / "result.json"
    target.write_text("before", encoding="utf-8")
    one_line(csto(many, "parse", "records", "-o", str(target), preexec_fn=small_files), 5)
    assert (left(tmp_path), target.read_text(encoding="utf-8")) == (["result.json"], "before")


@pytest.mark.parametrize("name", TO_FILES)
def test_a_folder_that_may_not_be_written_is_5(many: Path, tmp_path: Path, name: str):
    words, target = TO_FILES[name]
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    option = [] if name == "a picture" else ["-o"]
    done = csto(many, *words, *option, str(closed / target), "long.txt", preexec_fn=bound)
    assert "Permission denied" in one_line(done, 5)
    assert left(closed) == []


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[bool]:
    """A file system of that size in memory at ``folder``, and whether there is one: only root may mount it."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    ) if os.geteuid() == 0 else None  # fmt: skip
    there = mounted is not None and mounted.returncode == 0
    try:
        yield there
    finally:
        if there:
            subprocess.run(["umount", str(folder)], check=True)


def half_a_megabyte() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))


def test_a_store_on_a_disk_that_fills_up_stays_sound_and_goes_on(tmp_path: Path):
    fill(tmp_path / "records", 300)
    words = ("corpus", "build", "disk/c.db", "records")
    with small_disk(tmp_path / "disk", "900k") as there:
        done = csto(tmp_path, *words, **({} if there else {"preexec_fn": half_a_megabyte}))
        assert "the disk" in one_line(done, 5)
        sound(tmp_path / "disk" / "c.db")
        if there:
            subprocess.run(["mount", "-o", "remount,size=64m", str(tmp_path / "disk")], check=True)
        done = csto(tmp_path, *words)
        assert (done.returncode, done.stderr) == (0, "")
        sound(tmp_path / "disk" / "c.db")
        assert ask(tmp_path / "disk" / "c.db", "SELECT count(*) FROM meetings") == [(300,)]


def test_a_new_store_on_a_disk_without_room_is_one_line(tmp_path: Path):
    fill(tmp_path / "records", 2)
    with small_disk(tmp_path / "disk", "8k") as there:
        done = csto(
            tmp_path, "corpus", "build", "disk/c.db", "records", **({} if there else {"preexec_fn": small_files})
        )
        one_line(done, 5)


def test_an_export_to_a_disk_that_fills_up_leaves_nothing(many: Path, tmp_path: Path):
    with small_disk(tmp_path / "disk", "64k") as there:
        limited = {} if there else {"preexec_fn": small_files}
        one_line(csto(many, "parse", "records", "long.txt", "-o", str(tmp_path / "disk" / "r.json"), **limited), 5)
        assert left(tmp_path / "disk") == []
        one_line(csto(many, "export", "--to", "html", "records", "-o", f"{tmp_path}/disk/out/", **limited), 5)
        assert left(tmp_path / "disk") == []


# An interrupt


def children(process: subprocess.Popen[bytes]) -> list[int]:
    return [int(word) for word in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def listening() -> None:
    """A shell's background job ignores the interrupt key, and so would what it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def started(folder: Path, *words: str, own_group: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """A call of csto that goes on in the background, and is ended with the test whatever becomes of it."""
    with subprocess.Popen(
        command(*words),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=listening,
        start_new_session=own_group,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(process: subprocess.Popen[bytes], seen) -> None:
    """Wait until something shows, and fail where the process ends before."""
    end = time.monotonic() + 60
    while not seen():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.002)


@pytest.mark.parametrize(
    "words",
    [
        ("parse", "long", "-o", "out/r.json"),
        ("parse", "--jobs", "1", "long", "-o", "out/r.json"),
        ("turns", "long", "-o", "out/r.csv"),
        ("export", "--to", "tei", "long", "-o", "out/tei/"),
        ("export", "--to", "parquet", "long", "-o", "out/parquet/"),
        ("export", "--to", "xlsx", "long", "-o", "out/r.xlsx"),
    ],
    ids=" ".join,
)
def test_an_interrupt_is_130_and_leaves_nothing(tmp_path: Path, words: tuple[str, ...]):
    (tmp_path / "long").mkdir()
    for number in range(30):
        (tmp_path / "long" / f"{number}.txt").write_text(record(number, words=SAID), encoding="utf-8")
    (tmp_path / "out").mkdir()
    with started(tmp_path, *words) as process:
        wait_for(process, lambda: left(tmp_path / "out"))
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=100)
    assert (process.returncode, out, errors) == (130, b"", b"")
    assert left(tmp_path / "out") == []


def test_an_interrupt_from_the_keyboard_reaches_the_workers_too_and_is_silent(tmp_path: Path):
    """The key goes to every process of the group."""
    fill(tmp_path / "records", 400)
    with started(tmp_path, "parse", "records", "-o", "r.ndjson", own_group=True) as process:
        wait_for(process, lambda: children(process))
        workers = children(process)
        os.killpg(process.pid, signal.SIGINT)
        out, errors = process.communicate(timeout=100)
    assert (process.returncode, out, errors) == (130, b"", b"")
    assert left(tmp_path) == sorted(["records", *(path.name for path in (tmp_path / "records").iterdir())])
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]


# A worker that the kernel kills


def test_a_worker_killed_while_many_files_are_parsed_loses_nothing(tmp_path: Path):
    fill(tmp_path / "records", 400)
    with started(tmp_path, "parse", "--jobs", "2", "records", "-o", "r.ndjson") as process:
        wait_for(process, lambda: len(children(process)) == 2)
        os.kill(children(process)[0], signal.SIGKILL)
        out, errors = process.communicate(timeout=100)
    assert (process.returncode, out, errors) == (0, b"", b"")
    assert csto(tmp_path, "parse", "--jobs", "1", "records", "-o", "alone.ndjson").returncode == 0
    assert (tmp_path / "r.ndjson").read_bytes() == (tmp_path / "alone.ndjson").read_bytes()


def test_a_worker_killed_during_a_build_is_one_line_and_the_build_goes_on(tmp_path: Path):
    fill(tmp_path / "records", 400)
    words = ("corpus", "build", "c.db", "records", "--jobs", "2")
    with started(tmp_path, *words) as process:
        wait_for(process, lambda: len(children(process)) == 2)
        os.kill(children(process)[1], signal.SIGKILL)
        out, errors = process.communicate(timeout=100)
    assert (process.returncode, out) == (3, b"")
    assert b"a process that reads records was ended from outside" in errors
    assert errors.count(b"\n") == 1
    sound(tmp_path / "c.db")
    done = csto(tmp_path, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert ask(tmp_path / "c.db", "SELECT count(*) FROM meetings") == [(400,)]


def test_workers_end_where_the_one_that_writes_is_killed(tmp_path: Path):
    fill(tmp_path / "records", 400)
    with started(tmp_path, "parse", "--jobs", "2", "records", "-o", "r.ndjson") as process:
        wait_for(process, lambda: len(children(process)) == 2)
        workers = children(process)
        process.kill()
        process.wait()
    end = time.monotonic() + 30
    while running := [worker for worker in workers if is_running(worker)]:
        assert time.monotonic() < end, running
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


# Locales and terminals

ODD = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"}, "dumb": {"TERM": "dumb"}, "no TERM": {"TERM": ""},
    "no locale": {"LC_ALL": "xx_YY.nothing"}, "Turkish": {"LC_ALL": "tr_TR.UTF-8"}, "COLUMNS": {"COLUMNS": "nonsense"},
    "home": {"HOME": "/nowhere"}, "a zone": {"TZ": "Nowhere/Atlantis"}, "far east": {"TZ": "UTC-14"},
}  # fmt: skip


@pytest.fixture(scope="module")
def russian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("russian")
    sample = Path(__file__).parents[2] / "samples" / "river-council.ru.txt"
    for name in ("запись.txt", "record.txt"):
        (folder / name).write_bytes(sample.read_bytes())
    return folder


@pytest.fixture(scope="module")
def usual(russian: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """What commands write on a sample where nothing is odd."""
    asked = {"speakers": ["speakers"], "turns": ["turns"], "show": ["show", "--no-pager"], "parse": ["parse"]}
    return {name: csto(russian, *words, "record.txt") for name, words in asked.items()}


@pytest.mark.parametrize("place", ODD)
def test_an_odd_place_changes_nothing_in_a_pipe(russian: Path, usual, place: str):
    for name, before in usual.items():
        odd = csto(russian, *before.args[3:], env={**os.environ, **ODD[place]})
        assert (odd.returncode, odd.stdout, odd.stderr) == (0, before.stdout, ""), name


@pytest.mark.parametrize("place", ["C", "ascii", "dumb", "no TERM"])
def test_a_terminal_that_can_do_little_gets_no_traceback(screen, russian: Path, place: str):
    for words in (["speakers"], ["show"], ["validate"]):
        code, text = screen(80, *words, str(russian / "запись.txt"), env=ODD[place])
        assert code == 0, text
        assert "Traceback" not in text
        if place == "dumb":
            assert "\x1b" not in text


def test_a_message_about_a_name_in_an_odd_locale_is_one_line(russian: Path):
    for name in ("нет.txt", os.fsdecode(b"\xff\xfe.txt")):
        done = csto(russian, "speakers", name, env={**os.environ, **ODD["C"]})
        one_line(done, 3)


def test_a_name_that_is_no_text_is_read_and_written_as_json(tmp_path: Path):
    name = os.fsdecode(b"a\xff.txt")
    (tmp_path / name).write_text(record(1), encoding="utf-8")
    done = csto(tmp_path, "parse", name)
    assert (done.returncode, done.stderr) == (0, "")
    json.loads(done.stdout)
    for words in ([*READING["speakers"], name], ["corpus", "build", "c.db", name], ["corpus", "status", "c.db"]):
        done = csto(tmp_path, *words)
        assert done.returncode == 0, done.stderr
        assert "bug" not in done.stderr


# Clocks and files

FAR = 253_402_300_800  # the year 10000


@pytest.mark.parametrize("when", [0, -1, 1, FAR, 2**33])
def test_an_odd_time_of_a_file_is_no_matter(tmp_path: Path, when: int):
    fill(tmp_path / "records", 2)
    for path in (tmp_path / "records").iterdir():
        os.utime(path, (when, when))
    assert csto(tmp_path, "parse", "records").returncode == 0
    words = ("corpus", "build", "c.db", "records")
    assert "2 records read" in csto(tmp_path, *words).stdout
    done = csto(tmp_path, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 unchanged" in done.stdout
    assert csto(tmp_path, "corpus", "status", "c.db").returncode == 0
    assert csto(tmp_path, "export", "--to", "tei", "records", "-o", "out/").returncode == 0


def test_what_is_no_record_in_a_folder_is_left_out(tmp_path: Path):
    fill(tmp_path / "records", 1)
    os.mkfifo(tmp_path / "records" / "pipe.txt")
    (tmp_path / "records" / "folder.txt").mkdir()
    (tmp_path / "records" / "nowhere.txt").symlink_to("gone.txt")
    for words in (["speakers"], ["corpus", "build", "c.db"]):
        done = csto(tmp_path, *words, "records")
        assert "bug" not in done.stderr
        assert done.returncode in {0, 4}, done.stderr
        assert done.stdout


def test_a_folder_of_a_files_name_is_walked_or_refused(tmp_path: Path):
    (tmp_path / "x.txt").mkdir()
    for name, words in READING.items():
        assert "x.txt" in one_line(csto(tmp_path, *words, "x.txt"), 3), name
    built = csto(tmp_path, "corpus", "build", "c.db", "x.txt")
    assert (built.returncode, built.stderr.count("\n")) == (3, 1)
    one_line(csto(tmp_path, "diff", "x.txt", "x.txt"), 3)


@pytest.mark.parametrize("path", ["/proc/self/mem", "/proc/self/environ", "/proc/version", "/dev/null"])
def test_a_file_of_the_kernel_is_read_or_refused_in_one_line(tmp_path: Path, path: str):
    for name, words in READING.items():
        done = csto(tmp_path, *words, path)
        assert done.returncode in {0, 3}, (name, done.stderr)
        assert done.stderr.count("\n") <= 1, (name, done.stderr)
        assert "bug" not in done.stderr
    done = csto(tmp_path, "corpus", "build", "c.db", path)
    assert done.returncode in {0, 3, 4}, done.stderr
    assert "bug" not in done.stderr


def test_a_file_that_goes_or_shrinks_after_it_was_listed_fails_alone(tmp_path: Path):
    """A named pipe, which is read first, holds the call up until the files behind it have changed."""
    os.mkfifo(tmp_path / "first.pipe")
    for name in ("gone.txt", "emptied.txt", "cut.txt", "stays.txt"):
        (tmp_path / name).write_text(record(1), encoding="utf-8")
    words = ("speakers", "first.pipe", "gone.txt", "emptied.txt", "cut.txt", "stays.txt")
    with started(tmp_path, *words) as process, (tmp_path / "first.pipe").open("w", encoding="utf-8") as pipe:
        (tmp_path / "gone.txt").unlink()
        os.truncate(tmp_path / "emptied.txt", 0)
        os.truncate(tmp_path / "cut.txt", 350)
        pipe.write(record(2))
        pipe.close()
        out, errors = process.communicate(timeout=100)
    assert process.returncode == 4
    assert errors.count(b"\n") == 2
    assert b"gone.txt: no such file" in errors
    assert b"emptied.txt" in errors
    paths = {json.loads(line)["path"] for line in out.splitlines()}
    assert paths == {"first.pipe", "cut.txt", "stays.txt"}


def test_a_file_that_grows_while_it_is_read_gives_a_sound_record(tmp_path: Path):
    path = tmp_path / "live.txt"
    path.write_text(record(1), encoding="utf-8")
    writer = subprocess.Popen(
        [sys.executable, "-c", "import time\nfor _ in range(2000):\n with open('live.txt', 'a') as f: f.write('\\n\\nAda Quill: And more.')\n time.sleep(0.005)"],
        cwd=tmp_path,
    )  # fmt: skip
    try:
        for _ in range(5):
            done = csto(tmp_path, "parse", "--embed-source", "live.txt")
            assert (done.returncode, done.stderr) == (0, "")
            checked = subprocess.run(
                command("validate"), input=done.stdout, capture_output=True, text=True, check=False
            )
            assert checked.returncode == 0
    finally:
        writer.kill()
        writer.wait()


def test_a_build_sees_a_file_that_changed_while_it_ran(tmp_path: Path):
    fill(tmp_path / "records", 60)
    last = tmp_path / "records" / "0059.txt"
    with started(tmp_path, "corpus", "build", "c.db", "records", "--jobs", "1") as process:
        wait_for(process, lambda: (tmp_path / "c.db").exists())
        last.write_text(record(7, chair="Eve Stone"), encoding="utf-8")
        process.communicate(timeout=100)
    assert process.returncode == 0
    done = csto(tmp_path, "corpus", "build", "c.db", "records")
    assert (done.returncode, done.stderr) == (0, "")
    found = ask(tmp_path / "c.db", "SELECT count(*) FROM participants WHERE name = 'Eve Stone'")
    assert found == [(1,)]
