## Qué se guarda de un miembro

privacy-title = ### Lo que guardo de ti

privacy-likes = **Canciones, para aprender lo que te gusta y no recomendarte nunca lo que conoces:**
privacy-likes-saved = - { $count ->
        [one] una canción guardada
       *[other] { $count } canciones guardadas
    } de Spotify
privacy-likes-top = - { $count ->
        [one] una de las que más escuchas
       *[other] { $count } de las que más escuchas
    } en Spotify
privacy-likes-recent = - { $count ->
        [one] una escuchada hace poco
       *[other] { $count } escuchadas hace poco
    } en Spotify
privacy-likes-playlist = - { $count ->
        [one] una canción
       *[other] { $count } canciones
    } de tus propias listas de Spotify
privacy-likes-import = - { $count ->
        [one] una canción
       *[other] { $count } canciones
    } de archivos que me diste
privacy-likes-pick = - { $count ->
        [one] una canción
       *[other] { $count } canciones
    } que elegiste
privacy-likes-up = - { $count ->
        [one] una canción
       *[other] { $count } canciones
    } con tu 👍
privacy-likes-down = - { $count ->
        [one] una canción
       *[other] { $count } canciones
    } con tu 👎

privacy-likes-shunned = - { $count ->
        [one] una canción
       *[other] { $count } canciones
    } de listas que dijiste que no te gustan, para mantenerlas lejos

privacy-likes-known = - { $count ->
        [one] una canción
       *[other] { $count } canciones
    } que dijiste que conoces

privacy-kept-links = - **Vínculo con Spotify**: el identificador y el nombre de tu cuenta y claves selladas, para leer y para crear listas
privacy-kept-allow-list = - **Correo** que diste para un sitio en la lista de usuarios de la aplicación: sellado, hasta que quien administra el bot se haya ocupado de él o te hayas vinculado, como mucho { $days } días
privacy-kept-logins = - **Inicio de sesión empezado**: tu nombre de Discord, para terminarlo; vale { $minutes } minutos
privacy-kept-verdicts = - { $count ->
        [one] **Una lista tuya** y si
       *[other] **{ $count } listas tuyas** y si
    } dijiste que cuenta como que te gusta, como que no, o nada
privacy-kept-tastes = - **Modelo** aprendido de estas canciones solo para ti, y las canciones que más alto coloca, para responder al momento
privacy-kept-upkeep = - **Cuándo intenté por última vez** leer tu biblioteca o aprender de nuevo por mi cuenta, para no intentarlo demasiado
privacy-kept-lists = - { $count ->
        [one] **Una lista** que se te mostró
       *[other] **{ $count } listas** que se te mostraron
    }, para que sus botones funcionen: { $days } días
privacy-kept-shown = - { $count ->
        [one] **Una canción** que se te mostró, para no repetirla
       *[other] **{ $count } canciones** que se te mostraron, para no repetirlas
    }: { $days } días
privacy-kept-playlists = - { $count ->
        [one] **Una lista** que creé para ti
       *[other] **{ $count } listas** que creé para ti
    }: nombre e identificador, para mostrarlas y no aprender nunca de ellas
privacy-kept-playlist-intents = - { $count ->
        [one] **Una lista** y sus canciones tal como las apunté
       *[other] **{ $count } listas** y sus canciones tal como las apunté
    }, para terminar tras un fallo: { $days } días
privacy-kept-keeps = - { $count ->
        [one] **Una lista** que lleno
       *[other] **{ $count } listas** que lleno
    } con canciones frescas cada semana
privacy-kept-refreshes = - { $count ->
        [one] **Una renovación**
       *[other] **{ $count } renovaciones**
    } de esas listas y sus canciones, para hacer cada una solo una vez: { $days } días
privacy-kept-participants = - { $count ->
        [one] **Un servidor** en cuya publicación semanal participas
       *[other] **{ $count } servidores** en cuyas publicaciones semanales participas
    }, con `/compare`, `/blend` y las canciones compartidas, hasta `/weekly leave`
privacy-kept-schedule-keepers = - { $count ->
        [one] **Una publicación semanal** que preparaste
       *[other] **{ $count } publicaciones semanales** que preparaste
    }, para decirte dónde falla
privacy-kept-post-parts = - { $count ->
        [one] **Una publicación semanal** que tenía canciones para ti, y cuáles
       *[other] **{ $count } publicaciones semanales** que tenían canciones para ti, y cuáles
    }, para publicar cada una solo una vez: { $days } días

privacy-lasts = Lo que no lleva un plazo al lado se queda hasta que lo borres: `/unlink` borra lo que vino de Spotify, **Borrar todo** lo borra todo. Aquí solo lo ves tú, y los registros no contienen nada de esto.
privacy-outside = Lo que publiqué en servidores se queda allí, igual que las publicaciones semanales que planeaste para ellos; las listas de tu cuenta de Spotify siguen siendo tuyas.
privacy-copies = { $every ->
        [weekly] Copio mi almacén cada semana
       *[daily] Copio mi almacén cada día
    } y conservo { $count ->
        [one] una copia
       *[other] { $count } copias
    }: lo que borras desaparece de ahí al cabo de { $days ->
        [one] un día
       *[other] { $days } días
    }. Quien administra el bot también puede hacer copias a mano.
privacy-no-copies = Aquí no hago copias de mi almacén; quien administra el bot puede hacerlas a mano.
privacy-button-export = Exportar
privacy-button-policy = Política de privacidad
privacy-button-delete = Borrar todo
privacy-exported = Todo lo que guardo de ti, por tipo. De las claves solo dice que las guardo.
privacy-confirm =
    ### ¿Borrar todo?
    Tu vínculo con Spotify, todas las canciones y valoraciones, tu modelo, las listas y tu participación en publicaciones semanales de servidores se borran al momento. No puedo recuperarlos. Tu cuenta de Spotify y sus listas no se tocan.
privacy-button-confirm = Sí, borrar todo
privacy-forgotten =
    ### Todo está borrado
    Ya no guardo nada de ti: ni vínculo, ni canciones, ni valoraciones, ni modelo, ni listas, ni participación en la publicación semanal de ningún servidor.
privacy-bytes-remain = Otro programa aún lee mi almacén: los rastros en su archivo desaparecen la próxima vez que arranque.
privacy-spotify = También puedes quitar la aplicación en Spotify: https://www.spotify.com/account/apps
