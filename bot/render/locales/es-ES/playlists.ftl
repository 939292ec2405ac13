## Listas de Spotify

button-save = Guardar como lista
playlist-open = Abrir en Spotify
playlist-name = Para ti, { DATETIME($day, dateStyle: "long") }
playlist-name-weekly = Esta semana, { DATETIME($day, dateStyle: "long") }
playlist-name-similar = Canciones parecidas, { DATETIME($day, dateStyle: "long") }
playlist-name-blend = Juntos, { DATETIME($day, dateStyle: "long") }
playlist-name-keep = Fresca cada semana
playlist-description = Canciones elegidas por Cratemate, un bot de Discord. Sin relación con Spotify.

playlist-creating = Creando **{ $name }** en tu cuenta de Spotify…
playlist-filling = Llenando **{ $name }**: ya tiene { $added } de { $total } canciones.
playlist-drawing = **{ $name }** tiene todas sus canciones. Dibujando su portada…
playlist-done =
    ### { $name }
    { $total ->
        [one] Hay una canción
       *[other] Hay { $total } canciones
    } en tu lista { $public ->
        [yes] pública
       *[no] privada
    }.
playlist-again =
    ### { $name }
    Ya habías guardado esta lista: { $total ->
        [one] su canción está
       *[other] sus { $total } canciones están
    } en tu lista de Spotify.
playlist-short = Solo { $found ->
        [one] queda una canción que no hayas escuchado ni te haya mostrado hace poco
       *[other] quedan { $found } canciones que no hayas escuchado ni te haya mostrado hace poco
    }, así que tiene menos de las { $asked } que pediste.
playlist-left-out = { $count ->
        [one] Una canción no está en Spotify, así que la dejé fuera.
       *[other] { $count } canciones no están en Spotify, así que las dejé fuera.
    }
playlist-no-cover = No pude ponerle portada; Spotify muestra la suya. Para que la próxima lleve la mía, vuelve a usar `/link` y acepta todo en la página.

playlist-uncertain = Todavía no se sabe si Spotify creó **{ $name }**. La busco { $when }, la creo solo si no está y la lleno. No tienes que hacer nada.
playlist-partly = **{ $name }** existe y tiene { $added } de sus { $total } canciones. Añado el resto por mi cuenta { $when }; no habrá nada repetido.
playlist-uncertain-link = { $sentence } Después miro si Spotify creó **{ $name }** y la termino por mi cuenta.
playlist-partly-link = { $sentence } Después añado el resto a **{ $name }** por mi cuenta: por ahora tiene { $added } de sus { $total } canciones.
playlist-given-up = No pude terminar **{ $name }**: tiene { $added } de sus { $total } canciones y se queda así. Usa `/playlist create` para tener otra.
playlist-given-up-unmade = No pude crear **{ $name }** en Spotify y he dejado de intentarlo. Vuelve a usar `/playlist create`.
playlist-meanwhile = -# Terminado desde que preguntaste por última vez:
playlist-weekly = Cada semana recibe canciones frescas en lugar de estas, la próxima vez el { $when }. `/playlist stop` lo termina.
playlist-clean = Las canciones marcadas como explícitas se quedan fuera: así lo ha fijado el servidor donde lo pediste.

keep-done = **{ $name }** recibe cada semana { $size ->
        [one] una canción fresca
       *[other] { $size } canciones frescas
    } en lugar de lo que tiene, { $due ->
        [yes] ahora mismo
       *[no] la próxima vez el { $when }
    }. `/playlist stop` lo termina.
keep-stopped = **{ $name }** no recibe más canciones frescas. Se queda en tu cuenta de Spotify como está.
keep-trouble = { $trouble ->
        [link] **{ $name }** no recibe canciones frescas: Spotify ya no me deja cambiarla. Usa `/link` y acepta todo en la página; luego sigo por mi cuenta.
        [account] **{ $name }** no recibe canciones frescas: está en otra cuenta de Spotify que la que tienes vinculada ahora. Usa `/link` con esa, o termínala con `/playlist stop`.
        [refused] **{ $name }** no recibe canciones frescas: Spotify no me da tus datos. O quien administra este bot no te ha añadido a la lista de usuarios de la aplicación (dile el correo de tu cuenta de Spotify), o su Premium ha caducado. Sigo por mi cuenta cuando esté arreglado.
        [nothing] **{ $name }** no recibió canciones frescas esta semana: no queda ninguna que no hayas escuchado o que no te haya mostrado en los últimos 60 días. Más «me gusta» y 👍 amplían la elección.
       *[gone] **{ $name }** ya no está en tu cuenta de Spotify, así que no le pongo más canciones. `/playlist keep` crea otra.
    }

shelf-title = ### Listas que creé para ti
shelf-none = No he creado para ti ninguna lista que siga en tu cuenta de Spotify. `/playlist create` crea una, `/playlist keep` una con canciones frescas cada semana.
shelf-entry = **[{ $name }]({ $link })**{ $known ->
        [yes] { " " }· { $songs ->
            [one] una canción
           *[other] { $songs } canciones
        }
       *[no] { "" }
    }
shelf-kept = { $size ->
        [one] Una canción fresca
       *[other] { $size } canciones frescas
    } cada semana, { $due ->
        [yes] toca ahora
       *[no] la próxima vez el { $when }
    }
shelf-clean = sin canciones explícitas
shelf-trouble = { $trouble ->
        [link] Sin canciones frescas hasta que vuelvas a usar `/link` y aceptes todo en la página
        [account] Sin canciones frescas: está en otra cuenta de Spotify que la que tienes vinculada ahora
        [refused] Sin canciones frescas: Spotify no me da tus datos. Usa `/link`, que dice por qué
       *[nothing] Sin canciones frescas esta semana: no queda ninguna que no hayas escuchado ni te haya mostrado hace poco
    }
shelf-older = Y { $count ->
        [one] una más antigua
       *[other] { $count } más antiguas
    }.
shelf-unread = Cuáles siguen ahí y cuántas canciones tienen no lo veo ahora. { $sentence }
