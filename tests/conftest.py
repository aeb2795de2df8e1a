"""Shared by all tests: where the samples are, and records of other people where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"


def sample_files() -> list[Path]:
    """Every raw sample."""
    return sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.suffix != ".json")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "interop: needs other people's tools")
    config.addinivalue_line(
        "markers", "faults: what a machine does to a running csto, over and over (make test-faults)"
    )


@pytest.fixture(scope="session")
def corpus() -> Path:
    """A folder of real records, named by CSTO_CORPUS; tests that want it are skipped without it."""
    folder = os.environ.get("CSTO_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("CSTO_CORPUS names no folder of records")
    return Path(folder)
