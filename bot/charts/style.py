# pyright: basic
# Matplotlib types its keyword arguments in part only.
"""How all charts look: readable at Discord's width on its dark ground, safe for the colour-blind.

Colours are of Okabe and Ito's palette (2008). Matplotlib is loaded when the first chart is drawn;
its figures are used without pyplot, which keeps state of the whole process.
"""

import io
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GROUND: Final = "#1e1f22"
INK: Final = "#f2f3f5"
FAINT: Final = "#9a9da4"
LINE: Final = "#3f4147"
YOURS: Final = "#56b4e9"
OTHERS: Final = "#e69f00"
SERIES: Final = ("#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7", "#d55e00")

WIDTH: Final = 5.5
"""Inches; at 200 dots an inch twice the 550 pixels in which Discord shows a picture."""
_DPI: Final = 200
_LONGEST: Final = 25

SIZES: Final[dict[str, Any]] = {
    "font.size": 9,
    "axes.titlesize": 11,
    "axes.labelsize": 9,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 9,
    "legend.fontsize": 8.5,
    "font.family": "DejaVu Sans",
}


def new_figure(height: float) -> "Figure":
    """Return an empty figure of our width; `height` is in inches."""
    from matplotlib import rcParams
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rcParams.update(SIZES)  # pyright: ignore[reportArgumentType, reportCallIssue]
    figure = Figure(figsize=(WIDTH, height), facecolor=GROUND, layout="constrained")
    figure.get_layout_engine().set(w_pad=0.09, h_pad=0.07)  # pyright: ignore
    FigureCanvasAgg(figure)
    return figure


def dress(axes: "Axes", title: str) -> None:
    """Give axes our colours, and a title at their left."""
    axes.set_facecolor(GROUND)
    axes.set_title(title, loc="left", color=INK)
    axes.tick_params(colors=INK, length=0)
    for name, spine in axes.spines.items():
        spine.set_visible(name in {"left", "bottom"})
        spine.set_color(LINE)
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)


def finish(figure: "Figure") -> bytes:
    """Return a figure as PNG."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=_DPI, facecolor=GROUND)
    return file.getvalue()


def shorten(name: str) -> str:
    """Return a name that fits beside an axis; "$" would begin a formula."""
    name = name.replace("$", "＄")
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
