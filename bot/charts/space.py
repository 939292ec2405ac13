# pyright: basic
# Plotly has no complete types.
"""Points in space as one HTML page that a browser turns; its script lies in the page itself."""

from collections.abc import Sequence
from html import escape
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.charts.style import FAINT, GROUND, INK, LINE, SERIES

_LONGEST: Final = 90


def draw_space(
    title: str,
    clouds: Sequence[tuple[str, NDArray[np.float32], Sequence[str]]],
    colours: Sequence[str] = SERIES,
) -> bytes:
    """Return the page: clouds of points (n, 3) with the names seen when pointing at them.

    About 5 MB, nearly all of it the script; it loads nothing from anywhere.
    """
    from plotly import graph_objects

    axis = {"showticklabels": False, "title": "", "gridcolor": LINE, "backgroundcolor": GROUND}
    figure = graph_objects.Figure()
    for colour, (name, points, names) in zip(colours, clouds, strict=False):
        x, y, z = (np.round(column, 3).tolist() for column in points.T)
        figure.add_scatter3d(
            x=x,
            y=y,
            z=z,
            mode="markers",
            name=escape(name),
            marker={"size": 4, "color": colour, "opacity": 0.85},
            text=[escape(one[:_LONGEST]) for one in names],
            hoverinfo="text",
        )
    figure.update_layout(
        title=escape(title),
        paper_bgcolor=GROUND,
        font={"color": INK},
        # Beside the points it would take a third of the width, and more on a telephone.
        legend={"itemsizing": "constant", "orientation": "h", "x": 0, "y": 0},
        scene={"xaxis": axis, "yaxis": axis, "zaxis": axis},
        hoverlabel={"bgcolor": LINE, "bordercolor": FAINT, "font": {"color": INK}},
        margin={"l": 0, "r": 0, "b": 0, "t": 50},
    )
    page: str = figure.to_html(include_plotlyjs=True, config={"displaylogo": False})
    return page.replace("<body>", f'<body style="margin:0;background:{GROUND}">', 1).encode()
