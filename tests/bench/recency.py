"""How fast a like should fade: members whose taste moves, over real lists.

`python -m tests.bench.recency --catalogue DIR [--lists FILE] [--members 28]`

No public list holds both dates and songs enough to learn a half-life from, so members are put
together. Each has 30 likes at even distances in time. The newer half is always of one development
list, the older half of the same list (one taste), of the list that sounds most like it (moved
nearby), or of any other (moved far). What the newer list still holds is looked for among the whole
catalogue, what the list itself says of genre taken back; where a far taste is "added", what the
older list still holds is looked for as well. Every way of fading ranks the same members.

Only the ratio of the half-life to the length of the history matters; the table says what it is in
days for histories of two, five and ten years. Regret is how much, as a share of the best way, a
way loses in the scenario where it loses most. The last line is JSON.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.evaluation_lists import Entries, members_of, read_entries
from bot.services.weighing import HALF_LIFE_DAYS, LASTING, fade, level
from models.background import Background
from models.evaluate import TOP, ndcg
from models.profiles import Indices
from models.splits import Member, Part, part_of
from models.taste import Learner, Likes
from models.views import Views

DATA = Path(os.environ.get("CRATEMATE_DATA", "../shared/data"))
LIKES: Final = 30
HISTORIES: Final = (2, 5, 10)
"""Years between the oldest like and the newest."""
SCENARIOS: Final = ("one taste", "moved nearby", "moved far", "far one added")


@dataclass(frozen=True)
class Fading:
    """One way to fade: half-lives a history, and the part that never fades."""

    halvings: float
    lasting: float

    def weights(self) -> NDArray[np.float32]:
        """Return (LIKES,) weights, the oldest like first."""
        ages = np.linspace(self.halvings, 0, LIKES)
        return np.array(level([fade(age, 1.0, self.lasting) for age in ages]), dtype=np.float32)


WAYS: Final = (
    Fading(0, 1),
    *(Fading(halvings, lasting) for lasting in (0.5, 0.25) for halvings in (1, 2, 5, 10)),
    *(Fading(halvings, 0) for halvings in (1, 2, 5)),
)


@dataclass(frozen=True)
class Case:
    """One member's likes, the oldest first, and what is looked for in each scenario."""

    likes: Indices
    wanted: dict[str, Indices]


def cases(
    member: Member, others: list[Member], background: Background, rng: np.random.Generator
) -> Iterator[Case]:
    """Yield the member with one taste, and with older likes of a near list and of any list."""
    song = background.tracks.song
    half = LIKES // 2
    own = rng.permutation(member.rows)
    newer, rest = own[:half], own[LIKES:]
    yield Case(np.concatenate((own[half:LIKES], newer)), {"one taste": rest})
    gaps = [
        float(np.square(_middle(background, one) - _middle(background, member)).sum())
        for one in others
    ]
    near, far = others[int(np.argmin(gaps))], others[int(rng.integers(len(others)))]
    for other, scenario in ((near, "moved nearby"), (far, "moved far")):
        theirs = other.rows[~np.isin(song[other.rows], song[member.rows])]
        if len(theirs) < half:
            continue
        theirs = rng.permutation(theirs)
        wanted = {scenario: rest}
        if other is far:
            wanted["far one added"] = np.concatenate((rest, theirs[half : half + len(rest)]))
        yield Case(np.concatenate((theirs[:half], newer)), wanted)


def _middle(background: Background, member: Member) -> NDArray[np.float32]:
    macros = np.nan_to_num(background.macros[member.rows])
    return np.column_stack((background.sound[member.rows], 2 * macros)).mean(axis=0)


def measure(snapshot: Snapshot, entries: Entries, count: int) -> dict[str, NDArray[np.float64]]:
    """Return for each scenario (members, ways) NDCG@100."""
    members = members_of(entries, snapshot)
    chosen = [one for one in members if part_of(one.name) is Part.DEVELOPMENT][:count]
    views = Views(snapshot.tracks, entries.words, entries.popularities)
    background = Background.of(snapshot.tracks)
    found: dict[str, list[list[float]]] = {scenario: [] for scenario in SCENARIOS}
    for member in chosen:
        learner = Learner(views.of(member.number, entries.of(member.number)).tracks)
        others = [one for one in members if one.number != member.number]
        for case in cases(member, others, background, np.random.default_rng(member.number)):
            ranked = [_rank(learner, case.likes, way) for way in WAYS]
            for scenario, wanted in case.wanted.items():
                found[scenario].append([_ndcg(rows, wanted) for rows in ranked])
        print(".", end="", flush=True, file=sys.stderr)
    print(file=sys.stderr)
    return {scenario: np.array(values) for scenario, values in found.items()}


def _rank(learner: Learner, rows: Indices, way: Fading) -> Indices:
    nothing = np.empty(0, dtype=np.int32)
    likes = Likes(rows.astype(np.int32), way.weights(), nothing, nothing)
    return learner.rank(likes, learner.train(likes), TOP).rows.astype(np.int64)


def _ndcg(rows: Indices, wanted: Indices) -> float:
    hits = np.isin(rows, wanted)
    return ndcg(np.append(hits, np.ones(len(wanted) - int(hits.sum()), dtype=np.bool_)))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--catalogue", type=Path, required=True)
    parser.add_argument("--lists", type=Path, default=DATA / "tidytuesday_spotify_songs.parquet")
    parser.add_argument("--members", type=int, default=28)
    options = parser.parse_args()
    snapshot = load_snapshot(options.catalogue)
    entries = read_entries(options.lists, snapshot)
    found = measure(snapshot, entries, options.members)
    means = np.column_stack([found[scenario].mean(axis=0) for scenario in SCENARIOS])
    regrets = (1 - means / means.max(axis=0)).max(axis=1)
    gaps = [values - values[:, :1] for values in found.values()]
    errors = np.column_stack([gap.std(axis=0) / np.sqrt(len(gap)) for gap in gaps])
    years = " / ".join(map(str, HISTORIES))
    print(f"{'lasts':>5} {f'half-life in {years} years':>27}", *(f"{s:>17}" for s in SCENARIOS))
    for way, row, error, regret in zip(WAYS, means, errors, regrets, strict=True):
        days = [f"{365 * y / way.halvings:.0f}" if way.halvings else "never" for y in HISTORIES]
        cells = [f"{a:.3f} (±{b:.3f})" for a, b in zip(row, error, strict=True)]
        print(f"{way.lasting:5.2f} {' / '.join(days):>27}", *(f"{c:>17}" for c in cells), end="")
        print(f"  regret {regret:.1%}")
    print(f"served: half-life {HALF_LIFE_DAYS:.0f} days, {LASTING} lasts")
    rows = [
        {"halvings": way.halvings, "lasting": way.lasting, "regret": float(regret)}
        | dict(zip(SCENARIOS, map(float, row), strict=True))
        for way, row, regret in zip(WAYS, means, regrets, strict=True)
    ]
    print(json.dumps({"members": len(found["one taste"]), "rows": rows}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
