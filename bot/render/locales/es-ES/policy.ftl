## La política de privacidad, un párrafo por línea

policy-heading = Privacidad
policy-open = Abrir como página
policy-who = Este bot lo lleva quien lo invitó a tu servidor o te dio su dirección; lo que guarda está en su máquina. Esta página dice lo que hace el programa. No tiene relación con Spotify ni con Discord.
policy-kept-heading = Qué se guarda
policy-kept = Tu identificador de Discord. Canciones que te gustan o no: de tu biblioteca de Spotify si la vinculaste y quien administra el bot le deja aprender de ella, de archivos y perfiles que importes, de lo que elijas y de tus pulgares; con título, artistas, fechas y, en los historiales, reproducciones y saltos. Un modelo aprendido de ellas solo para ti y las canciones que más alto coloca. Si vinculaste Spotify: el identificador y el nombre de la cuenta y las claves, selladas. Lo que dijiste de tus listas y las listas que el bot creó para ti. Cuándo intentó el bot por última vez leer tu biblioteca o aprender de nuevo por su cuenta. En qué servidores dejas que otros vean lo que se te recomienda. Un correo, solo si lo enviaste para un sitio en la lista de usuarios de la aplicación, sellado.
policy-time = Las listas que se te mostraron se guardan { $lists } días, qué canciones había en ellas { $shown } días, partes de publicaciones semanales { $post_parts } días, el trabajo terminado en listas { $playlist_intents } días y en su renovación { $refreshes } días, un correo { $allow_list } días como mucho. Todo lo demás se queda hasta que lo borres.
policy-not-kept = No se lee ningún mensaje, ninguna lista de miembros, ninguna presencia. De los archivos que importas solo se miran canciones, artistas, reproducciones y fechas; el archivo no se guarda. Los registros no contienen claves, nombres ni canciones.
policy-given = No se vende ni se envía nada a nadie, con estas excepciones que tú pides o que eligió quien administra el bot: peticiones a Spotify con tu clave; tu nombre en ListenBrainz o Last.fm a estos servicios, cuando importas de allí; los identificadores de Spotify de canciones que no están en ninguna tabla a un proveedor de características, si quien administra el bot nombró uno, sin decir de quién son.
policy-others = Otros miembros ven de tus gustos solo lo que aceptaste con /weekly join: publicaciones semanales, comparaciones y listas comunes de ese servidor, y canciones que os encantan al menos a dos, con su número y sin nombres. /weekly leave lo termina. Los mensajes que el bot publicó se quedan en el servidor; sus moderadores pueden borrarlos.
policy-rights-heading = Qué puedes hacer
policy-rights = /privacy muestra lo que se guarda de ti, te lo da en un archivo y lo borra; /unlink borra las claves y todo lo que vino de Spotify. Las filas borradas se sobrescriben, de modo que no queda ni un byte de ellas en el almacén del bot.
policy-copies = { $copies ->
        [0] Quien administra el bot no ha dispuesto copias del almacén que el bot haga por sí solo.
       *[other] Se hacen copias del almacén { $every ->
            [weekly] cada semana
           *[daily] cada día
        } y se conservan las { $copies } más nuevas: lo que borras desaparece de ellas al cabo de { $days } días. Las copias hechas a mano tiene que borrarlas quien administra el bot.
    }
policy-outside = Las listas de tu propia cuenta de Spotify y tu consentimiento allí son tuyos: este último lo terminas en spotify.com/account/apps.
