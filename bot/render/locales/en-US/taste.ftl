## The taste card

taste-title =
    ### Your taste
    Read off { $likes ->
        [one] one song
       *[other] { $likes } songs
    } you like that my catalogue holds.
taste-group = **{ $share } %** { $named ->
        [no] of it
       *[yes] { $genre }
    }{ $decade ->
        [0] { "" }
       *[other] { " " }from the { $decade }s
    }, such as { $songs }
taste-footer = -# Songs that sound alike are grouped. The middle of the sound is the middle of the catalogue. What decides is counted over the 100 songs your model ranks highest.
taste-genres = Your genres
taste-decades = Your decades
taste-sound = How your songs sound
taste-drivers = What decides your recommendations
taste-yours = your likes
taste-catalogue = catalogue
taste-less = less
taste-more = more
taste-decade = { $year }s
taste-danceability = danceable
taste-energy = energetic
taste-acousticness = acoustic
taste-instrumentalness = instrumental
taste-valence = cheerful
taste-tempo = fast
taste-driver-artist = artists you like
taste-driver-near = near songs you like
taste-driver-together = kept beside what you like
taste-driver-genre = your genres
taste-driver-era = your decades
taste-driver-sound = your sound as a whole
taste-driver-popular = what many like
taste-driver-charts = popularity alone
taste-described = Bars of genres ({ $genres }), of decades, of the sound as places in the catalogue ({ $sound }), and of what decides the recommendations.

taste-map =
    ### Your taste as a map
    Your likes: { $likes } · recommended to you: { $recommended }
taste-map-title = Your taste as a map
taste-map-liked = your likes
taste-map-recommended = recommended to you
taste-map-near = near each other: alike in sound and genre
taste-map-turn = -# The file is the same map in three dimensions: open it in a browser, turn it, and point at a song to see its name. It needs no network.
taste-map-described = A map of { $liked } of your likes and { $recommended } recommendations; what lies near each other is alike in sound and genre. Groups of likes: { $groups }.
