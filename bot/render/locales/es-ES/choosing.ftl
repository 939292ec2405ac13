## Qué listas cuentan

choosing-title =
    ### Tus listas
    ¿Cuáles dicen lo que te gusta? Las canciones de las que no te gustan las mantengo lejos y aprendo de ellas como tales; lo que no está en ningún menú no se lee.
choosing-liked = 👍 **{ $name }** · { $total ->
        [one] una canción
       *[other] { $total } canciones
    }
choosing-disliked = 👎 **{ $name }** · { $total ->
        [one] una canción
       *[other] { $total } canciones
    }
choosing-neither = ➖ **{ $name }** · { $total ->
        [one] una canción
       *[other] { $total } canciones
    }
choosing-menu-liked = Estas cuentan como que te gustan
choosing-menu-disliked = Estas cuentan como que no te gustan
choosing-read = Leerlas así
choosing-offer = Elegir listas
