"""`python -m tests.bench.rank`: rank for 100 real lists, 20 seeds each, within 10 minutes and 2 GB.

The last line is JSON with `members, seconds, peak_mb`; the exit code is 1 where a goal is missed.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

DATA = Path(os.environ.get("CRATEMATE_DATA", "../shared/data"))
MEMBERS, SEEDS = 100, 20
MOST_SECONDS, MOST_MB = 600, 2_048


def main() -> int:
    lists = DATA / "tidytuesday_spotify_songs.parquet"
    files = [lists, DATA / "spotify114k_sample.parquet"]
    if not all(file.exists() for file in files):
        print(f"no real lists in {DATA}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        tasks, catalogue = Path(folder) / "tasks.parquet", Path(folder) / "catalogue"
        draw_tasks(pd.read_parquet(lists)).to_parquet(tasks)
        run("catalogue", "add", *files, "--into", catalogue)
        started = time.perf_counter()
        run(
            "rank",
            "--catalogue",
            catalogue,
            "--tasks",
            tasks,
            "--out",
            Path(folder) / "out.parquet",
        )
        seconds = time.perf_counter() - started
    # The greatest of both commands; building the catalogue takes less than ranking.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"members": MEMBERS, "seconds": round(seconds, 1), "peak_mb": round(peak)}))
    return int(seconds > MOST_SECONDS or peak > MOST_MB)


def draw_tasks(lists: pd.DataFrame) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    ids = lists.groupby("playlist_id")["track_id"].unique()
    long_enough = ids[ids.map(len) >= 2 * SEEDS]
    chosen = long_enough.iloc[rng.choice(len(long_enough), MEMBERS, replace=False)]
    liked = [rng.choice(theirs, SEEDS, replace=False).tolist() for theirs in chosen]
    return pd.DataFrame({"member": chosen.index, "liked": liked})


def run(*arguments: object) -> None:
    command = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"]
    subprocess.run([*command, *map(str, arguments)], check=True, stdout=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
