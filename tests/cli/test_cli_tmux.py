"""csto show, and long jobs, in a real terminal: what a person sees is read off the screen of tmux."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None or shutil.which("less") is None,
    reason="tmux or less is not installed: what csto looks like in a real terminal is not tested",
)
SAMPLES = Path(__file__).parent.parent.parent / "samples"
COUNCIL, CHINESE = SAMPLES / "river-council.en.txt", SAMPLES / "chamber.zh.txt"
CSTO = f"{shlex.quote(sys.executable)} -m csto_cli"
PATIENCE = 60
"""Seconds after which a screen that does not come fails the test, on a machine with much else to do."""
BARS = "█▌▐·"
FOOT = "q: leave"


class Terminal:
    """A terminal of its own, with a shell in it."""

    def __init__(self, columns: int, rows: int, folder: Path, **environment: str) -> None:
        self.socket = f"csto-{uuid.uuid4().hex[:8]}"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        given = {**kept, "LANG": "C.UTF-8", "PS1": "$ ", **environment}
        shell = ["env", "-i", *(f"{name}={value}" for name, value in given.items()), "TERM=screen-256color", "sh"]
        self._tmux(
            "-f", os.devnull, "new-session", "-d", "-x", str(columns), "-y", str(rows), "-c", str(folder), *shell
        )
        self._tmux("set", "-g", "status", "off")
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.socket, *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=True,
        )
        return done.stdout

    def screen(self, *, styles: bool = False) -> str:
        """What stands on the screen; with ``styles`` the escapes of colours and the like are in it."""
        return self._tmux("capture-pane", "-p", *(["-e"] if styles else [])).rstrip()

    def run(self, command: str) -> None:
        """Type a command that tells its exit code in the end, also where it is interrupted: the shell goes on."""
        self._tmux("send-keys", "-l", f"trap : INT; clear; {command}; echo code=$?")
        self.keys("Enter")

    def keys(self, *keys: str) -> None:
        """Press keys."""
        self._tmux("send-keys", *keys)

    def wait(self, seen: Callable[[str], object]) -> str:
        """The screen, once ``seen`` finds in it what it looks for."""
        end = time.monotonic() + PATIENCE
        while not seen(shown := self.screen()):
            assert time.monotonic() < end, shown
            time.sleep(0.1)
        return shown

    def until(self, words: str) -> str:
        """The screen, once ``words`` stand on it as a program writes them."""
        return self.wait(lambda shown: any(words in line and "clear;" not in line for line in shown.splitlines()))

    def close(self) -> None:
        """End the terminal and what runs in it."""
        self._tmux("kill-server")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Open terminals, which end with the test."""
    opened: list[Terminal] = []

    def call(columns: int, rows: int, **environment: str) -> Terminal:
        opened.append(Terminal(columns, rows, tmp_path, **environment))
        return opened[-1]

    yield call
    for one in opened:
        one.close()


def long_record(turns: int) -> str:
    names = ["Ada Quill", "Ben Marsh", "Cleo Dunn"]
    said = (f"{names[n % 3]}: This is what I say in place {n}. The lake is rising." for n in range(turns))
    return "Meeting of the Lake Council\n\nMarch 4, 2031, Brightwater\n\n" + "\n\n".join(said) + "\n"


def lanes(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if line.endswith("%")]


def test_a_record_is_read_page_by_page_and_searched(terminal):
    screen = terminal(80, 24)
    screen.run(f"{CSTO} show {COUNCIL}")
    first = screen.until(FOOT)
    assert first.startswith("Meeting of the Northern Rivers Council")
    assert [line.split("  ")[0] for line in lanes(first)][:2] == ["Marina Veld", "Tomas Arkan"]
    assert "272 words" in first
    assert "adopted:  Lillehavn Declaration (line 19)" in first
    screen.keys("Space")
    screen.until("Marina Veld, Prime Minister of Norway  turn 0, line 25")
    screen.keys("/", "m", "y", " ", "g", "r", "a", "n", "d", "m", "o", "t", "h", "e", "r", "Enter")
    assert "My grandmother used to say" in screen.wait(lambda shown: "grandmother used" in shown).splitlines()[0]
    screen.keys("G")
    screen.until("(end)")
    screen.keys("q")
    assert screen.until("code=0").endswith("$")


def test_what_proves_something_is_marked_by_what_it_proves(terminal):
    screen = terminal(80, 60)
    screen.run(f"{CSTO} show {COUNCIL}")
    screen.until(FOOT)
    shown = screen.screen(styles=True)
    assert "\x1b[7mLillehavn Declaration\x1b[0m" in shown
    assert "\x1b[4mI hereby declare the meeting of the Northern Rivers Council open." in shown
    name = next(line for line in shown.splitlines() if "turn 0, line 25" in line)
    lane = next(line for line in shown.splitlines() if "█" in line)
    assert "\x1b[1m\x1b[36mMarina Veld" in name
    assert "\x1b[36m█" in lane


