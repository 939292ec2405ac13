## Ähnliche Songs

similar-title = ### Ähnlich wie { $seeds }
similar-footer = -# { $first }–{ $last } von { $count } · nach Klang, Jahren und Genre
similar-short = -# Ich kann hier nur { $count ->
        [one] einen Song
       *[other] { $count } Songs
    } anbieten: höchstens zwei von einem Künstler und keinen, dem du 👎 gegeben hast.
similar-both = Auch { $genre } und nah dran bei { $measures }
similar-genre = Auch { $genre }
similar-sound = Nah dran bei { $measures }
similar-whole = Nah dran, Klang, Jahre und Genre zusammengenommen
similar-closest = Am nächsten an { $song }. { $how }
measure-danceability = Tanzbarkeit
measure-energy = Energie
measure-loudness = Lautstärke
measure-speechiness = gesprochenen Worten
measure-acousticness = akustischem Klang
measure-instrumentalness = Instrumentalanteil
measure-liveness = Live-Atmosphäre
measure-valence = Stimmung
measure-tempo = Tempo
measure-duration-ms = Länge
words-and = { $before } und { $last }
why-similar =
    ### Warum { $title }?
    Du wolltest Songs wie { $seeds }.
    { $reason }

    Nach Klang und Genre kommt er auf { $closeness } von 100. Diese Liste weiß nichts von deinem Geschmack; `/recommend` schon.
