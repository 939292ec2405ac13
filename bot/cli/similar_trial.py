"""`cratemate evaluate --similar`: judge the representations that `/similar` could search."""

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.cli.progress import ProgressLine
from storage.catalogue import CatalogueError


def run(arguments: argparse.Namespace) -> int:
    """Try all representations; 2 and one sentence where it cannot be done.

    Writes `similar.json`, and `affinity.npz`: the map that was learned, as the package ships one.
    """
    from bot.render.similar_trial import trial_as_json, trial_as_text
    from bot.services.evaluation_lists import ListsError
    from bot.services.similar_trial import try_representations
    from models.affinity import NAME
    from models.splits import Part

    # Threads of the linear algebra wait for each other longer than they work on such small parts.
    limits: Any = import_module("threadpoolctl").threadpool_limits
    out: Path = arguments.out
    try:
        out.mkdir(parents=True, exist_ok=True)
        with ProgressLine(sys.stderr) as line, limits(1):
            trial = try_representations(
                arguments.catalogue,
                arguments.lists,
                line.show,
                part=Part(arguments.part),
                members=arguments.members,
            )
        (out / "similar.json").write_text(trial_as_json(trial), encoding="utf-8")
        (out / NAME).write_bytes(trial.learned.dump())
    except (ListsError, CatalogueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(trial_as_text(trial))
    print(f"written to {out / 'similar.json'} and {out / NAME}", file=sys.stderr)
    return 0
