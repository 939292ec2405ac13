## Errores: qué pasó y qué hacer ahora

-mend-again = Inténtalo de nuevo en un minuto.

error-reference = -# Referencia { $id }

error-not-linked = Todavía no conozco tus gustos. Usa `/link` para conectar Spotify o `/start` para elegir unas canciones que te encanten.
error-nothing-liked = Tu biblioteca de Spotify no tiene canciones, así que no hay nada de lo que aprender. Guarda unas cuantas en Spotify y vuelve a usar `/link`.
error-nothing-kept = No guardo nada de ti.
error-nothing-rated = Quien administra este bot ha desactivado aprender de Spotify, así que solo conozco las canciones que valoras aquí, y todavía no te ha gustado ninguna. Usa `/start` para elegir unas canciones que te encanten.
error-too-few-likes = He leído { $likes ->
        [one] una canción que te gusta, pero no está
       *[other] { $likes } canciones que te gustan, pero ninguna está
    } en mi catálogo, así que no puedo aprender de ahí. Pide a quien administra este bot un catálogo más grande.
error-not-allow-listed = { $cause ->
        [premium] Spotify no me da tus datos porque el Premium de quien administra este bot ha caducado. Avísale y, cuando lo haya renovado, vuelve a usar `/link`.
        [scope] No me has permitido todo lo que hace falta. Vuelve a usar `/link` y acepta todo en la página.
        [unlisted] Spotify te dejó entrar, pero no me da tus datos: quien administra este bot no te ha añadido a la lista de usuarios de la aplicación. Dile el correo de tu cuenta de Spotify y vuelve a usar `/link`.
       *[other] Spotify te dejó entrar, pero no me da tus datos. O quien administra este bot no te ha añadido a la lista de usuarios de la aplicación (dile el correo de tu cuenta de Spotify), o su Premium ha caducado. Vuelve a usar `/link` cuando esté arreglado.
    }
error-email-unreadable = Eso no parece una dirección de correo. Escríbela como está en tu cuenta de Spotify, por ejemplo tu@example.org.
error-link-expired = Spotify ya no acepta tu vínculo: lo revocaron o han pasado seis meses. Usa `/link` para renovarlo; conservo tus «me gusta» y tu modelo.
error-spotify-down = Spotify no responde bien en este momento. No se ha perdido nada. { -mend-again }
error-spotify-limited = Spotify me pide que vaya más despacio. No se ha perdido nada. Inténtalo de nuevo en { $minutes ->
        [one] un minuto
       *[other] { $minutes } minutos
    }.
error-spotify-quota = La cuota de Spotify de este bot está agotada. No se ha perdido nada. Inténtalo mañana; si sigue igual, avisa a quien administra este bot.
error-spotify-refused = Spotify rechazó la petición (estado { $status }). No se ha perdido nada. Vuelve a usar `/link`; si sigue igual, avisa a quien administra este bot.
error-spotify-not-configured = Quien administra este bot no ha configurado Spotify, así que no hay nada que vincular. Pídele que ejecute `cratemate doctor`.
error-learning-undecided = Quien administra este bot todavía no ha decidido si puede aprender de las bibliotecas de Spotify, así que `/link` está cerrado. Pídele que ponga `CRATEMATE_SPOTIFY_LEARNING` en on u off (`cratemate doctor` lo explica).
error-login-refused = Dijiste que no en la página de Spotify, así que no se vinculó nada. Usa `/link` si cambias de idea.
error-login-stale = Este inicio de sesión ya no vale: ya se usó, tiene más de diez minutos o es de otra persona. Usa `/link` para empezar otro.
error-login-interrupted = Spotify falló mientras completaba tu inicio de sesión, así que no se vinculó nada, y cada uno sirve una sola vez. Usa `/link` para empezar otro dentro de { $minutes ->
        [one] un minuto
       *[other] { $minutes } minutos
    }.
error-login-unreadable = Esa no es la dirección de la página a la que te envió Spotify: empieza por { $start } y contiene «code» y «state». Copia la dirección entera del navegador y vuelve a pulsar **Pegar la dirección**.
error-account-taken = Esa cuenta de Spotify ya la ha vinculado otra persona. Desvincúlala allí primero con `/unlink`, o entra en Spotify con tu propia cuenta y vuelve a usar `/link`.
error-link-removed = El vínculo se quitó o se renovó mientras leía, así que paré y no guardé nada de esa lectura. Usa `/link` si quieres seguir.
error-training-running = Tu modelo se está entrenando ahora mismo{ $place ->
        [0] {""}
       *[other] {" "}(antes que tú: { $place })
    }. Vuelve a probar `/recommend` dentro de un momento.
