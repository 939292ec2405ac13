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
taste-map-group = { $named ->
        [no] your likes
       *[yes] your likes around { $genre }
    }{ $decade ->
        [0] { "" }
       *[other] , { $decade }s
    } ({ $share } %)
taste-map-recommended = recommended to you
taste-map-near = near each other: alike in sound and genre
taste-map-turn = -# The file is the same map in three dimensions: open it in a browser, turn it, and point at a song to see its name. It needs no network.
taste-map-described = A map of { $liked } of your likes and { $recommended } recommendations; what lies near each other is alike in sound and genre. Groups of likes: { $groups }.

## The report on a taste

report =
    ### How well I know your taste
    I hid { $likes } of your likes, a part at a time, among { $others } other songs, and looked for them with what the rest had taught me. In { $auc } of 100 cases a song you like came before another one.
    Average precision: { $precision }; picking blindly gets { $prevalence }, the share of likes among these songs.
report-footer = -# The table counts as liked as many songs as there are likes. The other songs are drawn from the catalogue, half of them as popular as your likes; you may like some of them.
report-liked = liked
report-other = other
report-disliked = disliked
report-precision = precision
report-recall = recall
report-f1 = F1
report-support = songs
report-called-liked = called liked
report-called-other = called other
report-foretold = chance I gave
report-seen = share you like
report-chance = picking blindly
report-title-kinds = Average precision by kind of model
report-title-confusion = What I called liked
report-title-gaps = { $against ->
        [disliked] Your likes against songs with a thumbs-down
       *[other] Your likes against other songs
    }
report-title-importance = What moves songs in your ranking
report-importance-shared = from the model all share
report-importance-own = from your own model
report-gaps-note = where they stand in the catalogue, from 0 to 1: { $against ->
        [disliked] likes minus thumbs-downs
       *[other] likes minus others
    }
report-title-pairs = { $against ->
        [disliked] Likes and thumbs-downs, pair by pair
       *[other] Likes and others, pair by pair
    }
report-title-calibration = Do my chances hold?
report-kind-popularity = popularity alone
report-kind-logistic = logistic regression
report-kind-forest = random forest
report-kind-shared = the model all share
report-kind-yours = your own model
