"""`cratemate evaluate`: judge the recommendations and every baseline on held-out tracks."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.progress import ProgressLine
from storage.catalogue import CatalogueError

if TYPE_CHECKING:
    from bot.services.evaluation import Plan

# What learns takes its time to import, and every other command would wait for it.


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser(
        "evaluate",
        help="judge the recommendations against every baseline",
        description="Hold out tracks of real lists, rank the whole catalogue from the rest, and "
        "compare with a ladder of baselines. Fails where a leak gate does not hold.",
    )
    parser.add_argument("--catalogue", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--lists",
        type=Path,
        required=True,
        metavar="FILE",
        help="Parquet or CSV with list_id or playlist_id, and track_id",
    )
    parser.add_argument(
        "--prior-lists", type=Path, metavar="FILE", help="more lists to learn from, never judged"
    )
    parser.add_argument("--seeds", type=_counts, default=(5, 20), metavar="5,20")
    parser.add_argument(
        "--splits",
        type=_splits,
        default=("A", "B"),
        metavar="A,B",
        help="A random, B new artists only, C by date",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--members", type=_positive, metavar="N", help="at most so many (all)")
    parser.add_argument("--draws", type=_positive, default=2, metavar="N", help="each (2)")
    parser.add_argument("--part", choices=("development", "test"), default="test")
    parser.add_argument(
        "--tune", action="store_true", help="tune the challengers as the known projects do: slow"
    )
    parser.add_argument("--only", type=_names, metavar="NAMES", help="rungs, by name")
    parser.add_argument(
        "--similar", action="store_true", help="judge what /similar searches by instead"
    )
    parser.add_argument(
        "--groups",
        type=_counts,
        metavar="2,5,10",
        help="judge ways to choose one list for so many members instead",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Evaluate; 1 where a leak gate fails, 2 and one sentence where it cannot be done."""
    if arguments.similar:
        from bot.cli import similar_trial

        return similar_trial.run(arguments)
    if arguments.groups:
        from bot.cli import group_trial

        return group_trial.run(arguments)
    from bot.render.evaluation import terminal_report
    from bot.render.evaluation_json import to_json
    from bot.render.evaluation_page import html_report
    from bot.services.evaluation import ListsError, evaluate
    from models.ranker import shipped

    out: Path = arguments.out
    try:
        out.mkdir(parents=True, exist_ok=True)
        with ProgressLine(sys.stderr) as line:
            report = evaluate(_plan(arguments), line.show)
        (out / "results.json").write_text(to_json(report), encoding="utf-8")
        page = html_report(report, shipped().importance())
        (out / "report.html").write_text(page, encoding="utf-8")
    except (ListsError, CatalogueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(terminal_report(report))
    print(f"written to {out / 'results.json'} and {out / 'report.html'}", file=sys.stderr)
    for gate in report.gates:
        if not gate.passed:
            print(f"leak gate failed: {gate.name}: {gate.finding}", file=sys.stderr)
    return 0 if report.passed else 1


def _plan(arguments: argparse.Namespace) -> "Plan":
    from bot.services.evaluation import Plan
    from models.splits import Part, Split

    return Plan(
        catalogue=arguments.catalogue,
        lists=arguments.lists,
        prior_lists=arguments.prior_lists,
        counts=arguments.seeds,
        splits=tuple(Split(split) for split in arguments.splits),
        members=arguments.members,
        draws=arguments.draws,
        part=Part(arguments.part),
        only=arguments.only,
        tune=arguments.tune,
    )


def _counts(text: str) -> tuple[int, ...]:
    return tuple(sorted({_positive(part) for part in text.split(",")}))


def _splits(text: str) -> tuple[str, ...]:
    splits = tuple(dict.fromkeys(part.strip().upper() for part in text.split(",")))
    if not splits or not set(splits) <= {"A", "B", "C"}:
        raise argparse.ArgumentTypeError("must name A, B or C")
    return splits


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value
