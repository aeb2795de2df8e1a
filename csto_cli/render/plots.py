"""Pictures of counts, drawn by Matplotlib (the extra ``plot``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csto_cli.errors import MissingExtraError, OutputError, UsageError
from csto_cli.writers.escape import line

SUFFIXES = (".png", ".svg", ".pdf")
MOST_LINES, MOST_BARS = 10, 40


def draw_counts(rows: list[Any], by: tuple[str, ...], path: str, query: str | None) -> None:
    """Draw the words of each group, or the turns with the words asked for per thousand, into a file.

    Time (year, month, date) runs from left to right with a line for each other group; anything else is bars.
    """
    if not path.lower().endswith(SUFFIXES):
        raise UsageError(f"{path}: a picture is named {', '.join(SUFFIXES)}", hint="give the file such a name")
    try:
        import matplotlib

        matplotlib.use("agg")
        from matplotlib import pyplot
    except ImportError:
        raise MissingExtraError(
            "--plot needs Matplotlib, which is not installed", hint="pip install 'csto-cli[plot]'"
        ) from None
    value = "per_thousand_turns" if query else "words"
    time = next((name for name in by if name in {"year", "month", "date"}), None)
    # A fixed salt and no date make the same counts the same file; text stays text in an SVG.
    with pyplot.rc_context({"svg.hashsalt": "csto", "svg.fonttype": "none"}):
        figure, axes = pyplot.subplots(figsize=(9, 5), layout="constrained")
        if time is not None:
            _lines(axes, rows, time, tuple(name for name in by if name != time), value)
        else:
            _bars(axes, rows, by, value)
        label = "turns per 1,000" if query else "words"
        axes.set_ylabel(label) if time else axes.set_xlabel(label)
        title = f"“{query}”" if query else "words"
        axes.set_title(_plain(line(f"{title} by {', '.join(by)}")))
        metadata = {"Date": None} if path.lower().endswith(".svg") else {}
        try:
            figure.savefig(Path(path), metadata=metadata)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}", hint="check the path") from None
        finally:
            pyplot.close(figure)


def _lines(axes: Any, rows: list[Any], time: str, others: tuple[str, ...], value: str) -> None:
    """Counts over time as lines, one for each of the largest groups."""
    series: dict[str, dict[Any, float]] = {}
    for row in rows:
        when = getattr(row, time)
        if when is not None:
            points = series.setdefault(_name(row, others), {})
            points[when] = points.get(when, 0) + getattr(row, value)
    largest = sorted(series, key=lambda name: (-sum(series[name].values()), name))[:MOST_LINES]
    moments = sorted({when for name in largest for when in series[name]})
    places = {when: place for place, when in enumerate(moments)}
    for name in largest:
        line_of = sorted(series[name].items())
        axes.plot(
            [places[when] for when, _ in line_of], [count for _, count in line_of], marker="o", label=_plain(name)
        )
    step = max(1, len(moments) // 12)
    axes.set_xticks(range(0, len(moments), step), [str(when) for when in moments[::step]], rotation=45, ha="right")
    axes.set_ylim(bottom=0)
    if others and largest:
        axes.legend(fontsize="small")


def _bars(axes: Any, rows: list[Any], by: tuple[str, ...], value: str) -> None:
    largest = sorted(rows, key=lambda row: (-getattr(row, value), _name(row, by)))[:MOST_BARS]
    axes.barh(range(len(largest)), [getattr(row, value) for row in largest])
    axes.set_yticks(range(len(largest)), [_plain(_name(row, by)) for row in largest])
    axes.invert_yaxis()


def _name(row: Any, by: tuple[str, ...]) -> str:
    return line(", ".join("not told" if getattr(row, name) is None else str(getattr(row, name)) for name in by))


def _plain(text: str) -> str:
    """Text that Matplotlib takes for no formula."""
    return text.replace("$", r"\$")
