"""The figures of all parts as a table in Markdown: ours, the naive recipe, the floor, the goal."""

from collections.abc import Mapping
from typing import Any, Final

_ROWS: Final = (
    (
        "one member's shortlist, one thread",
        "{shortlist_s} s, {shortlist_peak_mb} MB more",
        "{shortlist_naive_s} s, {shortlist_naive_mb} MB more (one-hot genre, scaler, "
        "`predict_proba`, sort)",
        "{shortlist_floor_ms} ms to read the numbers once",
        "{shortlist_ratio} of the naive time (at most 0.25), at most 200 MB",
    ),
    (
        "ten similar songs, exactly, one thread",
        "{similar_ms} ms",
        "{similar_naive_ms} ms (`cosine_similarity`, sort)",
        "{similar_floor_ms} ms to read the vectors once",
        "{similar_over_floor} of the floor (at most 1.5)",
    ),
    (
        "choices while typing, typos among them",
        "median {autocomplete_p50_ms} ms, p99 {autocomplete_p99_ms} ms",
        "{autocomplete_naive_ms} ms (`str.contains`)",
        "{autocomplete_floor_ms} ms to pass over all titles once",
        "p99 at most 20 ms",
    ),
    ("one-edit typos forgiven", "{typo_hit_rate:.1%}", "none", "–", "at least 80 %"),
    (
        "opening the catalogue",
        "{open_ms} ms, {open_mb} MB",
        "{naive_ms} ms, {naive_mb} MB (`read_parquet`)",
        "–",
        "at most 50 ms",
    ),
    (
        "process start to ready",
        "{start_s} s, {start_cpu_s} s of it processor time; the very first {first_start_s} s",
        "–",
        "{floor_s} s (one command by discord.py alone)",
        "at most 2 s",
    ),
    (
        "`catalogue add` of {tracks:,} tracks",
        "{add_s} s, {add_peak_mb} MB at most",
        "–",
        "–",
        "at most 600 MB",
    ),
)


def table(figures: Mapping[str, Any]) -> str:
    """Return the table, below a line that names the machine."""
    lines = [
        f"{figures['tracks']:,} tracks, {figures['machine']}, {figures['load']:.1f} processes "
        "wanting a core when it began:",
        "",
        "| work | ours | naive recipe | floor | goal |",
        "|---|---|---|---|---|",
    ]
    lines += ["| " + " | ".join(row).format(**figures) + " |" for row in _ROWS]
    return "\n".join(lines)
