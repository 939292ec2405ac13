"""`cratemate evaluate --groups`: judge ways to choose one list for several members."""

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.cli.progress import ProgressLine
from storage.catalogue import CatalogueError


def run(arguments: argparse.Namespace) -> int:
    """Try all ways; 2 and one sentence where it cannot be done. Writes `groups.json`."""
    from bot.render.group_trial import group_trial_as_json, group_trial_as_text
    from bot.services.evaluation_lists import ListsError
    from bot.services.group_trial import try_groups
    from models.splits import Part

    # Threads of the linear algebra wait for each other longer than they work on such small parts.
    limits: Any = import_module("threadpoolctl").threadpool_limits
    out: Path = arguments.out
    try:
        out.mkdir(parents=True, exist_ok=True)
        with ProgressLine(sys.stderr) as line, limits(1):
            trial = try_groups(
                arguments.catalogue,
                arguments.lists,
                arguments.groups,
                line.show,
                part=Part(arguments.part),
                members=arguments.members,
            )
        (out / "groups.json").write_text(group_trial_as_json(trial), encoding="utf-8")
    except (ListsError, CatalogueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(group_trial_as_text(trial))
    print(f"written to {out / 'groups.json'}", file=sys.stderr)
    return 0
