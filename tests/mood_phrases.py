"""What members may write as a mood, and which moods would do: read by a test and by a benchmark.

The vocabulary of `bot.services.mood_words` was widened by what was missed of the first part. What
was missed of the second was left alone, so that it tells how new phrases fare. By the third it was
chosen how `bot.services.mood_sense` compares; its last five mean no mood at all.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words, the moods that any reading has to stay among, and the decade they speak of."""

    text: str
    moods: frozenset[str]
    decade: int | None = None


def _phrases(lines: str) -> tuple[Phrase, ...]:
    phrases: list[Phrase] = []
    for line in lines.strip().splitlines():
        text, _, wanted = line.partition(":")
        words = wanted.split()
        decade = next((int(word) for word in words if word.isdigit()), None)
        moods = frozenset(word for word in words if not word.isdigit())
        phrases.append(Phrase(text.strip(), moods, decade))
    return tuple(phrases)


KNOWN: Final = _phrases("""
rainy sunday drive: melancholy calm drive
90s gym: workout energetic 1990
cooking dinner with friends: happy party romantic calm
late night coding: focus calm dreamy
heartbroken: sad melancholy
morning coffee: calm happy acoustic
summer beach: happy party
leg day: workout energetic
first date: romantic
can't sleep: sleep calm
house party: party
long road trip: drive happy
crying in the shower: sad melancholy
meditation: calm sleep focus
deep focus: focus
pump me up: energetic workout
feeling lonely: sad melancholy
new year's eve: party
yoga: calm
background for reading: focus calm
rage: angry
wedding first dance: romantic party
autumn walk: melancholy calm
campfire songs: acoustic
floating in space: dreamy
good vibes only: happy
motivation: energetic workout
cleaning the house: happy energetic party
breakup songs: sad angry melancholy
snowy evening by the fireplace: calm acoustic romantic
exam week: focus
80s workout: workout energetic 1980
bedtime for the kids: sleep calm
boxing: workout energetic angry
sunset: calm dreamy romantic happy
traurige Lieder: sad melancholy
zum Einschlafen: sleep calm
para correr: workout
noche de fiesta: party
Musik zum Arbeiten: focus
stormy night in bed: melancholy calm sleep sad dreamy
dance like nobody is watching: party happy
homework: focus
candlelit dinner: romantic
power nap: sleep calm
highway at midnight: drive dreamy
missing my ex: sad melancholy
jogging in the park: workout energetic
pool party: party
unplugged evening: acoustic calm
furious: angry
daydreaming: dreamy
sunny morning: happy
quiet library: focus calm
nostalgia: melancholy
2000s club bangers: party 2000
spin class: workout energetic
spa day: calm
gute Laune: happy
corazón roto: sad melancholy
""")

UNSEEN: Final = _phrases("""
shower singalong: happy party
walking the dog: happy calm
winter blues: sad melancholy
wake up call: energetic happy
late for work: energetic drive
tea and a book: calm focus
rooftop drinks: party happy
sweaty dancefloor: party
slow dance: romantic
mellow: calm
gloomy: sad melancholy
ready to fight: angry energetic
gamer mode: focus energetic
snuggling on the couch: romantic calm
lifting heavy: workout energetic
70s disco party: party 1970
flying over the ocean: dreamy calm
thunderstorm: melancholy calm angry
zum Kochen: happy calm party
música para estudiar: focus
""")

SENSED: Final = _phrases("""
grinning from ear to ear: happy
on cloud nine: happy dreamy
delighted: happy
puppy videos: happy calm
picnic with the family: happy calm
i lost my job: sad angry melancholy
mourning grandpa: sad melancholy
she left me: sad melancholy
weeping: sad
down in the dumps: sad melancholy
serene: calm
bubble tub with candles: calm romantic
stress relief: calm
hammock afternoon: calm
unhurried: calm
fired up: energetic workout angry
turbo: energetic drive
let's go crazy: energetic party
explosive: energetic angry
pissed off: angry
screaming at my boss: angry
i want to smash things: angry energetic
tequila shots: party
discotheque: party
raving until dawn: party
bachelorette: party
squats and deadlifts: workout
treadmill: workout
marathon prep: workout
pushups: workout
writing my dissertation: focus
spreadsheet grind: focus
revising for maths: focus
programming: focus
rocking the baby: sleep calm
dozing: sleep calm
drifting off: sleep dreamy calm
slumber: sleep
proposing to my girlfriend: romantic
soulmates: romantic
making out: romantic
honeymoon: romantic happy
behind the wheel: drive
cruising down route 66: drive
truckers: drive
drizzle outside the window: melancholy calm
looking at old photographs: melancholy sad
november fog: melancholy dreamy
homesick: melancholy sad
wooden guitar and voice: acoustic
stripped back session: acoustic calm
shoegaze haze: dreamy
hypnotic haze: dreamy
weightless: dreamy calm
asdf qwer:
tax return:
kubernetes:
yellow:
potato:
""")
