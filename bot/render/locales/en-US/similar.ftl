## Similar songs

similar-title = ### Similar to { $seeds }
similar-footer = -# { $first }–{ $last } of { $count } · by sound, years and genre
similar-short = -# I have only { $count ->
        [one] one song
       *[other] { $count } songs
    } to offer here: at most two of an artist, and none that you gave a 👎.
similar-both = Also { $genre }, and close in { $measures }
similar-genre = Also { $genre }
similar-sound = Close in { $measures }
similar-whole = Close in sound, years and genre taken together
similar-closest = Closest to { $song }. { $how }
measure-danceability = danceability
measure-energy = energy
measure-loudness = loudness
measure-speechiness = spoken words
measure-acousticness = acoustic sound
measure-instrumentalness = instrumental share
measure-liveness = liveness
measure-valence = mood
measure-tempo = tempo
measure-duration-ms = length
words-and = { $before } and { $last }
why-similar =
    ### Why { $title }?
    You asked for songs like { $seeds }.
    { $reason }

    By sound and genre I put it { $closeness } of 100 close. This list knows nothing of your taste; `/recommend` does.
