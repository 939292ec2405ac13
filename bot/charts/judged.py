# pyright: basic
# Matplotlib types its keyword arguments in part only.
"""Charts of how well a model tells songs apart: confusion, calibration, and pairs of measures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.charts.style import (
    FAINT,
    INK,
    LINE,
    OTHERS,
    YOURS,
    dress,
    finish,
    ink_on,
    new_figure,
    percent,
    shorten,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def draw_confusion(
    title: str,
    rows: tuple[str, str],
    columns: tuple[str, str],
    counts: tuple[tuple[int, int], tuple[int, int]],
) -> bytes:
    """Return a PNG of a confusion matrix: what is in rows, what is called so in columns."""
    from matplotlib.colors import LinearSegmentedColormap

    figure = new_figure(2.7)
    axes = figure.add_subplot()
    dress(axes, title)
    axes.grid(visible=False)
    colours = LinearSegmentedColormap.from_list("shares", ["#2b2d31", YOURS])
    shares = [[count / max(sum(row), 1) for count in row] for row in counts]
    axes.imshow(shares, cmap=colours, vmin=0, vmax=1, aspect="auto")
    axes.set_xticks([0, 1], columns)
    axes.set_yticks([0, 1], [shorten(row) for row in rows])
    for place, row in enumerate(counts):
        for other, count in enumerate(row):
            share = shares[place][other]
            axes.text(
                other,
                place,
                f"{count:,}\n{percent(share)}",
                ha="center",
                va="center",
                fontsize=11,
                color=ink_on(colours(share)),
            )
    return finish(figure)


def draw_calibration(
    title: str, across: str, up: str, points: Sequence[tuple[float, float]]
) -> bytes:
    """Return a PNG of shares seen over chances foretold, beside the line where both are alike."""
    figure = new_figure(3.6)
    axes = figure.add_subplot()
    dress(axes, title)
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.plot([0, 100], [0, 100], color=FAINT, linewidth=1, linestyle="--")
    foretold, seen = zip(*((100 * a, 100 * b) for a, b in points), strict=True)
    axes.plot(foretold, seen, "o-", color=YOURS, linewidth=2, markersize=7)
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    axes.xaxis.set_major_formatter("{x:.0f} %")
    axes.yaxis.set_major_formatter("{x:.0f} %")
    axes.set_xlabel(across, color=INK)
    axes.set_ylabel(up, color=INK)
    return finish(figure)


def draw_pairs(
    title: str,
    names: Sequence[str],
    groups: tuple[tuple[str, "NDArray[np.float32]"], tuple[str, "NDArray[np.float32]"]],
) -> bytes:
    """Return a PNG of each pair of measures (m, len(names)) against each other, two groups."""
    from matplotlib.lines import Line2D

    count = len(names)
    figure = new_figure(5.6)
    figure.suptitle(title, color=INK, fontsize=11, x=0.02, ha="left")
    grid = figure.add_gridspec(count, count)
    colours = (OTHERS, YOURS)
    for row in range(count):
        for column in range(count):
            axes = figure.add_subplot(grid[row, column])
            dress(axes, "")
            axes.grid(visible=False)
            axes.set_xticks([])
            axes.set_yticks([])
            for colour, (_, values) in zip(colours, reversed(groups), strict=True):
                if row == column:
                    known = values[:, row][values[:, row] == values[:, row]]
                    axes.hist(known, 12, range=(0, 1), density=True, color=colour, alpha=0.55)
                else:
                    size = 5 if len(values) > 100 else 14
                    axes.scatter(
                        values[:, column], values[:, row], s=size, color=colour, linewidths=0
                    )
            if row == count - 1:
                axes.set_xlabel(names[column], color=INK)
            if column == 0:
                axes.set_ylabel(names[row], color=INK)
    keys = [
        Line2D([], [], linestyle="", marker="o", color=colour, label=name)
        for colour, (name, _) in zip(colours, reversed(groups), strict=True)
    ]
    figure.legend(handles=keys, loc="outside lower center", frameon=False, labelcolor=INK, ncols=2)
    return finish(figure)
