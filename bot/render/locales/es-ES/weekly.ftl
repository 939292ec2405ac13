## La publicación semanal

weekly-title = ### Las canciones de esta semana
weekly-for = **{ $name }**
weekly-song = [{ $title }]({ $link }) · { $artists }
weekly-together = **Para todos vosotros**
weekly-fits = encaja con { $fits }
weekly-fit = { $name } { $percent } %
weekly-loved = **Lo que ha gustado aquí desde la semana pasada**
weekly-loved-song = { $song } · { $people } 👍
weekly-rising = **En alza aquí**
weekly-rise = { $genre }: { $before } % → { $lately } % de lo que os gusta
weekly-picture = Barras: lo que os gusta aquí últimamente, por género: { $genres }.
weekly-footer = -# Nada que se mostrara en los últimos 60 días a quienes va dirigido. Con `/weekly join` entras y con `/weekly leave` sales.
weekly-join = Inclúyeme
weekly-joined = { $new ->
        [yes] Ya participas
       *[no] Ya participabas
    }. La publicación semanal de este servidor puede mostrar ahora canciones que elijo para ti y por qué, contar tus 👍 y tener en cuenta tus gustos en su lista para todos; otros que participan pueden preguntar qué tenéis en común (`/compare`) y pedir una lista contigo (`/blend`), que pueden mostrar aquí a todos. Las canciones que os encantan a ti y a otros de aquí y de las que no tengo datos pueden recomendarse a otros que participan, y a ti, sin nombrar a nadie. { $known ->
        [yes] { "" }
       *[no] Todavía no conozco tus gustos: usa `/link` para que haya algo que mostrar.{ " " }
    }Con `/weekly leave` sales al momento.
weekly-left = { $known ->
        [yes] Ya no participas: la publicación semanal de este servidor no dice nada de ti desde ahora. Lo publicado se queda; los moderadores del servidor pueden borrarlo.
       *[no] No participas en la publicación semanal de este servidor.
    }
weekly-note-nobody = No hubo publicación semanal en { $channel } de **{ $server }**: allí todavía no participa nadie. Habla a tus miembros de `/weekly join`. Lo digo una sola vez.
weekly-note-nothing = No hubo publicación semanal en { $channel } de **{ $server }**: no tenía nada nuevo que mostrar a quienes participan. Pueden ampliar la elección con `/link` y 👍. Lo digo una sola vez.
weekly-note-channel = Ya no puedo publicar en { $channel } de **{ $server }**: no existe o no puedo escribir ahí. Su horario está en pausa. Dame *Ver canal* y *Enviar mensajes* ahí y usa `/schedule resume`, o elige otro canal con `/schedule set`.
weekly-note-uncertain = Algo falló mientras publicaba en { $channel } de **{ $server }**, y no puedo leer el historial de ahí para ver si la publicación llegó. No la repetí. Dame *Leer el historial de mensajes* ahí y la próxima vez podré mirarlo. Lo digo una sola vez.

schedule-set = La publicación semanal sale en { $channel } { $day ->
        [0] los lunes
        [1] los martes
        [2] los miércoles
        [3] los jueves
        [4] los viernes
        [5] los sábados
       *[6] los domingos
    } a las { $time } ({ $zone }), la próxima vez el { $next }. Se participa con `/weekly join`; `/schedule preview` muestra lo que diría ahora.
schedule-entry = { $channel }: { weekday } a las { $time } ({ $zone }), la próxima vez el { $next }
schedule-paused = { $channel }: { weekday } a las { $time } ({ $zone }), en pausa. `/schedule resume` vuelve a publicar.
schedule-removed = Quitado: { $channel }, { weekday } a las { $time } ({ $zone }). Lo publicado se queda.
schedule-choice = #{ $channel } · { weekday } { $time }
schedule-list = ### Publicaciones semanales
schedule-none = Este servidor no tiene publicación semanal. `/schedule set` crea una.
schedule-trouble = { $trouble ->
        [nobody] La última vez no hubo publicación: no participa nadie (`/weekly join`).
        [nothing] La última vez no hubo publicación: no había nada nuevo que mostrar.
        [channel] El canal ya no existe o no puedo escribir ahí.
       *[uncertain] No sé si la última publicación llegó: no puedo leer el historial de ahí.
    }
schedule-lacks-history = ⚠ No puedo leer el historial de ahí (*Leer el historial de mensajes*): si algo falla mientras publico, no vería si la publicación llegó y no la repetiría.
schedule-lacks-pictures = ⚠ No puedo adjuntar archivos ahí (*Adjuntar archivos*): la publicación sale sin su imagen.
