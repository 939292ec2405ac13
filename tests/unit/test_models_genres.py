import pytest

from models.genres import MACRO_GENRES, NO_GENRE, macro_genre, macro_genres

# The 114 genres of the well-known 114,000-track table.
TABLE_114K = """
acoustic afrobeat alt-rock alternative ambient anime black-metal bluegrass blues brazil breakbeat
british cantopop chicago-house children chill classical club comedy country dance dancehall
death-metal deep-house detroit-techno disco disney drum-and-bass dub dubstep edm electro
electronic emo folk forro french funk garage german gospel goth grindcore groove grunge guitar
happy hard-rock hardcore hardstyle heavy-metal hip-hop honky-tonk house idm indian indie indie-pop
industrial iranian j-dance j-idol j-pop j-rock jazz k-pop kids latin latino malay mandopop metal
metalcore minimal-techno mpb new-age opera pagode party piano pop pop-film power-pop
progressive-house psych-rock punk punk-rock r-n-b reggae reggaeton rock rock-n-roll rockabilly
romance sad salsa samba sertanejo show-tunes singer-songwriter ska sleep songwriter soul spanish
study swedish synth-pop tango techno trance trip-hop turkish world-music
"""

TIDYTUESDAY = """
pop, rap, rock, latin, r&b, edm, dance pop, post-teen pop, electropop, indie poptimism, hip hop,
southern hip hop, gangster rap, trap, album rock, classic rock, permanent wave, hard rock, tropical,
latin pop, reggaeton, latin hip hop, urban contemporary, hip pop, new jack swing, neo soul,
electro house, big room, pop edm, progressive electro house
"""


def test_every_genre_of_the_114k_table_has_a_macro_genre() -> None:
    assert len(set(TABLE_114K.split())) == 114
    assert NO_GENRE not in macro_genres(TABLE_114K.split())


def test_every_genre_of_tidytuesday_has_a_macro_genre() -> None:
    names = [name.strip() for name in TIDYTUESDAY.split(",")]
    assert len(names) == 30
    assert NO_GENRE not in macro_genres(names)


def test_there_are_ten_macro_genres_and_all_are_used() -> None:
    assert len(MACRO_GENRES) == 10
    assert set(macro_genres(TABLE_114K.split())) == set(range(10))


@pytest.mark.parametrize(
    ("name", "macro"),
    [
        ("swedish death metal", "metal"),
        ("Chamber Pop", "pop"),
        ("jazz rap", "hip-hop"),
        ("uk garage", "electronic"),
        ("bossa nova", "latin"),
        ("R&B", "soul"),
        ("hip_hop", "hip-hop"),
        ("roots reggae", "world"),
        ("indie folk", "folk"),
    ],
)
def test_unknown_names_are_placed_by_their_words(name: str, macro: str) -> None:
    assert MACRO_GENRES[macro_genre(name)] == macro


@pytest.mark.parametrize("name", ["", "   ", "zzz", "1990s", "★"])
def test_names_that_say_nothing_have_no_macro_genre(name: str) -> None:
    assert macro_genre(name) == NO_GENRE