error-queue-full = Ahora mismo { $waiting } miembros esperan su modelo, y no acepto más. Tus «me gusta» están guardados. Inténtalo de nuevo en unos minutos.
error-nothing-left = No queda ninguna canción que no hayas escuchado o que no te haya mostrado en los últimos 60 días. Añade más «me gusta» o pide a quien administra este bot un catálogo más grande.
error-catalogue-missing = No tengo ningún catálogo de canciones que pueda leer, así que no hay de dónde elegir. Quien administra este bot lo crea con `cratemate catalogue add`. Lo que te gusta sigue guardado.
error-list-gone = Ya no guardo esta lista. Repite el comando para tener una nueva.
error-not-yours = Esto solo responde a la persona para la que se hizo la lista. Usa `/recommend` para tener la tuya.
error-song-gone = Esta canción ya no está en el catálogo. Usa `/recommend` para tener una lista nueva.
error-playlist-needs-link = Las listas se crean en tu propia cuenta de Spotify. Usa `/link` para conectarla e inténtalo de nuevo.
error-playlist-gone = La lista **{ $name }** ya no está en Spotify, así que dejé de llenarla. Usa `/playlist create` para tener otra.
error-playlist-unknown = Para esto no conozco ninguna lista mía «{ $text }», o varias se llaman así. Elige una de las que aparecen mientras escribes.
error-playlist-lost = **{ $name }** ya no está en tu cuenta de Spotify, así que no puedo ponerle canciones. Usa `/playlist keep` sin nombrar ninguna para tener una lista nueva.
error-which-playlist = { $count ->
        [0] No mantienes ninguna lista. `/playlist keep` empieza una.
       *[other] Mantienes { $count } listas: di cuál, con las que aparecen mientras escribes.
    }
error-too-many-kept = Mantienes { $most } listas, y no lleno más. Termina antes una con `/playlist stop`.
error-nothing-to-save = Ninguna de estas canciones está en Spotify, así que no hay nada que guardar.
error-song-unknown = No conozco ninguna canción llamada «{ $text }». Elige una de las que aparecen mientras escribes o pega su enlace de Spotify.
error-track-unknown = Mi catálogo no tiene esa canción. Prueba otra versión por su título o pide a quien administra este bot un catálogo más grande.
error-no-track-link = Ahí no encuentro ningún enlace a una canción de Spotify. Leo enlaces a canciones sueltas (`open.spotify.com/track/…`), no a álbumes, artistas o listas; si es un enlace corto, ábrelo antes y copia la dirección a la que lleva.
error-nothing-similar = Sé demasiado poco del sonido y el género de **{ $title }**, o de otras canciones, para decir qué se le parece. Prueba otra canción.
error-fault = Algo ha salido mal por mi parte. No se ha perdido nada tuyo. { -mend-again } Si sigue igual, dale este código a quien administra este bot: `{ $id }`
error-zone-unknown = No conozco ninguna zona horaria «{ $text }», o varios lugares se llaman así. Escribe una ciudad y elige entre lo que ofrezco, como Europe/Madrid.
error-time-unreadable = No puedo leer «{ $text }» como una hora. Escríbela como 18:30 o 6:30 pm.
error-channel-unwritable = No puedo publicar en { $channel }: ya no existe o no puedo escribir ahí. Dame *Ver canal* y *Enviar mensajes* ahí, o elige otro canal.
error-no-schedule = { $count ->
        [0] Este servidor no tiene publicación semanal. `/schedule set` crea una.
        [one] Ese horario ya no existe. Usa `/schedule list`.
       *[other] Este servidor tiene varias publicaciones semanales: elige cuál.
    }
error-too-many-schedules = Este servidor tiene { $most } publicaciones semanales, y no atiendo más. Quita antes una con `/schedule remove`.
error-nobody-takes-part = Aquí todavía no participa nadie, así que no habría publicación. Se participa con `/weekly join`.
error-nothing-new = Ahora no habría publicación: no tengo nada nuevo que mostrar a quienes participan. `/link` y 👍 amplían la elección.
error-discord-silent = Discord no responde bien en este momento. No ha cambiado nada. { -mend-again }
error-post-gone = Ya no guardo la lista de esta publicación. Usa `/recommend` para tener canciones tuyas.
error-nobody-else = Nombra a otra persona de este servidor.
error-not-taking-part = { $who ->
        [you] Todavía no participas en la música de este servidor. Con `/weekly join` entras y con `/weekly leave` sales.
        [gone] { $name } ya no está en este servidor, así que aquí no digo nada de sus gustos.
       *[other] { $name } no participa en la música de este servidor, así que no digo nada de sus gustos. Puede unirse con `/weekly join`.
    }