def test_a_wide_screen_has_lines_that_can_be_read(terminal):
    screen = terminal(200, 60)
    screen.run(f"{CSTO} show {COUNCIL}")
    shown = screen.until(FOOT)
    bars = lanes(shown)
    assert {len(line) for line in bars} == {160}
    assert max(len(line) for line in shown.splitlines() if line not in bars) <= 160
    assert max(len(line) for line in shown.splitlines() if line.startswith("  ") and "words" not in line) <= 100


@pytest.mark.parametrize(("columns", "rows"), [(60, 24), (80, 24), (200, 60)])
def test_wide_characters_keep_their_columns(terminal, columns, rows):
    screen = terminal(columns, rows)
    screen.run(f"{CSTO} show {CHINESE}")
    bars = lanes(screen.until(FOOT))
    assert len(bars) == 4
    assert len({cell_len(line) for line in bars}) == 1
    assert len({cell_len(line[: min(line.index(sign) for sign in BARS if sign in line)]) for line in bars}) == 1
    assert cell_len(bars[0]) <= columns


def test_a_locale_without_letters_of_its_own_shows_them_still(terminal):
    screen = terminal(80, 24, LC_ALL="C")
    screen.run(f"{CSTO} show {CHINESE}")
    assert "林海生" in screen.until(FOOT)


def test_without_colours_brackets_mark(terminal):
    screen = terminal(80, 60, NO_COLOR="1")
    screen.run(f"{CSTO} show {COUNCIL}")
    assert "⟦Lillehavn Declaration⟧" in screen.until(FOOT)
    foot = [line for line in screen.screen(styles=True).splitlines() if FOOT in line]
    assert screen.screen(styles=True).count("\x1b[") == "".join(foot).count("\x1b[")


def test_a_terminal_that_cannot_move_its_cursor_has_no_pager(terminal):
    screen = terminal(80, 24)
    screen.run(f"TERM=dumb {CSTO} show {COUNCIL}")
    shown = screen.until("code=0")
    assert "⟦We will now stop live\n  streaming.⟧\ncode=0" in shown
    assert "\x1b[" not in screen.screen(styles=True).replace("\x1b[0m", "").replace("\x1b[39m", "").replace(
        "\x1b[49m", ""
    )


def test_a_failure_leaves_the_screen_as_it_was(terminal):
    screen = terminal(80, 24)
    screen.run(f"{CSTO} show nowhere.txt")
    assert screen.until("code=3").splitlines() == ["csto: nowhere.txt: no such file; check the path", "code=3", "$"]


def test_a_long_record_is_left_by_its_reader_alone(terminal, tmp_path):
    (tmp_path / "long.txt").write_text(long_record(600), encoding="utf-8")
    screen = terminal(80, 24)
    screen.run(f"{CSTO} show long.txt")
    assert len(lanes(screen.until(FOOT))) == 3
    screen.keys("C-c")
    screen.keys("G")
    screen.until("turn 599, line")
    screen.keys("C-c")
    screen.keys("q")
    shown = screen.until("code=0")
    assert "Traceback" not in shown
    assert shown.splitlines()[-1] == "$"


@pytest.mark.parametrize("command", ["corpus build lake.db records -q", "corpus build lake.db records"])
def test_an_interrupted_build_leaves_nothing_on_the_screen(terminal, tmp_path, command):
    interrupted(terminal(80, 24), tmp_path, command, shows="reading" if "-q" not in command else "")
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


@pytest.mark.parametrize("command", ["parse records -o all.json", "speakers records -o all.csv"])
def test_an_interrupted_answer_leaves_no_file(terminal, tmp_path, command):
    interrupted(terminal(80, 24), tmp_path, command, shows="reading")
    assert {path.name for path in tmp_path.iterdir()} == {"records"}


def interrupted(screen: Terminal, folder: Path, command: str, *, shows: str) -> None:
    """Interrupt a long job once it shows how far it is; the shell is back, and nothing else is said."""
    (folder / "records").mkdir()
    for number in range(400):
        (folder / "records" / f"{number}.txt").write_text(long_record(60 + number % 9), encoding="utf-8")
    screen.run(f"{CSTO} {command}")
    if shows:
        screen.until(shows)
    else:
        screen.wait(lambda _: (folder / "lake.db").exists())
    screen.keys("C-c")
    shown = screen.until("code=")
    assert [line.removeprefix("^C") for line in shown.splitlines()] == ["code=130", "$"]


def test_a_bar_is_not_drawn_where_it_cannot_be_drawn_over(terminal, tmp_path):
    (tmp_path / "records").mkdir()
    for number in range(6):
        (tmp_path / "records" / f"{number}.txt").write_text(long_record(3), encoding="utf-8")
    screen = terminal(80, 24)
    screen.run(f"TERM=dumb {CSTO} speakers records -o all.csv")
    assert screen.until("code=").splitlines() == ["code=0", "$"]
