"""What made-up songs are made of: the sound of each genre, and words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sound:
    """The mean of each feature in a genre, in Spotify's units, and what else is typical of it."""

    danceability: float
    energy: float
    acousticness: float
    instrumentalness: float
    speechiness: float
    valence: float
    liveness: float
    tempo: float
    loudness: float
    duration_ms: float
    year: float
    explicit: float
    """the share of explicit songs"""
    major: float
    """the share of songs in a major key"""


# Means by eye, after the same genres in public tables; names are those of the 114k table.
SOUNDS = {
    "pop": Sound(0.66, 0.65, 0.24, 0.01, 0.07, 0.54, 0.17, 120, -5.9, 205e3, 2013, 0.12, 0.62),
    "indie-pop": Sound(0.58, 0.6, 0.32, 0.06, 0.05, 0.48, 0.16, 121, -7.7, 215e3, 2014, 0.08, 0.66),
    "synth-pop": Sound(0.61, 0.73, 0.14, 0.1, 0.05, 0.55, 0.18, 122, -7.1, 233e3, 2005, 0.03, 0.58),
    "k-pop": Sound(0.66, 0.73, 0.21, 0.01, 0.09, 0.58, 0.18, 118, -5.0, 208e3, 2017, 0.02, 0.57),
    "rock": Sound(0.51, 0.74, 0.13, 0.05, 0.05, 0.5, 0.2, 125, -7.0, 235e3, 1994, 0.06, 0.7),
    "alt-rock": Sound(0.52, 0.77, 0.1, 0.05, 0.06, 0.47, 0.19, 124, -5.9, 228e3, 2003, 0.1, 0.66),
    "punk": Sound(0.46, 0.89, 0.04, 0.05, 0.07, 0.53, 0.22, 140, -5.2, 175e3, 1999, 0.14, 0.7),
    "psych-rock": Sound(0.45, 0.63, 0.25, 0.25, 0.05, 0.48, 0.2, 120, -9.1, 270e3, 1979, 0.02, 0.6),
    "metal": Sound(0.44, 0.89, 0.02, 0.13, 0.08, 0.35, 0.22, 129, -5.0, 262e3, 2002, 0.12, 0.5),
    "black-metal": Sound(0.29, 0.9, 0.02, 0.5, 0.09, 0.18, 0.2, 121, -6.8, 350e3, 2008, 0.02, 0.52),
    "hip-hop": Sound(0.73, 0.66, 0.16, 0.01, 0.2, 0.52, 0.21, 118, -6.4, 212e3, 2014, 0.6, 0.5),
    "r-n-b": Sound(0.67, 0.55, 0.27, 0.01, 0.1, 0.5, 0.16, 112, -7.3, 225e3, 2010, 0.26, 0.48),
    "soul": Sound(0.57, 0.5, 0.45, 0.02, 0.06, 0.57, 0.17, 112, -9.0, 214e3, 1976, 0.03, 0.6),
    "funk": Sound(0.72, 0.67, 0.2, 0.07, 0.08, 0.72, 0.16, 112, -8.6, 255e3, 1979, 0.06, 0.52),
    "disco": Sound(0.71, 0.71, 0.16, 0.05, 0.05, 0.76, 0.18, 118, -8.3, 255e3, 1979, 0.01, 0.54),
    "house": Sound(0.74, 0.76, 0.07, 0.25, 0.07, 0.53, 0.18, 124, -6.5, 250e3, 2016, 0.06, 0.5),
    "techno": Sound(0.69, 0.74, 0.08, 0.62, 0.07, 0.33, 0.14, 130, -8.8, 340e3, 2016, 0.01, 0.48),
    "trance": Sound(0.56, 0.87, 0.03, 0.4, 0.06, 0.3, 0.25, 135, -6.3, 280e3, 2013, 0.0, 0.48),
    "drum-and-bass": Sound(
        0.52, 0.87, 0.04, 0.33, 0.08, 0.34, 0.22, 172, -5.3, 260e3, 2014, 0.1, 0.5
    ),
    "ambient": Sound(0.32, 0.22, 0.8, 0.83, 0.04, 0.12, 0.12, 104, -20.0, 260e3, 2014, 0.0, 0.6),
    "trip-hop": Sound(0.61, 0.54, 0.28, 0.45, 0.07, 0.4, 0.14, 106, -10.2, 270e3, 2004, 0.05, 0.5),
    "latin": Sound(0.73, 0.71, 0.23, 0.01, 0.09, 0.63, 0.17, 117, -5.3, 205e3, 2016, 0.2, 0.55),
    "salsa": Sound(0.67, 0.7, 0.45, 0.01, 0.05, 0.8, 0.2, 109, -7.0, 270e3, 1994, 0.0, 0.6),
    "samba": Sound(0.62, 0.62, 0.55, 0.02, 0.07, 0.69, 0.27, 110, -8.5, 210e3, 1992, 0.0, 0.6),
    "folk": Sound(0.49, 0.38, 0.66, 0.06, 0.04, 0.41, 0.15, 117, -11.5, 218e3, 2004, 0.02, 0.76),
    "country": Sound(0.56, 0.6, 0.3, 0.01, 0.04, 0.53, 0.17, 121, -7.6, 207e3, 2003, 0.02, 0.88),
    "blues": Sound(0.54, 0.53, 0.45, 0.07, 0.05, 0.6, 0.19, 118, -9.7, 220e3, 1978, 0.01, 0.68),
    "jazz": Sound(0.54, 0.3, 0.77, 0.26, 0.05, 0.47, 0.15, 110, -13.5, 240e3, 1972, 0.0, 0.6),
    "classical": Sound(0.33, 0.16, 0.93, 0.7, 0.04, 0.24, 0.13, 104, -21.5, 235e3, 1996, 0.0, 0.66),
    "piano": Sound(0.42, 0.2, 0.9, 0.8, 0.04, 0.22, 0.12, 108, -20.5, 185e3, 2013, 0.0, 0.64),
    "reggae": Sound(0.74, 0.55, 0.2, 0.02, 0.1, 0.67, 0.16, 118, -8.1, 225e3, 1997, 0.08, 0.56),
    "afrobeat": Sound(0.69, 0.68, 0.25, 0.18, 0.09, 0.67, 0.17, 116, -8.4, 285e3, 2009, 0.04, 0.5),
}
"""Genre -> its sound."""

