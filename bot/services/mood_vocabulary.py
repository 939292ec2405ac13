"""The words of moods, in English, German and Spanish, as `storage.names.fold` writes them."""

from collections.abc import Mapping
from typing import Final

_WORDS: Final[Mapping[str, str]] = {
    "happy": """happy cheerful feelgood sunny joyful upbeat smile positive optimistic summer
        beach sunshine holiday vacation cooking barbecue gluecklich froehlich sommer sonne
        feliz alegre verano""",
    "sad": """sad crying heartbreak heartbroken breakup broken lonely tears grief depressed
        funeral goodbye missing traurig einsam liebeskummer triste llorar soledad""",
    "calm": """calm chill relax relaxing quiet peaceful lazy soft gentle slow unwind cosy cozy
        meditation yoga zen spa bath coffee fireplace hangover ruhig entspannt gemuetlich
        tranquilo relajante""",
    "energetic": """energetic energy hype pump pumped power wild intense adrenaline motivation
        cleaning energiegeladen energico motivacion""",
    "angry": "angry rage aggressive furious hate revenge wuetend wut enojado rabia",
    "party": """party dance dancing club celebration celebrate birthday festival karaoke pregame
        tanzen feiern silvester fiesta bailar cumpleanos""",
    "workout": """workout gym running run sport training fitness cardio boxing lifting weights
        cycling jogging hiking swimming aerobics marathon laufen trainieren correr entrenar
        gimnasio""",
    "focus": """focus study studying work working coding reading writing concentration exam
        exams homework thesis office productive lernen arbeit arbeiten konzentration estudiar
        trabajo trabajar""",
    "sleep": "sleep sleeping asleep nap bedtime lullaby insomnia schlafen einschlafen dormir",
    "romantic": """romantic love date candlelight wedding valentine anniversary kiss cuddle
        liebe romantisch hochzeit amor romantico boda""",
    "drive": """drive driving road roadtrip highway car train flight commute fahren autobahn
        conducir carretera""",
    "melancholy": """melancholy rainy rain storm autumn blue nostalgic nostalgia longing
        bittersweet regen herbst sehnsucht lluvia otono melancolico""",
    "acoustic": "acoustic unplugged campfire akustisch lagerfeuer acustico",
    "dreamy": """dreamy dream daydream ethereal space spacey floating sunset clouds stars
        moonlight traeumerisch sternenhimmel sonador""",
}
PHRASES: Final[Mapping[str, str]] = {
    "good vibes": "happy",
    "leg day": "workout",
    "new year": "party",
    "new years": "party",
    "power nap": "sleep",
    "spin class": "workout",
    "gute laune": "happy",
    "corazon roto": "sad",
    "good night": "sleep",
    "road trip": "drive",
}
MOOD_OF: Final = {word: mood for mood, words in _WORDS.items() for word in words.split()}
TIMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("sunday", "morning", "evening", "sonntag", "abend", "domingo"), "calm"),
    **dict.fromkeys(("friday", "saturday", "weekend", "freitag", "samstag", "viernes"), "party"),
    **dict.fromkeys(("night", "nacht", "noche"), "sleep"),
}
"""Times say something only where no other word says a mood: "late night coding" is no sleep."""
