## Canciones parecidas

similar-title = ### Parecidas a { $seeds }
similar-footer = -# { $first }–{ $last } de { $count } · por sonido, años y género
similar-short = -# Aquí solo puedo ofrecer { $count ->
        [one] una canción
       *[other] { $count } canciones
    }: como mucho dos de un artista y ninguna a la que diste 👎.
similar-both = También { $genre }, y cercana en { $measures }
similar-genre = También { $genre }
similar-sound = Cercana en { $measures }
similar-whole = Cercana en sonido, años y género a la vez
similar-closest = La más cercana a { $song }. { $how }
measure-danceability = lo bailable
measure-energy = energía
measure-loudness = volumen
measure-speechiness = palabra hablada
measure-acousticness = sonido acústico
measure-instrumentalness = parte instrumental
measure-liveness = aire de directo
measure-valence = estado de ánimo
measure-tempo = tempo
measure-duration-ms = duración
words-and = { $before } y { $last }
why-similar =
    ### ¿Por qué { $title }?
    Pediste canciones como { $seeds }.
    { $reason }

    Por sonido y género, su cercanía es de { $closeness } sobre 100. Esta lista no sabe nada de tus gustos; `/recommend` sí.
