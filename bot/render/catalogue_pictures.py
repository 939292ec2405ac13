"""Pictures of a catalogue: what its songs are like, and how that changed over the years."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from bot.charts.kinds import (
    Band,
    Cloud,
    draw_bands,
    draw_bars,
    draw_clouds,
    draw_heat_map,
    draw_histograms,
)
from bot.results.pictures import Picture
from models.background import SOUND, Background
from models.overview import Map, correlate, map_genres, map_songs, trends, values_of
from models.profiles import Indices
from models.tracks import Floats, Tracks

_TRENDS: Final = (
    "danceability",
    "energy",
    "loudness",
    "acousticness",
    "valence",
    "duration_ms",
    "tempo",
    "speechiness",
)
_MOST_GENRES: Final = 20
_NAMES: Final = {
    "duration_ms": "length",
    "loudness": "loudness (dB)",
    "tempo": "tempo (beats a minute)",
}


def draw_report(
    tracks: Tracks, progress: Callable[[str, float], None] = lambda doing, share: None
) -> list[Picture]:
    """Return every picture that the catalogue knows enough for."""
    background = Background.of(tracks)
    works: tuple[Callable[[], Iterator[Picture]], ...] = (
        lambda: _correlations(tracks),
        lambda: _trends(tracks),
        lambda: _distributions(tracks),
        lambda: _genres(background),
        lambda: _explicit(tracks),
        lambda: _modes(tracks),
        lambda: _song_groups(background),
        lambda: _genre_groups(background),
    )
    pictures: list[Picture] = []
    for place, work in enumerate(works):
        progress("drawing", place / len(works))
        pictures += work()
    progress("drawing", 1.0)
    return pictures


def _correlations(tracks: Tracks) -> Iterator[Picture]:
    names, table = correlate(tracks)
    if len(names) < 2:
        return
    title = "What goes together"
    strongest = np.unravel_index(np.abs(np.tril(table, -1)).argmax(), table.shape)
    first, second = (_plain(names[int(place)]) for place in strongest)
    yield Picture(
        "correlations",
        title,
        f"A heat map of correlations between {len(names)} measures. The strongest is between "
        f"{first} and {second}: {table[strongest]:.2f}.",
        draw_heat_map(title, [_plain(name) for name in names], table),
    )
    if "popularity" not in names:
        return
    row = table[names.index("popularity")]
    bars = [
        (_plain(names[int(place)]), float(row[place]))
        for place in np.argsort(-row)
        if names[int(place)] != "popularity"
    ]
    title = "What goes with popularity"
    yield Picture(
        "popularity_correlations",
        title,
        "Bars of each measure's correlation with popularity: "
        f"highest {bars[0][0]} ({bars[0][1]:.2f}), lowest {bars[-1][0]} ({bars[-1][1]:.2f}).",
        draw_bars(title, bars, "{:+z.2f}".format),
    )


def _trends(tracks: Tracks) -> Iterator[Picture]:
    found = trends(tracks, _TRENDS)
    if not found:
        return
    bands = [
        Band(
            _labelled(trend.measure),
            trend.years,
            *(_scaled(trend.measure, part) for part in (trend.low, trend.middle, trend.high)),
        )
        for trend in found
    ]
    changes = ", ".join(
        f"{band.name} {band.middle[0]:.3g} to {band.middle[-1]:.3g}" for band in bands
    )
    first, last = found[0].years[0], found[0].years[-1]
    title = "How songs changed over the years"
    note = "the line is the middle song of a year, the band the middle half"
    described = f"Lines of {len(bands)} measures by year, {first} to {last}: {changes}."
    yield Picture("trends", title, described, draw_bands(title, note, bands))


def _distributions(tracks: Tracks) -> Iterator[Picture]:
    years = values_of(tracks, "year")
    known_years = years[np.isfinite(years)]
    oldest = float(np.percentile(known_years, 0.5)) // 5 * 5 if len(known_years) else 1950.0
    newest = float(known_years.max()) + 1 if len(known_years) else 2030.0
    for name, title, label, edges in (
        ("popularity", "How popular the songs are", "popularity", np.linspace(0, 100, 26)),
        ("loudness", "How loud the songs are", "loudness (dB)", np.linspace(-30, 0, 31)),
        ("year", "How old the songs are", "year", np.arange(oldest, newest + 1)),
    ):
        values = values_of(tracks, name)
        known = values[np.isfinite(values)]
        if not len(known):
            continue
        low, middle, high = np.percentile(known, (25, 50, 75))
        described = (
            f"A histogram of {label} over {len(known):,} songs. The middle one has "
            f"{middle:.0f}, half of all lie between {low:.0f} and {high:.0f}."
        )
        yield Picture(name, title, described, draw_histograms(title, label, [("", known)], edges))


def _genres(background: Background) -> Iterator[Picture]:
    tracks = background.tracks
    counts = np.bincount(tracks.genres.ids, minlength=len(tracks.genre_names))
    chosen = [int(genre) for genre in np.argsort(-counts, kind="stable")[:_MOST_GENRES]]
    bars = [(tracks.genre_names[g], float(counts[g])) for g in chosen if counts[g]]
    if not bars:
        return
    title = f"The {len(bars)} largest genres"
    first = ", ".join(f"{name} ({count:,.0f})" for name, count in bars[:3])
    described = f"Bars of the number of songs by genre. The largest are {first}."
    yield Picture("genres", title, described, draw_bars(title, bars, "{:,.0f}".format))


def _explicit(tracks: Tracks) -> Iterator[Picture]:
    explicit, years = np.asarray(tracks.explicit), np.asarray(tracks.year)
    known = np.isfinite(explicit)
    if not known.any():
        return
    bars = [("all songs", float(explicit[known].mean()))]
    decades = np.where(np.isfinite(years), years // 10 * 10, -1).astype(np.int64)
    for decade in np.unique(decades[known]):
        inside = known & (decades == decade)
        if decade >= 0 and inside.sum() >= 30:
            bars.append((f"{decade}s", float(explicit[inside].mean())))
    title = "How many songs are explicit"
    described = f"Bars of the share of explicit songs: {bars[0][1]:.0%} of all, by decade " + (
        ", ".join(f"{name} {share:.0%}" for name, share in bars[1:]) or "unknown"
    )
    yield Picture("explicit", title, f"{described}.", draw_bars(title, bars))


def _modes(tracks: Tracks) -> Iterator[Picture]:
    dance, mode = values_of(tracks, "danceability"), values_of(tracks, "mode")
    parts = [
        (name, dance[np.isfinite(dance) & (mode == number)])
        for name, number in (("major", 1), ("minor", 0))
    ]
    if not all(len(values) for _, values in parts):
        return
    title = "Danceability in major and minor"
    middles = ", ".join(f"{name} {np.median(values):.2f}" for name, values in parts)
    described = f"Two histograms of danceability over each other. The middle song: {middles}."
    edges = np.linspace(0, 1, 31)
    yield Picture(
        "danceability_by_mode",
        title,
        described,
        draw_histograms(title, "danceability", parts, edges),
    )


def _song_groups(background: Background) -> Iterator[Picture]:
    found = map_songs(background)
    if found is None:
        return
    groups = [found.items[found.labels == label] for label in range(int(found.labels.max()) + 1)]
    names = [_sounding(background, rows) for rows in groups]
    title = "Songs grouped by sound"
    yield Picture(
        "song_groups",
        title,
        f"Points of {len(found.items):,} songs in {len(names)} groups: {'; '.join(names)}.",
        draw_clouds(title, _AXES, _clouds(found, names)),
    )


def _genre_groups(background: Background) -> Iterator[Picture]:
    found = map_genres(background)
    if found is None:
        return
    genre_names = background.tracks.genre_names
    counts = np.bincount(background.tracks.genres.ids, minlength=len(genre_names))
    names: list[str] = []
    for label in range(int(found.labels.max()) + 1):
        inside = found.items[found.labels == label]
        largest = inside[np.argsort(-counts[inside], kind="stable")]
        names.append(", ".join(genre_names[int(genre)] for genre in largest[:2]))
    order = np.argsort(-counts[found.items], kind="stable")
    marks = [
        (genre_names[int(found.items[i])], float(found.points[i, 0]), float(found.points[i, 1]))
        for i in order
    ]
    title = "Genres grouped by sound"
    yield Picture(
        "genre_groups",
        title,
        f"Points of {len(found.items)} genres in {len(names)} groups around {'; '.join(names)}.",
        draw_clouds(title, _AXES, _clouds(found, names), marks),
    )


_AXES: Final = "near each other: alike in sound (the two main components)"


def _clouds(found: Map, names: list[str]) -> list[Cloud]:
    return [Cloud(name, found.points[found.labels == label]) for label, name in enumerate(names)]


def _sounding(background: Background, rows: Indices) -> str:
    """Name a group of songs by the two measures in which it stands out most."""
    means = background.sound[rows].mean(axis=0)
    chosen = np.argsort(-np.abs(means), kind="stable")[:2]
    return ", ".join(
        f"{'more' if means[c] > 0 else 'less'} {_plain(SOUND[int(c)])}" for c in chosen
    )


def _plain(measure: str) -> str:
    return "length" if measure == "duration_ms" else measure


def _labelled(measure: str) -> str:
    return "length (minutes)" if measure == "duration_ms" else _NAMES.get(measure, measure)


def _scaled(measure: str, values: Floats) -> Floats:
    return values / np.float32(60_000) if measure == "duration_ms" else values
