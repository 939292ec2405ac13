"""The faults: what the stand-ins are told to do, and what a request that meets it comes to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from bot.sandbox.spotify import faults as spotify
from bot.sandbox.spotify.calls import UNLISTED
from tests.faults.bench import WITHIN, Bench, give_up_after

TOKEN = "/api/token"
LASTING = 1_000
"""More requests than any cell sends."""
CALLBACK = ("POST", "/interactions/*/callback")
EDIT = ("PATCH", "/webhooks/*")
DISCORD_TRIES = 5
"""How often discord.py sends an answer before it gives up."""


class Effect(Enum):
    """What a fault comes to for a request that may be repeated."""

    PASSES = auto()
    DOWN = auto()
    LIMITED = auto()
    QUOTA = auto()
    EXPIRED = auto()
    UNLISTED = auto()


@dataclass(frozen=True, slots=True)
class SpotifyFault:
    """One way in which Spotify fails."""

    name: str
    fault: Callable[[Bench], spotify.Fault]
    effect: Effect
    times: int = LASTING
    acts_never: bool = False
    """Whether Spotify surely did nothing, so that a write may be sent again too."""
    sounds_well: bool = False
    """Whether its status is that of a success."""
    patience: float = WITHIN
    """Seconds of silence after which the bot gives an answer up."""

    def strike(self, bench: Bench, target: str, *, exchanges: bool) -> None:
        """Plan the fault for requests whose path holds `target`.

        `exchanges` says that a code is turned into tokens first, which must go well.
        """
        faults = bench.stage.spotify.faults
        faults.bitten.clear()
        give_up_after(self.patience, bench.services)
        if self.effect is Effect.EXPIRED and target != TOKEN:
            if exchanges:
                faults.add(spotify.Fault(), TOKEN)
            # Revoked: the access token is refused, and so is the refresh token.
            faults.add(spotify.revoked(), TOKEN, times=LASTING)
            faults.add(spotify.expired(), target, times=LASTING)
        else:
            faults.add(self.fault(bench), target, times=self.times)


def _always(fault: spotify.Fault) -> Callable[[Bench], spotify.Fault]:
    return lambda _: fault


_LIMITED = _always(spotify.limited(2))
_BARE = _always(spotify.limited(None))

SPOTIFY = (
    SpotifyFault("429, wait 2 s", _LIMITED, Effect.PASSES, times=1, acts_never=True),
    SpotifyFault("429 again and again", _LIMITED, Effect.LIMITED),
    SpotifyFault("429, wait 1 h", _always(spotify.limited(3600)), Effect.LIMITED),
    SpotifyFault("429 without wait, twice", _BARE, Effect.PASSES, times=2, acts_never=True),
    SpotifyFault("429 without wait, lasting", _BARE, Effect.LIMITED),
    SpotifyFault("QUOTA_EXCEEDED", _always(spotify.quota_exceeded()), Effect.QUOTA),
    SpotifyFault("500 once", _always(spotify.failing(500)), Effect.PASSES, times=1),
    SpotifyFault("500", _always(spotify.failing(500)), Effect.DOWN),
    SpotifyFault("502", _always(spotify.failing(502)), Effect.DOWN),
    SpotifyFault("too slow", lambda b: spotify.held(b.released), Effect.DOWN, patience=1.0),
    SpotifyFault("cut once", _always(spotify.cut()), Effect.PASSES, times=1),
    SpotifyFault("cut", _always(spotify.cut()), Effect.DOWN),
    SpotifyFault("no JSON", _always(spotify.garbled()), Effect.DOWN, sounds_well=True),
    SpotifyFault("empty JSON", _always(spotify.Fault(200, {})), Effect.DOWN, sounds_well=True),
    SpotifyFault("revoked", _always(spotify.revoked()), Effect.EXPIRED),
    SpotifyFault(
        "403 not listed",
        _always(spotify.failing(403, {"error": {"status": 403, "message": UNLISTED}})),
        Effect.UNLISTED,
    ),
)


@dataclass(frozen=True, slots=True)
class DiscordFault:
    """One way in which Discord fails to take an answer."""

    name: str
    route: tuple[str, str]
    plan: Callable[[Bench, tuple[str, str]], object]
    told: bool = False
    """Whether the answer is lost, so that the member is told of a fault instead."""

    def strike(self, bench: Bench) -> Callable[[], bool]:
        """Plan the fault; return what tells whether it was met."""
        waiting = bench.stage.discord.faults._waiting
        planned = self.plan(bench, self.route)
        return lambda: planned not in waiting


def _limit(bench: Bench, route: tuple[str, str]) -> object:
    return bench.stage.discord.faults.limit(*route)


def _fail(bench: Bench, route: tuple[str, str], *, times: int = 1, after: bool = False) -> object:
    return bench.stage.discord.faults.fail(*route, times=times, after=after)


def _cut(bench: Bench, route: tuple[str, str], *, after: bool = False) -> object:
    return bench.stage.discord.faults.cut(*route, after=after)


DISCORD = (
    DiscordFault("answer: 429", CALLBACK, _limit),
    DiscordFault("answer: 500", CALLBACK, _fail),
    DiscordFault("answer: 500, but taken", CALLBACK, partial(_fail, after=True)),
    DiscordFault("answer: cut", CALLBACK, _cut),
    DiscordFault("answer: cut, but taken", CALLBACK, partial(_cut, after=True)),
    DiscordFault("edit: 429", EDIT, _limit),
    DiscordFault("edit: 500", EDIT, _fail),
    DiscordFault("edit: 500 five times", EDIT, partial(_fail, times=DISCORD_TRIES), told=True),
    DiscordFault("edit: cut", EDIT, _cut),
    DiscordFault("edit: cut, but taken", EDIT, partial(_cut, after=True)),
)


@dataclass(frozen=True, slots=True)
class GatewayFault:
    """One way in which the bot loses its session in the middle of a command."""

    name: str
    strike: Callable[[Bench], Awaitable[None]]


async def _reconnect(bench: Bench) -> None:
    gateway = bench.stage.discord.gateway
    before = gateway.resumed
    gateway.reconnect()
    await _until(bench, lambda: gateway.resumed > before)


async def _invalidate(bench: Bench, *, resumable: bool) -> None:
    gateway = bench.stage.discord.gateway
    before = gateway.resumed, gateway.identified
    gateway.invalidate(resumable=resumable)
    await _until(bench, lambda: (gateway.resumed, gateway.identified) != before)


async def _drop(bench: Bench, *, code: int) -> None:
    gateway = bench.stage.discord.gateway
    before = gateway.resumed, gateway.identified
    await gateway.drop(code)
    await _until(bench, lambda: (gateway.resumed, gateway.identified) != before)


async def _until(bench: Bench, test: Callable[[], bool]) -> None:
    await bench.stage.discord.changes.until(lambda: test() or None, WITHIN)


GATEWAY = (
    GatewayFault("RECONNECT", _reconnect),
    GatewayFault("INVALID_SESSION, resumable", partial(_invalidate, resumable=True)),
    GatewayFault("INVALID_SESSION", partial(_invalidate, resumable=False)),
    GatewayFault("socket lost", partial(_drop, code=1006)),
    GatewayFault("socket closed, 4000", partial(_drop, code=4000)),
)
