"""What members did while the bot was killed, and how much of it came to its end."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field


class Declined(Exception):
    """The bot answered, and did not do what was asked for."""


@dataclass
class Tally:
    """Counts of operations by name."""

    begun: Counter[str] = field(default_factory=Counter[str])
    acknowledged: Counter[str] = field(default_factory=Counter[str])
    """The bot has said that it is done, and from then on it has to be."""
    interrupted: Counter[str] = field(default_factory=Counter[str])
    """The bot was killed in the middle of it."""
    declined: Counter[str] = field(default_factory=Counter[str])
    """The bot has answered something else."""

    @contextmanager
    def counting(self, name: str) -> Generator[None]:
        """Count an operation by how the block ends; whoever is cut short is cancelled."""
        self.begun[name] += 1
        try:
            yield
        except Exception:
            self.declined[name] += 1
            raise
        except BaseException:
            self.interrupted[name] += 1
            raise
        else:
            self.acknowledged[name] += 1

    def table(self) -> str:
        """Return a line for each operation."""
        columns = ("begun", "acknowledged", "interrupted", "declined")
        lines = [f"{'':18}" + "".join(f"{name:>14}" for name in columns)]
        for name in sorted(self.begun):
            counts = (getattr(self, column)[name] for column in columns)
            lines.append(f"{name:18}" + "".join(f"{count:>14}" for count in counts))
        return "\n".join(lines)
