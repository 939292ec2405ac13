## Vincular

link-offer =
    ### Vincular Spotify
    1. Abre abajo la página de Spotify y acepta.
    2. Spotify te devuelve a una página que nombra tu cuenta de Discord: confirma ahí.
    ¿No se abre esa página? Copia su dirección entera del navegador y pulsa **Pegar la dirección**.

    Leo tus canciones guardadas, las que más escuchas, las recientes y tus propias listas, y aprendo de ellas solo para ti. `/unlink` lo quita todo. La página de abajo funciona durante { $minutes } minutos.
    -# Sin relación con Spotify.
link-offer-playlists-only =
    ### Vincular Spotify
    1. Abre abajo la página de Spotify y acepta.
    2. Spotify te devuelve a una página que nombra tu cuenta de Discord: confirma ahí.
    ¿No se abre esa página? Copia su dirección entera del navegador y pulsa **Pegar la dirección**.

    Quien administra este bot ha desactivado aprender de Spotify: no leo nada de tu biblioteca y uso el vínculo para listas y portadas. Aprendo de tus 👍 y 👎. La página de abajo funciona durante { $minutes } minutos.
    -# Sin relación con Spotify.
link-button-open = Abrir Spotify
link-button-paste = Pegar la dirección
link-modal-title = Pegar la dirección
link-modal-label = Dirección de la página a la que llegaste
link-modal-placeholder = http://127.0.0.1:8888/spotify/callback?code=…
link-confirmed = Vinculado con Spotify como **{ $name }**. El mensaje de `/link` de arriba muestra por dónde voy.
link-done-playlists-only = Vinculado con Spotify como **{ $name }**. Aquí está desactivado aprender de Spotify, así que no leo nada de tu biblioteca.

progress-linked =
    ### Vinculado
    Vinculado con Spotify como **{ $name }**. Empiezo a leer lo que te gusta.
progress-reading =
    ### Leyendo lo que te gusta
    { $part ->
        [saved] Canciones guardadas
        [top] Las que más escuchas
        [recent] Escuchadas hace poco
       *[playlist] Tus listas
    }: { $total ->
        [0] { $done } leídas
       *[other] { $done } de { $total } leídas
    }. Hasta ahora, { $likes ->
        [one] una canción
       *[other] { $likes } canciones distintas
    }.
progress-training =
    ### Aprendiendo tus gustos
    { $likes ->
        [one] He leído un «me gusta»
       *[other] He leído { $likes } «me gusta»
    }. { $place ->
        [0] Entrenando tu modelo: { $percent } %.
       *[other] En la cola, antes que tú: { $place }.
    }
progress-ready =
    ### Listo
    He aprendido de { $known ->
        [one] una canción tuya que está
       *[other] { $known } canciones tuyas que están
    } en mi catálogo{ $unmatched ->
        [0] .
        [one] ; otra está guardada, pero no en el catálogo.
       *[other] ; otras { $unmatched } están guardadas, pero no en el catálogo.
    } Ahora prueba `/recommend`.
progress-failed =
    ### No ha funcionado
    { $sentence }
progress-interrupted =
    ### No ha funcionado
    { $sentence } El vínculo se mantiene: `/recommend` vuelve a empezar la lectura.

unlink-done =
    ### Desvinculado
    He borrado tus claves de Spotify y { $removed ->
        [0] todo lo que vino de Spotify
        [one] la única canción que vino de Spotify
       *[other] las { $removed } canciones que vinieron de Spotify
    }. { $kept ->
        [0] No queda nada más de tus gustos.
        [one] Una valoración tuya se queda, y vuelvo a aprender de ella.
       *[other] Se quedan { $kept } valoraciones tuyas, y vuelvo a aprender de ellas.
    }{ $playlists ->
        [0] { "" }
        [one] { " " }La lista que mantenías se queda como está y no recibe más canciones frescas.
       *[other] { " " }Las { $playlists } listas que mantenías se quedan como están y no reciben más canciones frescas.
    }
    También puedes quitar la aplicación en Spotify: https://www.spotify.com/account/apps
sync-begun = Vuelvo a leer tu biblioteca de Spotify.
