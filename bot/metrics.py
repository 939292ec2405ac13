"""Figures for Prometheus: how much is asked, how it ends and how long it takes.

No label names a member, a server, a channel or a song: commands, outcomes and operations only, of
which there are few. Each bot has a registry of its own, so that several can run in one process.
"""

from collections.abc import Callable
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST

# Else each figure is shown a second time with the instant of its first count, which nobody reads.
disable_created_metrics()

_RESPONSE_S: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0, 300.0)
"""With a boundary at the three seconds in which Discord wants a first response."""
_LAG_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
_TRAINING_S: Final = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)


class Metrics:
    """What the parts of one bot report to."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._interactions = Counter(
            "cratemate_interactions",
            "Interactions by command (or button, or form) and outcome.",
            ("command", "outcome"),
            registry=self._registry,
        )
        self._first = Histogram(
            "cratemate_first_response_seconds",
            "From an interaction's arrival to the first response to Discord.",
            ("command",),
            buckets=_RESPONSE_S,
            registry=self._registry,
        )
        self._whole = Histogram(
            "cratemate_interaction_seconds",
            "From an interaction's arrival to its end.",
            ("command",),
            buckets=_RESPONSE_S,
            registry=self._registry,
        )
        self._lag = Histogram(
            "cratemate_loop_lag_seconds",
            "How late the event loop does what is due, looked at twice a second.",
            buckets=_LAG_S,
            registry=self._registry,
        )
        self._trainings = Histogram(
            "cratemate_training_seconds",
            "Trainings of members by result, and how long they took.",
            ("result",),
            buckets=_TRAINING_S,
            registry=self._registry,
        )
        self._spotify = Counter(
            "cratemate_spotify_calls",
            "Requests to Spotify by operation and result (ok, a status, or unreachable).",
            ("operation", "result"),
            registry=self._registry,
        )

    def count_interaction(self, command: str, outcome: str, seconds: float) -> None:
        """Note that an interaction ended, and after how long."""
        self._interactions.labels(command, outcome).inc()
        self._whole.labels(command).observe(seconds)

    def time_first_response(self, command: str, seconds: float) -> None:
        """Note how long Discord waited for the first response."""
        self._first.labels(command).observe(seconds)

    def note_lag(self, seconds: float) -> None:
        """Note how late the loop was."""
        self._lag.observe(seconds)

    def count_training(self, result: str, seconds: float) -> None:
        """Note how a training ended, and after how long."""
        self._trainings.labels(result).observe(seconds)

    def count_spotify(self, operation: str, result: str) -> None:
        """Note how a request to Spotify ended."""
        self._spotify.labels(operation, result).inc()

    def watch_queue(self, waiting: Callable[[], int]) -> None:
        """Show how many members wait for their training, asked for when it is shown."""
        self._gauge("cratemate_training_queue", "Members who wait for their training.", waiting)

    def watch_guilds(self, count: Callable[[], int]) -> None:
        """Show in how many servers the bot is."""
        self._gauge("cratemate_guilds", "Servers the bot is in.", count)

    def render(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        return generate_latest(self._registry)

    def _gauge(self, name: str, help_text: str, value: Callable[[], int]) -> None:
        Gauge(name, help_text, registry=self._registry).set_function(value)
