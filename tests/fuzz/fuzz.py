"""Coverage-guided fuzzing of one target: ``python tests/fuzz/fuzz.py TARGET [SECONDS] [FOLDER]`` (the extra ``fuzz``).

Inputs that reach new code are kept in FOLDER (``.fuzz/TARGET``). What breaks a promise is written beside the folder, once for
each place and kind of failure, and the run goes on; one that hangs or takes too much memory ends it.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import atheris

sys.path.insert(0, str(Path(__file__).parent))
with atheris.instrument_imports(include=["csto_cli"]):
    import csto_cli

    for module in walk_packages(csto_cli.__path__, "csto_cli."):
        # Families are imported when they are asked for, which would be too late to be watched.
        if not module.name.startswith(("csto_cli.commands", "csto_cli.__main__", "csto_cli.render")):
            import_module(module.name)
    import harness

LONGEST = 2048
"""Bytes of an input, or more where no seed is so short: small ones run fast, and hardly a fault needs more."""


class Kept:
    """A target whose failures are written down, the shortest input for each place, instead of ending the run."""

    def __init__(self, run: Callable[[bytes], None], folder: Path) -> None:
        self._run, self._folder = run, folder
        self._known: dict[str, int] = {}

    def __call__(self, data: bytes) -> None:
        """Run the target."""
        try:
            self._run(data)
        except Exception as error:  # whatever breaks is what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            words = "".join(sign for sign in str(error) if sign.isalpha() or sign == " ")[:30]
            words = "" if isinstance(error, LookupError) else words
            place = sha256(f"{type(error)} {last.filename} {last.lineno} {words}".encode()).hexdigest()[:12]
            if len(data) < self._known.get(place, 1 << 30):
                self._known[place] = len(data)
                self._folder.with_name(f"{self._folder.name}-found-{place}").write_bytes(data)
                told = "".join(traceback.format_exception(error)[-6:])
                self._folder.with_name(f"{self._folder.name}-found-{place}.txt").write_text(told, "utf-8", "replace")


def main() -> None:
    """Fuzz until the time is over or a promise breaks."""
    name, seconds, *rest = sys.argv[1:] if len(sys.argv) > 2 else [sys.argv[1], "60"]
    target = harness.TARGETS[name]
    folder = Path(rest[0] if rest else f".fuzz/{name}")
    folder.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (folder / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    longest = max(LONGEST, min(map(len, target.seeds())))
    words = folder.with_suffix(".dict")
    words.write_text(dictionary(target.seeds()), encoding="ascii")
    atheris.Setup(
        [
            sys.argv[0], str(folder), f"-max_total_time={seconds}", f"-max_len={longest}", f"-dict={words}",
            f"-artifact_prefix={folder}-", "-timeout=30", "-rss_limit_mb=3000", "-print_final_stats=1", "-len_control=0",
        ],
        Kept(target.run, folder),
    )  # fmt: skip
    atheris.Fuzz()


def dictionary(seeds: list[bytes]) -> str:
    """Words and signs of the seeds, in libFuzzer's form."""
    found = dict.fromkeys(word for seed in seeds for word in seed.split() if 1 < len(word) < 40)
    signs = (
        b"\r\n",
        b"\n\n",
        b": ",
        b"\xe2\x80\x94",
        b"\xef\xbb\xbf",
        b"\xc2\xa0",
        b"\xe2\x80\x8b",
        b"&nbsp;",
        b"\x0c",
    )
    return "".join(
        f'"{"".join(chr(b) if 32 <= b < 127 and b not in (34, 92) else f"{chr(92)}x{b:02x}" for b in word)}"\n'
        for word in [*[*found][:2000], *signs]
    )


if __name__ == "__main__":
    main()
