"""A stand-in for Spotify on loopback: its accounts service and its Web API."""

from bot.sandbox.spotify.faults import Fault, Faults
from bot.sandbox.spotify.listeners import (
    Listener,
    Oddity,
    Songs,
    SongShelf,
    StandInPlaylist,
    StandInTrack,
    make_id,
    sprinkle,
)
from bot.sandbox.spotify.server import Exchange, SpotifyStandIn

__all__ = [
    "Exchange",
    "Fault",
    "Faults",
    "Listener",
    "Oddity",
    "SongShelf",
    "Songs",
    "SpotifyStandIn",
    "StandInPlaylist",
    "StandInTrack",
    "make_id",
    "sprinkle",
]
