"""What a run has held against the descriptions: counts, deviations met, what is unexplained."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from tests.contract.description import missing
from tests.contract.deviations import DEVIATIONS, Deviation, explain
from tests.contract.discord_description import FILE as DISCORD_FILE
from tests.contract.discord_description import DiscordDescription
from tests.contract.problems import Api, Exchange, Problem, Side
from tests.contract.spotify_description import FILE as SPOTIFY_FILE
from tests.contract.spotify_description import SpotifyDescription

MISSING = tuple(missing((DISCORD_FILE, SPOTIFY_FILE)))
"""Files that are absent; nothing is held where there is one."""


@cache
def read_discord() -> DiscordDescription:
    """Return Discord's description, read once."""
    return DiscordDescription()


@cache
def read_spotify() -> SpotifyDescription:
    """Return Spotify's description, read once."""
    return SpotifyDescription()


class Ledger:
    """The count of what the two descriptions have judged."""

    def __init__(self) -> None:
        self.checked: Counter[tuple[Api, Side]] = Counter()
        self.met: Counter[Deviation] = Counter()
        """In how many requests, answers and events each deviation was met."""
        self.unexplained = 0

    @property
    def discord(self) -> DiscordDescription:
        """Discord's description."""
        return read_discord()

    @property
    def spotify(self) -> SpotifyDescription:
        """Spotify's description."""
        return read_spotify()

    def hold(self, api: Api, exchange: Exchange, *, tried: bool = False) -> list[Problem]:
        """Count an exchange and return its problems that no deviation explains."""
        self.checked[api, Side.REQUEST] += 1
        if exchange.status:
            self.checked[api, Side.ANSWER] += 1
        description = self.discord if api is Api.DISCORD else self.spotify
        return self._unexplained(description.problems(exchange, tried=tried))

    def hold_event(self, name: str, data: Any) -> list[Problem]:
        """Count an event of Discord's gateway and return its unexplained problems."""
        self.checked[Api.DISCORD, Side.EVENT] += 1
        return self._unexplained(self.discord.event_problems(name, data))

    def never_met(self) -> list[Deviation]:
        """Return the deviations that nothing has needed."""
        return [one for one in DEVIATIONS if one not in self.met]

    def plain(self) -> dict[str, Any]:
        """Return the counts in a form that can be sent to another process."""
        return {
            "checked": [
                [api.value, side.value, count] for (api, side), count in self.checked.items()
            ],
            "met": [[DEVIATIONS.index(one), count] for one, count in self.met.items()],
            "unexplained": self.unexplained,
        }

    def add(self, plain: dict[str, Any]) -> None:
        """Add the counts of another process, as `plain` gave them."""
        for api, side, count in plain["checked"]:
            self.checked[Api(api), Side(side)] += count
        for place, count in plain["met"]:
            self.met[DEVIATIONS[place]] += count
        self.unexplained += plain["unexplained"]

    def summary(self) -> str:
        """Return one line on everything."""
        discord, spotify = (
            ", ".join(
                f"{self.checked[api, side]:,} {side}s"
                for side in Side
                if self.checked[api, side] or side is not Side.EVENT
            )
            for api in Api
        )
        return (
            f"contract: discord {discord}; spotify {spotify}; {len(self.met)} kinds of reasoned "
            f"deviations, met {self.met.total():,} times; {self.unexplained} unexplained"
        )

    def _unexplained(self, problems: Iterable[Problem]) -> list[Problem]:
        explained = [(problem, explain(problem)) for problem in problems]
        # A side counts once for each deviation, however many of its rows show it.
        for _, deviation in {(problem.side, one) for problem, one in explained if one is not None}:
            self.met[deviation] += 1
        left = [problem for problem, deviation in explained if deviation is None]
        self.unexplained += len(left)
        return left
