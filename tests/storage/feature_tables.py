"""Small feature tables, as their owners write them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

FEATURES = {
    "danceability": 0.5,
    "energy": 0.6,
    "key": 5,
    "loudness": -7.5,
    "mode": 1,
    "speechiness": 0.05,
    "acousticness": 0.2,
    "instrumentalness": 0.0,
    "liveness": 0.1,
    "valence": 0.4,
    "tempo": 120.0,
}

Row = Mapping[str, Any]


def an_id(number: int) -> str:
    """Return an id of Spotify's form."""
    return f"{number:022d}"


def big_row(number: int, title: str = "", artists: str = "Someone", **more: Any) -> dict[str, Any]:
    """Return a row as the 114k table has them."""
    return {
        "": number,
        "track_id": an_id(number),
        "artists": artists,
        "album_name": "An Album",
        "track_name": title or f"Song {chr(65 + number % 26)}{number}",
        "popularity": 50,
        "duration_ms": 200_000,
        "explicit": False,
        **FEATURES,
        "time_signature": 4,
        "track_genre": "rock",
        **more,
    }


def write_csv(path: Path, rows: Iterable[Row], encoding: str = "utf-8") -> Path:
    """Write rows as CSV."""
    rows = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_parquet(path: Path, rows: Sequence[Row]) -> Path:
    """Write rows as Parquet."""
    pd.DataFrame(rows).to_parquet(path, index=False)
    return path
