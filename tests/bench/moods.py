"""How well free words for a mood are understood, over 140 phrases.

`python -m tests.bench.moods [--catalogue DIR]`

A phrase is right where some mood is found, none but those that would do, and the decade if it
names one; it is silent where nothing is found. Where the extra `words` is installed, phrases that
the vocabulary does not know are read by their sense. The last line is JSON.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.errors import MoodUnknown
from bot.sandbox.songs import make_catalogue
from bot.services.mood_words import read_mood
from storage.catalogue import Catalogue
from tests.mood_phrases import KNOWN, SENSED, UNSEEN, Phrase


def judge(catalogue: Catalogue, phrase: Phrase) -> str:
    """Return "right", "wrong" or "silent"."""
    try:
        meaning = read_mood(catalogue, phrase.text)
    except MoodUnknown:
        return "silent"
    decade = meaning.years[0] if meaning.years else None
    good = bool(meaning.moods) and set(meaning.moods) <= phrase.moods
    return "right" if good and decade == phrase.decade else "wrong"


def measure(catalogue: Catalogue, phrases: Sequence[Phrase]) -> dict[str, list[str]]:
    """Return the phrases by how they were read."""
    found: dict[str, list[str]] = {"right": [], "wrong": [], "silent": []}
    for phrase in phrases:
        found[judge(catalogue, phrase)].append(phrase.text)
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--catalogue", type=Path, help="default: made-up songs")
    options = parser.parse_args()
    figures: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = options.catalogue
        if folder is None:
            folder = Path(name) / "catalogue"
            make_catalogue(folder, count=2_000)
        catalogue = Catalogue.open(folder)
        for part, phrases in (("known", KNOWN), ("unseen", UNSEEN), ("sensed", SENSED)):
            found = measure(catalogue, phrases)
            figures[part] = Counter({kind: len(texts) for kind, texts in found.items()})
            print(f"{part}: {len(found['right'])} of {len(phrases)} right")
            for kind in ("wrong", "silent"):
                print(f"  {kind}: {', '.join(found[kind]) or 'none'}")
        catalogue.close()
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
