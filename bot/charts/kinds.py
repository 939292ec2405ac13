# pyright: basic
# Matplotlib types its keyword arguments in part only.
"""Charts of one kind each: bars, histograms, heat maps, lines with bands, and points."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.charts.lettering import cut, width
from bot.charts.style import (
    FAINT,
    GROUND,
    INK,
    LINE,
    OTHERS,
    SERIES,
    YOURS,
    dress,
    finish,
    ink_on,
    new_figure,
    percent,
    shorten,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer
    from numpy.typing import NDArray

Pairs = Sequence[tuple[str, float, float]]
"""A name and its shares on two sides."""

_ROW: Final = 0.26
_HEAD: Final = 0.75
_MANY: Final = 300
"""Points of one colour beyond which they are drawn small."""
_NARROW, _WIDE = 30, 66
"""Letters of a name in a legend of two columns, and of one."""


@dataclass(frozen=True, slots=True)
class Band:
    """A line over years with a band around it."""

    name: str
    places: "NDArray[np.int64]"
    low: "NDArray[np.float32]"
    middle: "NDArray[np.float32]"
    high: "NDArray[np.float32]"


@dataclass(frozen=True, slots=True)
class Cloud:
    """Points (n, 2) of one colour, under a name in the legend."""

    name: str
    points: "NDArray[np.float32]"


def draw_bars(
    title: str,
    bars: Sequence[tuple[str, float]],
    form: Callable[[float], str] = percent,
    end: float | None = None,
    note: str = "",
) -> bytes:
    """Return a PNG of horizontal bars, the first on top; below 0 they turn orange.

    `form` writes the figures, `end` is where the axis ends, `note` stands below it.
    """
    figure = new_figure(_HEAD + _ROW * len(bars) + (0.2 if note else 0))
    axes = figure.add_subplot()
    dress(axes, title)
    axes.set_xlabel(note, color=FAINT, fontsize=8.5)
    places = np.arange(len(bars))[::-1]
    values = np.array([value for _, value in bars])
    colours = [YOURS if value >= 0 else OTHERS for value in values]
    axes.barh(places, values, 0.66, color=colours)
    reach = end or float(np.abs(values).max()) or 1.0
    low = -1.25 * reach if (values < 0).any() else 0.0
    axes.set_xlim(low, 1.25 * reach)
    axes.set_ylim(-0.6, len(bars) - 0.4)
    axes.set_yticks(places, [shorten(name) for name, _ in bars])
    axes.set_xticks([])
    axes.axvline(0, color=FAINT, linewidth=1)
    for place, value in zip(places, values, strict=True):
        side = 1 if value >= 0 else -1
        axes.text(
            value + side * 0.02 * reach,
            place,
            form(value),
            va="center",
            ha="left" if side > 0 else "right",
            color=INK,
            fontsize=8.5,
        )
    return finish(figure)


def draw_pairs_of_bars(title: str, pairs: Pairs, sides: tuple[str, str]) -> bytes:
    """Return a PNG of shares on two sides, a blue and an orange bar for each name."""
    figure = new_figure(_HEAD + 0.25 + 0.3 * len(pairs))
    axes = figure.add_subplot()
    dress(axes, title)
    keys = bars_beside(axes, pairs, sides)
    figure.legend(handles=keys, loc="outside lower center", frameon=False, labelcolor=INK, ncols=2)
    return finish(figure)


def bars_beside(axes: "Axes", pairs: Pairs, sides: tuple[str, str]) -> "list[BarContainer]":
    """Draw two bars for each name; return what a legend shows of the two sides."""
    places = np.arange(len(pairs))[::-1]
    keys: list[BarContainer] = []
    for side, (label, colour) in enumerate(zip(sides, (YOURS, OTHERS), strict=True)):
        values = [100 * pair[1 + side] for pair in pairs]
        keys.append(axes.barh(places + 0.19 - 0.38 * side, values, 0.36, color=colour, label=label))
    axes.set_yticks(places, [shorten(name) for name, _, _ in pairs])
    axes.xaxis.set_major_formatter("{x:.0f} %")
    return keys


def draw_histograms(
    title: str,
    label: str,
    parts: Sequence[tuple[str, "NDArray[np.float32]"]],
    edges: "NDArray[np.float64]",
) -> bytes:
    """Return a PNG of one histogram, or of several outlines over each other, as shares."""
    figure = new_figure(3.1)
    axes = figure.add_subplot()
    dress(axes, title)
    middles = (edges[:-1] + edges[1:]) / 2
    for colour, (name, values) in zip(SERIES, parts, strict=False):
        counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges)
        shares = 100 * counts / max(counts.sum(), 1)
        if len(parts) == 1:
            axes.bar(middles, shares, 0.94 * np.diff(edges), color=colour)
        else:
            axes.fill_between(middles, shares, color=colour, alpha=0.25)
            axes.plot(middles, shares, color=colour, linewidth=2, label=shorten(name))
    axes.set_xlim(edges[0], edges[-1])
    axes.set_ylim(0)
    axes.set_xlabel(label, color=INK)
    axes.yaxis.set_major_formatter("{x:.0f} %")
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    if len(parts) > 1:
        axes.legend(frameon=False, labelcolor=INK)
    return finish(figure)


def draw_heat_map(title: str, names: Sequence[str], table: "NDArray[np.float32]") -> bytes:
    """Return a PNG of correlations (m, m) from -1 to 1: orange below 0, blue above."""
    from matplotlib.colors import LinearSegmentedColormap

    figure = new_figure(5.6)
    axes = figure.add_subplot()
    dress(axes, title)
    axes.grid(visible=False)
    colours = LinearSegmentedColormap.from_list("around zero", [OTHERS, "#2b2d31", YOURS])
    axes.imshow(table, cmap=colours, vmin=-1, vmax=1)
    labels = [shorten(name) for name in names]
    axes.set_xticks(range(len(names)), labels, rotation=50, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(names)), labels)
    for row in range(len(names)):
        for column in range(len(names)):
            value = table[row, column]
            written = f"{value:.1f}".replace("-0.0", "0.0").replace("0.", ".")
            axes.text(
                column,
                row,
                "0" if written == ".0" else written.removesuffix(".0"),
                ha="center",
                va="center",
                fontsize=8,
                color=ink_on(colours((value + 1) / 2)),
            )
    return finish(figure)


def draw_bands(title: str, note: str, bands: Sequence[Band]) -> bytes:
    """Return a PNG with a panel for each line, two beside each other."""
    rows = -(-len(bands) // 2)
    figure = new_figure(0.5 + 1.45 * rows)
    figure.suptitle(title, color=INK, fontsize=11, x=0.02, ha="left")
    grid = figure.add_gridspec(rows, 2)
    for place, band in enumerate(bands):
        axes = figure.add_subplot(grid[place // 2, place % 2])
        dress(axes, band.name)
        axes.title.set_fontsize(9)
        axes.grid(axis="y", color=LINE, linewidth=0.6)
        axes.fill_between(band.places, band.low, band.high, color=YOURS, alpha=0.25)
        axes.plot(band.places, band.middle, color=YOURS, linewidth=2)
        axes.locator_params(axis="x", nbins=4, integer=True)
        axes.locator_params(axis="y", nbins=4)
    figure.supxlabel(note, color=FAINT, fontsize=8.5)
    return finish(figure)


def draw_clouds(
    title: str,
    note: str,
    clouds: Sequence[Cloud],
    marks: Sequence[tuple[str, float, float]] = (),
    colours: Sequence[str] = SERIES,
) -> bytes:
    """Return a PNG of points by group; of the `marks`, first ones first, those that find room."""
    from matplotlib.lines import Line2D

    columns = 1 if any(width(cloud.name) > _NARROW for cloud in clouds) else 2
    figure = new_figure(4.9 + 0.22 * -(-len(clouds) // columns))
    axes = figure.add_subplot()
    dress(axes, title)
    axes.grid(visible=False)
    keys: list[Line2D] = []
    for colour, cloud in zip(colours, clouds, strict=False):
        size, opacity = (4, 0.6) if len(cloud.points) > _MANY else (26, 0.9)
        axes.scatter(*cloud.points.T, s=size, color=colour, alpha=opacity, linewidths=0)
        name = cut(cloud.name, _WIDE if columns == 1 else _NARROW)
        keys.append(Line2D([], [], linestyle="", marker="o", color=colour, label=name))
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_xlabel(note, color=FAINT, fontsize=8.5)
    axes.margins(0.09)
    figure.legend(
        handles=keys, loc="outside lower center", frameon=False, labelcolor=INK, ncols=columns
    )
    _write_marks(axes, marks)
    return finish(figure)


def _write_marks(axes: "Axes", marks: Sequence[tuple[str, float, float]]) -> None:
    """Write names beside points, leaving out those that would cover another."""
    from matplotlib.patheffects import withStroke

    axes.figure.canvas.draw()
    inside, taken = axes.get_window_extent(), []
    for name, x, y in marks:
        written = axes.annotate(
            shorten(name),
            (x, y),
            (0, 4),
            textcoords="offset points",
            ha="center",
            color=INK,
            fontsize=8.5,
            path_effects=[withStroke(linewidth=2.5, foreground=GROUND)],
        )
        box = written.get_window_extent().expanded(1.04, 1.1)
        within = box.x0 >= inside.x0 and box.x1 <= inside.x1 and box.y1 <= inside.y1
        if not within or any(box.overlaps(other) for other in taken):
            written.remove()
        else:
            taken.append(box)
