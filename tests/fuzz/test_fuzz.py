"""What fuzzing found and what it keeps, run through the same targets without a fuzzer: the same inputs each time.

``found/`` holds what once broke a promise, ``corpus/`` a few inputs of each target that reach much code, a line each.
"""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from harness import HERE, TARGETS

from csto_cli import parse

FOUND = sorted((HERE / "found").iterdir())
KEPT = sorted((HERE / "corpus").iterdir())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_once(path: Path):
    TARGETS[path.name.partition(".")[0]].run(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_seeds(name: str):
    seeds = TARGETS[name].seeds()
    assert seeds
    for seed in seeds:
        TARGETS[name].run(seed)


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_that_are_cut(name: str):
    """A file that broke off: half of each seed, and each seed without its first third."""
    for seed in TARGETS[name].seeds()[:6]:
        TARGETS[name].run(seed[: len(seed) // 2])
        TARGETS[name].run(seed[len(seed) // 3 :])


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_inputs_that_reach_much_code(path: Path):
    for line in path.read_text("ascii").splitlines():
        TARGETS[path.stem].run(b64decode(line))


def test_every_target_is_kept():
    assert {path.stem for path in KEPT} == set(TARGETS)


def test_a_target_fails_where_a_promise_is_broken(monkeypatch: pytest.MonkeyPatch):
    """The harness itself: an account with a gap, and a failure that is not csto's own, are not passed over."""
    import harness

    meeting = parse(harness.SAMPLES / "river-council.en.txt", embed_source=True)
    del meeting.source.account[1]
    with pytest.raises(AssertionError, match="does not follow"):
        harness.sound(meeting)

    def broken(*given: object, **more: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(harness, "parse", broken)
    with pytest.raises(KeyError):
        harness.parsing()(b"Ada Quill: Good day.")