_ADJECTIVES = """
    Paper Copper Velvet Hollow Silver Amber Crooked Gentle Distant Electric Golden Quiet Salt
    Wooden Winter Borrowed Broken Burning Candlelit Careless Cobalt Crimson Dusty Early Faded
    Feathered Floating Foreign Frozen Hidden Honeyed Humming Indigo Ivory Lazy Linen Lonely
    Lunar Midnight Mild Misty Nameless Northern Pale Patient Plastic Polite Porcelain Restless
    Rusty Saffron Secret Sleepy Slow Solar Southern Stolen Sudden Tender Thirsty Tidal Tin
    Unwritten Violet Wandering Weightless Wild
"""
ADJECTIVES = tuple(_ADJECTIVES.split())
_NOUNS = """
    Lantern Harbour Kettle Orchard Clover Window Ladder Meadow Engine Postcard River Mirror
    Pocket Signal Candle Anchor Balcony Bicycle Blossom Bridge Button Canyon Carousel Chimney
    Cloud Comet Corridor Curtain Domino Bell Elevator Ember Envelope Feather Fountain Garden
    Glacier Hammock Horizon Island Jacket Kite Lagoon Letter Lighthouse Magnet Maple Marble Moth
    Needle Orchid Parade Parasol Pebble Pendulum Pigeon Planet Puddle Quilt Rooftop Satellite
    Shadow Sparrow Staircase Suitcase Sundial Telescope Thimble Thunder Tornado Tulip Umbrella
    Valley Violin Volcano Waterfall Whistle Willow
"""
NOUNS = tuple(_NOUNS.split())
_PEOPLE = """
    Odelia Marek Juno Tavish Isolde Rufus Amara Caspian Delphine Emeric Farah Gideon Hestia Ilya
    Jorun Kalindi Leopold Mirela Nuria Orson Petra Quillon Rosalba Soren Tamsin Ulric Vesna
    Wendell Ximena Yorick Zelda Anselm Bettina Corin Dunya Esben
"""
PEOPLE = tuple(_PEOPLE.split())
PLACES = (
    "Ostrava Bay",
    "the Glass District",
    "Nowhere North",
    "Lower Elmsworth",
    "Tamarind Street",
    "Port Meridian",
    "the Upper Deck",
    "San Alcazar",
    "Brindle Hill",
    "the Ninth Ward of Sleep",
    "Kestrel Point",
    "Aurelia",
    "the Old Observatory",
    "Marrow Lake",
    "Velmora",
    "Quince Avenue",
    "the Tin Pavilion",
    "Halden Fields",
    "Corvina",
)
