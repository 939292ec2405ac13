"""All that has to be fast at 1,200,000 tracks: ours, the naive recipe and the floor side by side.

`python -m tests.bench [--tracks 1200000] [--keep DIR] [--starts 5] [--json | --markdown]`

Makes a scene (`tests.bench.scene`) in `--keep`, or where nothing is kept, and measures each part in
a process of its own. Prints a table, or with `--json` nothing but the last line, which is JSON with
`shortlist_ratio, shortlist_peak_mb, similar_over_floor, autocomplete_p99_ms, typo_hit_rate,
open_ms, start_s` and all the figures beside them; with `--markdown` the table alone. Exits with 1
where a goal is missed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from tests.bench import choices, machine, opening, scene, shortlist, similar, starting
from tests.bench.goals import AtLeast, AtMost
from tests.bench.table import table

GOALS: Final[dict[str, AtMost | AtLeast]] = {
    **scene.GOALS,
    **opening.GOALS,
    **choices.GOALS,
    **similar.GOALS,
    **shortlist.GOALS,
    **starting.GOALS,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tracks", type=int, default=1_200_000)
    parser.add_argument("--keep", type=Path, help="where the scene is, or is to be")
    parser.add_argument("--starts", type=int, default=5, help="how often the bot is started")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--markdown", action="store_true")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        figures = measure(folder, options.tracks, options.starts)
    missed = [name for name, goal in GOALS.items() if not goal.holds(figures[name])]
    if not options.json:
        print(table(figures))
    if not options.markdown:
        print(json.dumps({**figures, "missed": missed}))
    for name in missed:
        print(f"missed: {name} is {figures[name]}, not {GOALS[name]}", file=sys.stderr)
    return int(bool(missed))


def measure(folder: Path, tracks: int, starts: int) -> dict[str, Any]:
    """Make the scene and return the figures of every part."""
    figures: dict[str, Any] = {"machine": machine.describe(), "load": machine.load()}
    print("making the scene", file=sys.stderr)
    figures |= scene.make_scene(folder, tracks)
    for part in ("opening", "choices", "similar", "shortlist"):
        figures |= _run(part, folder)
    return figures | _run("starting", folder, "--starts", str(starts))


def _run(part: str, folder: Path, *arguments: str) -> dict[str, Any]:
    print(f"measuring: {part}", file=sys.stderr)
    command = [sys.executable, "-m", f"tests.bench.{part}", "--scene", str(folder), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    lines = done.stdout.splitlines()
    if not lines or not lines[-1].startswith("{"):
        raise SystemExit(f"tests.bench.{part} ended with {done.returncode} and no figures")
    for line in lines[:-1]:
        print(f"  {line}", file=sys.stderr)
    return json.loads(lines[-1])


if __name__ == "__main__":
    sys.exit(main())