error-taste-unknown = { $who ->
        [you] Todavía no conozco tus gustos. Usa `/link` o `/start` para que haya algo que comparar.
       *[other] Todavía no conozco los gustos de { $name }. Puede usar `/link` o `/start`.
    }
error-learning-off = Quien administra este bot ha desactivado aprender de Spotify, así que no leo nada de tu biblioteca. Aprendo de `/start` y de tus 👍 y 👎.
error-synced-lately = Acabo de leer tu biblioteca. Puedo volver a leerla en { $minutes ->
        [one] un minuto
       *[other] { $minutes } minutos
    }; lo que te gusta aquí cuenta al momento.
error-import-needs-one = Dame una sola cosa que leer: un archivo, o tu nombre en ListenBrainz o Last.fm. `/start` empieza, en cambio, con unas canciones.
error-import-too-large = Ese archivo supera los { $most } MiB que leo de una vez. Envía el historial sin lo demás, o una parte. No ha cambiado nada.
error-import-unfetched = Discord no me entregó ese archivo completo. No se ha cambiado nada. { -mend-again }
error-import-empty = En ese archivo no hay ninguna canción. No ha cambiado nada. Envía el zip de la página de privacidad de Spotify tal cual, o un CSV con una columna de títulos y otra de artistas.
error-import-unknown = No conozco ese tipo de archivo. Leo el zip o los archivos JSON de la página de privacidad de Spotify, y CSV con una cabecera que nombre título y artista, o con enlaces de Spotify. No ha cambiado nada.
error-import-broken = Ese archivo está dañado: termina antes de tiempo o no sigue su propio formato. Descárgalo otra vez y envíalo tal cual. No ha cambiado nada.
error-import-too-heavy = Ese archivo necesita más tiempo o memoria de lo que tengo para un solo archivo, así que paré. Envía el historial sin lo demás, o una parte. No ha cambiado nada.
error-import-encoding = El texto de ese archivo está en una codificación que no reconozco. Guárdalo como UTF-8 y envíalo de nuevo. No ha cambiado nada.
error-import-bomb = Ese archivo comprimido ocupa al abrirlo más que cualquier exportación de música, así que paré. Envía solo los archivos de lo que has escuchado. No ha cambiado nada.
error-import-locked = Ese archivo comprimido pide una contraseña. Envíalo sin ella. No ha cambiado nada.
error-import-running = Todavía estoy leyendo lo que enviaste antes. Inténtalo de nuevo cuando termine.
error-import-gone = Tus datos se borraron mientras leía el archivo, así que no guardé nada de él. Envíalo de nuevo si quieres volver a empezar.
error-profile-unknown = { $service } no conoce a nadie llamado «{ $name }», o no muestra nada suyo a otros. Comprueba el nombre o abre el perfil allí e inténtalo de nuevo. No ha cambiado nada.
error-profile-silent = { $service } no responde bien en este momento. No ha cambiado nada. { -mend-again }
error-profile-empty = { $service } no tiene todavía ninguna canción de «{ $name }». No ha cambiado nada. `/start` empieza, en cambio, con unas canciones.
error-lastfm-off = Quien administra este bot no ha puesto una clave de Last.fm (`CRATEMATE_LASTFM_KEY`), así que no puedo preguntar allí. ListenBrainz no la necesita; un archivo también sirve.
error-mood-unknown = No sé cómo suena «{ $text }». Prueba un ambiente como tranquilo o fiesta, un género, una década como los 90, un artista, o varios a la vez.
error-genre-unknown = Mi catálogo no tiene ningún género llamado «{ $text }». Elige uno de los que aparecen mientras escribes.
error-nothing-recent = Ninguno de tus «me gusta» dice desde cuándo, así que no distingo el último mes del resto. `/sync` o un historial ampliado con `/import` traen las fechas.
error-nothing-fits = Ninguna canción que no hayas escuchado ni te haya mostrado hace poco cumple todo eso. Pide menos a la vez.
error-no-playlists = No tienes ninguna lista propia en Spotify, así que no hay nada que elegir. Tus canciones guardadas, las que más escuchas y las recientes cuentan en todo caso.
error-store-unusable = Ahora mismo no puedo usar mi almacén: el disco está lleno o falla, u otro programa lo ocupa. Nada de lo guardado antes se ha perdido. Quien gestiona este bot tiene que revisarlo; inténtalo de nuevo después.
error-too-few-to-judge = Necesito al menos { $fewest } de tus canciones en mi catálogo para esconder algunas y buscarlas. `/taste card` funciona con menos.
error-too-fast = Vas muy rápido: acepto este comando de nuevo { $when }. No se ha perdido nada.
error-channel-closed = Este servidor solo acepta mis comandos en { $channels }. En mensajes directos también respondo.
