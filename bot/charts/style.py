# pyright: basic
# Matplotlib types its keyword arguments in part only.
"""How all charts look: readable at Discord's width on its dark ground, safe for the colour-blind.

Colours are of Okabe and Ito's palette (2008). Matplotlib is loaded when the first chart is drawn;
its figures are used without pyplot, which keeps state of the whole process.
"""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from bot.charts.lettering import cut, families

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

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
    "xtick.major.pad": 5,
    # A name with two "$" is no formula.
    "text.parse_math": False,
}


def new_figure(height: float) -> "Figure":
    """Return an empty figure of our width; `height` is in inches."""
    from matplotlib import rcParams
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rcParams.update({**SIZES, "font.family": families()})  # pyright: ignore
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
    """Return what can be drawn of a name, as much as fits beside an axis."""
    return cut(name, _LONGEST)


def percent(value: float) -> str:
    """Return a share as it stands on all pictures."""
    return f"{100 * value:.0f} %"


def ink_on(ground: "Sequence[float] | NDArray[Any]") -> str:
    """Return the colour of letters that stands out more from a ground (red, green, blue, …)."""
    from matplotlib.colors import to_rgb

    def light(colour: "Sequence[float] | NDArray[Any]") -> float:
        """Return the relative luminance, as WCAG 2 has it."""
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in colour[:3]
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05

    bright, dark = light(to_rgb(INK)), light(to_rgb(GROUND))
    return GROUND if light(ground) / dark > bright / light(ground) else INK
