## Die Geschmackskarte

taste-title =
    ### Dein Geschmack
    Abgelesen an { $likes ->
        [one] einem Song, den du magst und der in meinem Katalog steht
       *[other] { $likes } Songs, die du magst und die in meinem Katalog stehen
    }.
taste-group = **{ $share } %** { $named ->
        [no] davon
       *[yes] { $genre }
    }{ $decade ->
        [0] { "" }
       *[other] { " " }aus den { $decade }ern
    }, etwa { $songs }
taste-footer = -# Songs, die ähnlich klingen, stehen zusammen. Die Mitte des Klangs ist die Mitte des Katalogs. Was entscheidet, ist über die 100 Songs gezählt, die dein Modell am höchsten einstuft.
taste-genres = Deine Genres
taste-decades = Deine Jahrzehnte
taste-sound = Wie deine Songs klingen
taste-drivers = Was deine Empfehlungen entscheidet
taste-yours = deine Likes
taste-catalogue = Katalog
taste-less = weniger
taste-more = mehr
taste-decade = { $year }er
taste-danceability = tanzbar
taste-energy = energiegeladen
taste-acousticness = akustisch
taste-instrumentalness = instrumental
taste-valence = heiter
taste-tempo = schnell
taste-driver-artist = Künstler, die du magst
taste-driver-near = nah an deinen Likes
taste-driver-together = steht neben deinen Likes
taste-driver-genre = deine Genres
taste-driver-era = deine Jahrzehnte
taste-driver-sound = dein Klang im Ganzen
taste-driver-popular = was viele mögen
taste-driver-charts = Beliebtheit allein
taste-described = Balken der Genres ({ $genres }), der Jahrzehnte, des Klangs als Stellen im Katalog ({ $sound }) und dessen, was die Empfehlungen entscheidet.

taste-map =
    ### Dein Geschmack als Karte
    Deine Likes: { $likes } · dir empfohlen: { $recommended }
taste-map-title = Dein Geschmack als Karte
taste-map-group = { $named ->
        [no] deine Likes
       *[yes] deine Likes um { $genre }
    }{ $decade ->
        [0] { "" }
       *[other] , { $decade }er
    } ({ $share } %)
taste-map-recommended = dir empfohlen
taste-map-near = nah beieinander: ähnlich in Klang und Genre
taste-map-turn = -# Die Datei ist dieselbe Karte in drei Dimensionen: Öffne sie im Browser, drehe sie und zeige auf einen Song, um seinen Namen zu sehen. Sie braucht kein Netz.
taste-map-described = Eine Karte von { $liked } deiner Likes und { $recommended } Empfehlungen; was nah beieinander liegt, ist sich in Klang und Genre ähnlich. Gruppen von Likes: { $groups }.

## Der Bericht über einen Geschmack

report =
    ### Wie gut ich deinen Geschmack kenne
    Ich habe { $likes } deiner Likes teilweise unter { $others } anderen Songs versteckt und sie mit dem gesucht, was mich die übrigen gelehrt haben. In { $auc } von 100 Fällen kam ein Song, den du magst, vor einem anderen.
    Mittlere Präzision: { $precision }; blind gezogen wären es { $prevalence }, der Anteil der Likes an diesen Songs.
report-footer = -# Die Tabelle nennt so viele Songs gemocht, wie es Likes sind. Die anderen Songs sind aus dem Katalog gezogen, die Hälfte so beliebt wie deine Likes; manche davon magst du vielleicht.
report-liked = gemocht
report-other = andere
report-disliked = abgelehnt
report-precision = Präzision
report-recall = Ausbeute
report-f1 = F1
report-support = Songs
report-called-liked = gemocht genannt
report-called-other = andere genannt
report-foretold = meine Chance
report-seen = Anteil, den du magst
report-chance = blind gezogen
report-title-kinds = Mittlere Präzision je Modellart
report-title-confusion = Was ich gemocht nannte
report-title-gaps = { $against ->
        [disliked] Deine Likes gegen abgelehnte Songs
       *[other] Deine Likes gegen andere Songs
    }
report-title-importance = Was deine Rangfolge bewegt
report-importance-shared = aus dem Modell, das alle teilen
report-importance-own = aus deinem eigenen Modell
report-gaps-note = Platz im Katalog, von 0 bis 1: { $against ->
        [disliked] Likes minus Abgelehnte
       *[other] Likes minus andere
    }
report-title-pairs = { $against ->
        [disliked] Likes und Abgelehntes, paarweise
       *[other] Likes und andere, paarweise
    }
report-title-calibration = Stimmen meine Chancen?
report-kind-popularity = Beliebtheit allein
report-kind-logistic = logistische Regression
report-kind-forest = Zufallswald
report-kind-shared = das Modell aller
report-kind-yours = dein eigenes Modell
