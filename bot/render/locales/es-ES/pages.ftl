## Páginas en el navegador

web-title = Cratemate
web-confirm-heading = ¿Vincular esta cuenta de Spotify con Discord?
web-confirm = La cuenta de Discord **{ $name }** se vinculará con la cuenta de Spotify con la que acabas de entrar. Confirma solo si { $name } eres tú.
web-confirm-button = Sí, soy { $name }
web-done-heading = Vinculada
web-done = Vuelve a Discord: el mensaje de /link muestra por dónde voy. Puedes cerrar esta página.
web-failed-heading = No vinculada
web-error-heading = No ha funcionado
web-error = { $status ->
        [403] Este formulario no vino de la página de este bot, así que no se hizo nada. Usa /link en Discord y abre la página otra vez.
        [404] En esta dirección no hay nada. Usa /link en Discord para tener la correcta.
        [405] Esta página no funciona así. Usa /link en Discord y abre la página otra vez.
        [408] Eso tardó demasiado, así que no se hizo nada. Usa /link en Discord y abre la página otra vez.
        [413] Eso es más de lo que admite esta página. Usa /link en Discord y abre la página otra vez.
        [415] Esta página no funciona así. Usa /link en Discord y abre la página otra vez.
        [429] Llegaron demasiadas peticiones de tu red. Espera un minuto y vuelve a cargar esta página.
        [500] Algo ha salido mal por mi parte. No se ha perdido nada tuyo. Vuelve a usar /link en Discord dentro de un minuto.
       *[other] No entiendo esta petición. Usa /link en Discord y abre la página otra vez.
    }
