## Los ajustes de un servidor

language-name = Español
settings-title = ### Lo que vale en este servidor
settings-language = **Idioma** de las publicaciones y de las respuestas para todos: { $language ->
        [server] como está este servidor en Discord
       *[other] { $language }
    }
settings-explicit = **Canciones explícitas**: { $clean ->
        [yes] se quedan fuera, hasta donde sabe el catálogo; las que no están en él solo salen si se sabe que no lo son
       *[no] pueden salir
    }
settings-adventure = **Hasta dónde van las listas** si los miembros no dicen nada: { $level }
settings-channels = **Comandos**: los acepto { $count ->
        [0] en todos los canales
       *[other] en { $channels }
    }
