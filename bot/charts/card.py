# pyright: basic
# Matplotlib types its keyword arguments in part only.
"""The taste card: genres, decades, sound, and what decides, in four panels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.charts.kinds import Pairs, bars_beside
from bot.charts.style import (
    FAINT,
    INK,
    OTHERS,
    SERIES,
    YOURS,
    dress,
    finish,
    new_figure,
    percent,
    shorten,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Bars = Sequence[tuple[str, float]]

_PANEL: Final = 0.75
_ROW: Final = 0.28
"""Inches of a panel without rows, and of a row."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """What stands on the card, in the member's language."""

    genres: str
    decades: str
    sound: str
    drivers: str
    yours: str
    catalogue: str
    less: str
    more: str


def draw_card(words: CardWords, genres: Pairs, decades: Pairs, sound: Bars, drivers: Bars) -> bytes:
    """Return a PNG; panels that nothing is known for are left out."""
    sides = (words.yours, words.catalogue)
    panels = [
        (
            lambda axes: _pairs(axes, genres, sides),
            words.genres,
            0.62 + 0.3 * len(genres),
            genres,
        ),
        (
            lambda axes: _pairs(axes, decades, sides),
            words.decades,
            0.62 + 0.3 * len(decades),
            decades,
        ),
        (lambda axes: _sound(axes, words, sound), words.sound, 0.85 + 0.26 * len(sound), sound),
        (lambda axes: _drivers(axes, drivers), words.drivers, 0.62 + 0.26 * len(drivers), drivers),
    ]
    shown = [(draw, title, height) for draw, title, height, values in panels if values]
    figure = new_figure(sum(height for _, _, height in shown) + 0.2)
    grid = figure.add_gridspec(len(shown), 1, height_ratios=[height for _, _, height in shown])
    for place, (draw, title, _) in enumerate(shown):
        axes = figure.add_subplot(grid[place])
        dress(axes, title)
        draw(axes)
    return finish(figure)


def _pairs(axes: "Axes", pairs: Pairs, sides: tuple[str, str]) -> None:
    bars_beside(axes, pairs, sides)
    axes.legend(
        loc="lower right",
        frameon=False,
        labelcolor=INK,
        ncols=2,
        bbox_to_anchor=(1, 1),
        handlelength=1,
        columnspacing=1,
        borderaxespad=0.2,
    )


def _sound(axes: "Axes", words: CardWords, sound: Bars) -> None:
    places = list(range(len(sound)))[::-1]
    values = [100 * value for _, value in sound]
    axes.hlines(places, 50, values, color=YOURS, linewidth=2.5)
    axes.plot(values, places, "o", color=YOURS, markersize=7)
    axes.axvline(50, color=OTHERS, linewidth=1.5)
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.6, len(sound) - 0.4)
    axes.set_yticks(places, [shorten(name) for name, _ in sound])
    axes.set_xticks([0, 50, 100], [words.less, words.catalogue, words.more])
    left, _, right = axes.get_xticklabels()
    left.set_horizontalalignment("left")
    right.set_horizontalalignment("right")


def _drivers(axes: "Axes", drivers: Bars) -> None:
    places = list(range(len(drivers)))[::-1]
    values = [100 * share for _, share in drivers]
    colours = [SERIES[place % len(SERIES)] for place in range(len(drivers))]
    axes.barh(places, values, 0.6, color=colours)
    axes.set_xlim(0, 112)
    axes.set_ylim(-0.6, len(drivers) - 0.4)
    for place, value in zip(places, values, strict=True):
        axes.text(value + 1.5, place, percent(value / 100), va="center", color=INK)
    axes.set_yticks(places, [shorten(name) for name, _ in drivers])
    axes.set_xticks([])
    axes.spines["bottom"].set_color(FAINT)
