## Importar archivos y perfiles

import-reading = { $total ->
        [0] Leo lo que has traído.
       *[other] Busco tus canciones en el catálogo: { $done } de { $total }.
    }
import-title =
    ### Importado
    He leído { $rows ->
        [one] una fila
       *[other] { $rows } filas
    }: { $tracks ->
        [0] ninguna canción que cuente como que te gusta.
        [one] una canción que cuenta como que te gusta.
       *[other] { $tracks } canciones distintas que cuentan como que te gustan.
    }
import-known-as = Reconocido como: { $formats }.
import-format-library = las canciones de tu biblioteca de Spotify
import-format-playlists = tus listas de Spotify
import-format-history = un año de escucha
import-format-extended-history = historial de escucha ampliado
import-format-csv = una tabla de canciones
import-format-listenbrainz = un perfil de ListenBrainz
import-format-lastfm = un perfil de Last.fm
import-matched = En mi catálogo: **{ $matched }**, de ellas { $ids } por su código de Spotify, { $isrcs } por ISRC, { $names } por título y artista.
import-unmatched = { $count ->
        [one] **Una** no está en él; aun así habla por su artista.
       *[other] **{ $count }** no están en él; aun así hablan por sus artistas.
    }
import-seldom = { $count ->
        [one] Otra canción sonó solo una vez o casi siempre la saltaste, así que no cuenta como que te gusta.
       *[other] Otras { $count } canciones sonaron solo una vez o casi siempre las saltaste, así que no cuentan como que te gustan.
    }
import-over = { $count ->
        [one] Otra se queda fuera: de un archivo guardo las más escuchadas, hasta { $most }.
       *[other] Otras { $count } se quedan fuera: de un archivo guardo las más escuchadas, hasta { $most }.
    }
import-refused = { $count ->
        [one] Rechacé una fila: { $reasons }.
       *[other] Rechacé { $count } filas: { $reasons }.
    }
import-reasons = { $count } { $reason }
import-reason-nameless = sin título y artista
import-reason-not-a-song = de algo que no es una canción
import-reason-too-long = con un nombre más largo que el de cualquier canción
import-reason-unreadable = que no puedo leer
import-nothing-new = Ya lo conocía todo, así que no ha cambiado nada.
import-learning = Ahora aprendo de { $new ->
        [one] la nueva
       *[other] las { $new } nuevas
    }; tarda un momento.
import-learned = { $known ->
        [0] Ninguna de tus canciones está todavía en mi catálogo, así que no hay nada de lo que aprender. `/start` acepta canciones que sí están.
        [one] He aprendido de una canción tuya. Ahora prueba `/recommend`.
       *[other] He aprendido de { $known } canciones tuyas. Ahora prueba `/recommend`.
    }
import-file = El archivo enumera lo que no está en el catálogo y las filas que rechacé.
import-file-header = qué,título o lugar,artista o motivo
import-file-unmatched = no está en el catálogo
import-file-refused = rechazada
import-only-music = -# Leo solo canciones, artistas, reproducciones y fechas; el archivo en sí no lo guardo.
