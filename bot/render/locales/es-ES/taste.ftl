## La tarjeta de gustos

taste-title =
    ### Tus gustos
    Leídos en { $likes ->
        [one] una canción que te gusta y está
       *[other] { $likes } canciones que te gustan y están
    } en mi catálogo.
taste-group = **{ $share } %** { $named ->
        [no] de ello
       *[yes] { $genre }
    }{ $decade ->
        [0] { "" }
       *[other] { " " }de los años { $decade }
    }, como { $songs }
taste-footer = -# Las canciones que suenan parecido van juntas. El centro del sonido es el centro del catálogo. Lo que decide se cuenta en las 100 canciones que tu modelo coloca más alto.
taste-genres = Tus géneros
taste-decades = Tus décadas
taste-sound = Cómo suenan tus canciones
taste-drivers = Qué decide tus recomendaciones
taste-yours = lo que te gusta
taste-catalogue = catálogo
taste-less = menos
taste-more = más
taste-decade = años { $year }
taste-danceability = bailable
taste-energy = enérgico
taste-acousticness = acústico
taste-instrumentalness = instrumental
taste-valence = alegre
taste-tempo = rápido
taste-driver-artist = artistas que te gustan
taste-driver-near = cerca de lo que te gusta
taste-driver-together = suele ir junto a lo que te gusta
taste-driver-genre = tus géneros
taste-driver-era = tus décadas
taste-driver-sound = tu sonido en conjunto
taste-driver-popular = lo que gusta a muchos
taste-driver-charts = solo la popularidad
taste-described = Barras de géneros ({ $genres }), de décadas, del sonido como lugares en el catálogo ({ $sound }) y de lo que decide las recomendaciones.

taste-map =
    ### Tus gustos en un mapa
    Lo que te gusta: { $likes } · recomendado para ti: { $recommended }
taste-map-title = Tus gustos en un mapa
taste-map-group = { $named ->
        [no] lo que te gusta
       *[yes] lo que te gusta en torno a { $genre }
    }{ $decade ->
        [0] { "" }
       *[other] , años { $decade }
    } ({ $share } %)
taste-map-recommended = recomendado para ti
taste-map-near = cerca: parecido en sonido y género
taste-map-turn = -# El archivo es el mismo mapa en tres dimensiones: ábrelo en un navegador, gíralo y señala una canción para ver su nombre. No necesita red.
taste-map-described = Un mapa de { $liked } canciones que te gustan y { $recommended } recomendaciones; lo que está cerca se parece en sonido y género. Grupos: { $groups }.

## El informe de gustos

report =
    ### Cuánto conozco tus gustos
    Escondí { $likes } de tus canciones, por partes, entre { $others } otras, y las busqué con lo que me enseñó el resto. En { $auc } de 100 casos una canción que te gusta quedó antes que otra.
    Precisión media: { $precision }; eligiendo a ciegas sería { $prevalence }, la parte de tus canciones entre todas estas.
report-footer = -# La tabla da por gustadas tantas canciones como te gustan. Las otras salen del catálogo, la mitad tan populares como las tuyas; puede que algunas te gusten.
report-liked = te gustan
report-other = otras
report-disliked = no te gusta
report-precision = precisión
report-recall = cobertura
report-f1 = F1
report-support = canciones
report-called-liked = dadas por gustadas
report-called-other = dadas por otras
report-foretold = probabilidad que di
report-seen = parte que te gusta
report-chance = a ciegas
report-title-kinds = Precisión media por tipo de modelo
report-title-confusion = Lo que di por gustado
report-title-gaps = { $against ->
        [disliked] Lo que te gusta frente a lo que no
       *[other] Lo que te gusta frente a lo demás
    }
report-title-importance = Qué mueve tu clasificación
report-importance-shared = del modelo común
report-importance-own = de tu propio modelo
report-gaps-note = puesto en el catálogo, de 0 a 1: { $against ->
        [disliked] lo que te gusta menos lo que no
       *[other] lo que te gusta menos lo demás
    }
report-title-pairs = { $against ->
        [disliked] Lo que te gusta y lo que no, por pares
       *[other] Lo tuyo y lo demás, por pares
    }
report-title-calibration = ¿Se cumplen mis probabilidades?
report-kind-popularity = solo la popularidad
report-kind-logistic = regresión logística
report-kind-forest = bosque aleatorio
report-kind-shared = el modelo de todos
report-kind-yours = tu propio modelo
