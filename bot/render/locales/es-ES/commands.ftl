## Comandos: nombres y descripciones

command-link = Vincula tu cuenta de Spotify para que aprenda lo que te gusta
command-start = Empieza sin ninguna cuenta: elige hasta cinco canciones que te encanten
command-start-pick = Una canción que te encante: elígela mientras escribes o pega su enlace de Spotify
command-unlink = Quita tu vínculo con Spotify y todo lo que vino de él
command-sync = Vuelve a leer tu biblioteca de Spotify y aprende de lo nuevo
command-recommend = Canciones que no has escuchado, elegidas para ti
command-recommend-count = Cuántas canciones, de 1 a 20
command-recommend-genre = Solo este género: elígelo mientras escribes
command-recommend-mood = Un ambiente con tus palabras: domingo de lluvia, gimnasio de los 90, piano tranquilo
command-recommend-adventure = A qué distancia de lo que conoces
command-recommend-familiar = más de lo mismo
command-recommend-usual = como siempre
command-recommend-bold = atrevido
command-recommend-new = solo artistas nuevos
command-recommend-recent = Lo que te gustó el último mes cuenta más
command-recommend-private = Si solo tú ves la respuesta; así es si no dices nada
command-similar = Canciones que suenan como la que digas, o como varias
command-similar-song = Una canción: elígela mientras escribes o pega su enlace de Spotify
command-similar-more = Una canción más
command-similar-count = Cuántas canciones, de 1 a 20
command-similar-mode = Con varias canciones: una lista para todas o una para cada una
command-similar-together = juntas
command-similar-each = cada una
menu-similar = Canciones parecidas
command-playlist = Listas que creo en tu cuenta de Spotify
command-playlist-create = Crea una lista de canciones que no has escuchado, elegidas para ti
command-playlist-create-count = Cuántas canciones, de 1 a 100; 30 si no dices nada
command-playlist-create-name = Su nombre; si no dices ninguno, se me ocurre uno
command-playlist-create-public = Si todos pueden encontrarla en tu perfil; privada si no dices nada
command-playlist-keep = Mantén una lista a la que pongo canciones frescas cada semana
command-playlist-keep-count = Cuántas canciones cada semana, de 1 a 100; 30 si no dices nada
command-playlist-keep-name = El nombre de una nueva; si no dices ninguno, se me ocurre uno
command-playlist-keep-playlist = Una que ya creé; si no dices ninguna, creo una nueva
command-playlist-choose = Di cuáles de tus playlists cuentan como las que te gustan, como las que no, o no cuentan
command-playlist-list = Muestra las listas que creé para ti y cuáles reciben canciones frescas cada semana
command-playlist-stop = No pongas más canciones frescas en una lista; se queda como está
command-playlist-stop-playlist = Cuál, si mantienes varias
command-schedule = La publicación semanal de este servidor
command-schedule-set = Publica cada semana canciones para quienes participan
command-schedule-set-channel = Dónde publicar
command-schedule-set-day = Qué día de la semana
command-schedule-set-time = A qué hora, como 18:30 o 6:30 pm
command-schedule-set-zone = Según el reloj de qué lugar: escribe una ciudad
command-schedule-preview = Muéstrame lo que diría ahora una publicación
command-schedule-list = Muestra los horarios de este servidor
command-schedule-pause = No publiques más hasta que lo reanude
command-schedule-resume = Vuelve a publicar desde ahora
command-schedule-remove = Olvida un horario
command-schedule-which = Cuál, si hay varios
command-weekly = Participar en la publicación semanal de este servidor
command-weekly-join = Que la publicación semanal de este servidor tenga canciones para ti
command-weekly-leave = Deja de participar en la publicación semanal de este servidor
weekday = { $day ->
    [0] lunes
    [1] martes
    [2] miércoles
    [3] jueves
    [4] viernes
    [5] sábado
   *[6] domingo
    }
command-compare = Qué tenéis en común tú y otra persona de este servidor, y qué os separa
command-compare-member = Con quién; tenéis que participar en este servidor
command-blend = Una lista para dos a diez miembros de este servidor que no deja a nadie atrás
command-blend-member = Para quién más; todos tienen que participar en este servidor
command-blend-count = Cuántas canciones, de 1 a 20
menu-compare = Comparar nuestros gustos
menu-blend = Mezclar conmigo
command-privacy = Qué guardo de ti, en un archivo si quieres, y cómo borrarlo
command-import = Aprende de un archivo: tus datos de Spotify, un historial o una tabla de canciones
command-import-file = ZIP, JSON o CSV: datos de Spotify, historial ampliado, Exportify, TuneMyMusic, Soundiiz
command-import-listenbrainz = Tu nombre en ListenBrainz
command-import-lastfm = Tu nombre en Last.fm
command-taste = Cómo son tus gustos
command-taste-card = Tus géneros, décadas y sonido, y qué decide tus recomendaciones
command-taste-map = Lo que te gusta y lo recomendado en un mapa, como imagen y en tres dimensiones
command-taste-report = Cuánto conozco tus gustos: resultados con canciones escondidas
command-help = Qué sé hacer y por dónde empezar
command-settings = Lo que vale en este servidor
command-settings-show = Muestra lo que está decidido aquí
command-settings-set = Cambia el idioma, las canciones explícitas o hasta dónde van las listas
command-settings-set-language = En qué publico, y respondo donde lo leen todos
command-settings-set-explicit = Si pueden salir canciones marcadas como explícitas
command-settings-set-adventure = A qué distancia de lo que conocen los miembros, si no dicen nada
command-settings-channels = Dónde acepto comandos: sin nombrar ninguno, en todas partes
command-settings-channels-channel = Un canal en el que acepto comandos
command-settings-channels-more = Un canal más
command-settings-language-server = como está este servidor en Discord
