## Botones, menús y formularios: qué hace cada uno

item-paste = Abre el formulario para la dirección de la página a la que volviste
item-up = Te gusta esta canción; tu próxima lista lo sabe
item-down = Esta canción no vuelve a salir; tu próxima lista lo sabe
item-known = Conoces esta canción: no vuelve a salir y no se aprende nada de ella
item-why = Dice por qué una canción está en tu lista
item-page = Pasa la lista a otra página
item-save = Guarda la lista como lista de tu cuenta de Spotify
item-choosing = Te deja decir qué listas cuentan como que te gustan, como que no, o nada
item-verdict = Toma las listas que cuentan como que te gustan, o como que no
item-reread = Lee tu biblioteca según cuentan ahora las listas
item-join = Te incluye en la publicación semanal de este servidor
item-take = Guarda la lista de una publicación semanal como tuya
item-more = Encuentra canciones como una de una lista
item-allow = Abre el formulario para el correo de tu cuenta de Spotify
item-export = Te da en un archivo todo lo que guardo de ti
item-policy = Muestra la política de privacidad
item-delete = Pregunta si hay que borrar todo lo tuyo
item-forget = Borra al momento todo lo tuyo

form-paste = Toma la dirección de la página a la que te envió Spotify
form-email = Toma el correo de tu cuenta de Spotify para quien administra este bot
