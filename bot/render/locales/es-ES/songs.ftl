## Listas de canciones

list-title = ### Para ti
list-title-one = ### Una para ti
list-footer = -# { $first }–{ $last } de { $count } · aprendido de { $likes ->
        [one] un «me gusta»
       *[other] { $likes } «me gusta»
    }
list-previous = Anterior
list-next = Siguiente
list-short = -# Por ahora solo tengo { $count } que no hayas escuchado ni te haya mostrado hace poco, con dos como mucho de un artista. Los «me gusta» y 👍 amplían la elección.
list-relink = -# Spotify ya no acepta tu vínculo, así que no muestro portadas. Usa `/link` para renovarlo; conservo tus «me gusta» y tu modelo.
song-line = **[{ $title }]({ $link })**
    { $artists }
    -# { $reason }
song-cover = Portada de { $title } de { $artists }
song-artists-unknown = artista desconocido
more-like = Más como …
button-up = 👍
button-down = 👎
button-known = La conozco
button-why = Por qué

## Motivos

reason-artist = Porque te gusta { $artist }
reason-near = Suena parecido a { $songs }
reason-together = Suele estar junto a { $songs }
reason-genre = { $genre } es uno de tus géneros
reason-era = De los años { $decade }, como mucho de lo que te gusta
reason-sound = Suena como lo que te gusta en conjunto
reason-popular = Gusta a muchos, como mucho de lo que te gusta
reason-group = Elegida para todos los de aquí
reason-charts = Popular, y aquí no conozco nada de lo que te gusta
reason-shelf = { $people ->
    [one] A una persona de aquí le encanta
   *[other] A { $people } personas de aquí les encanta
}
reason-title = «{ $title }»
reason-both = { $first } · { $second }
reason-two = { $first } y { $second }

## Pulgares y por qué

rated-up = 👍 **{ $title }** cuenta como que te gusta. Tu próxima lista lo sabe.
rated-known = **{ $title }** no volverá a salir, y no aprendo nada de ella.
rated-down = 👎 **{ $title }** no volverá a salir. Tu próxima lista lo sabe.

why-shelf =
    ### ¿Por qué { $title }?
    { $reason }, y les gustan canciones que te gustan. Ninguna tabla mía la tiene, así que no sé cómo suena. Solo se mira a quienes participan en este servidor (`/weekly join`), y no se nombra a nadie.

why =
    ### ¿Por qué { $title }?
    { $reason }

    Creo que acierto { $times ->
        [one] tanto como con una canción cualquiera
       *[other] { $times } veces más que con una canción sacada a ciegas del catálogo
    }. Tu modelo ha aprendido de { $likes ->
        [one] un «me gusta»
       *[other] { $likes } «me gusta»
    }{ $auc ->
        [0] .
       *[other] ; entre canciones que no había visto, puso una que te gusta antes que una sacada al azar en { $auc } de cada 100 casos.
    }
