## Listen von Songs

list-title = ### Für dich
list-title-one = ### Einer für dich
list-footer = -# { $first }–{ $last } von { $count } · gelernt aus { $likes ->
        [one] einem Like
       *[other] { $likes } Likes
    }
list-previous = Zurück
list-next = Weiter
list-short = -# Ich habe gerade nur { $count }, die du nicht gehört hast und die ich dir nicht vor Kurzem gezeigt habe, höchstens zwei von einem Künstler. Likes und 👍 erweitern die Auswahl.
list-relink = -# Spotify nimmt deine Verknüpfung nicht mehr an, deshalb zeige ich keine Cover. Mit `/link` erneuerst du sie; deine Likes und dein Modell bleiben erhalten.
song-line = **[{ $title }]({ $link })**
    { $artists }
    -# { $reason }
song-cover = Cover von { $title } von { $artists }
song-artists-unknown = unbekannter Künstler
more-like = Mehr wie …
button-up = 👍
button-down = 👎
button-known = Kenne ich
button-why = Warum

## Gründe

reason-artist = Weil du { $artist } magst
reason-near = Klingt ähnlich wie { $songs }
reason-together = Steht oft neben { $songs }
reason-genre = { $genre } ist eines deiner Genres
reason-era = Aus den { $decade }ern, wie vieles, was du magst
reason-sound = Klingt wie deine Likes im Ganzen
reason-popular = Bei vielen beliebt, wie vieles, was du magst
reason-group = Für alle hier zusammen ausgesucht
reason-charts = Beliebt, und keinen deiner Likes kenne ich hier
reason-shelf = { $people ->
    [one] Eine Person hier liebt ihn
   *[other] { $people } Leute hier lieben ihn
}
reason-title = „{ $title }“
reason-both = { $first } · { $second }
reason-two = { $first } und { $second }

## Daumen und Warum

rated-up = 👍 **{ $title }** zählt als gemocht. Deine nächste Liste weiß es.
rated-known = **{ $title }** kommt nicht wieder, und ich lerne nichts daraus.
rated-down = 👎 **{ $title }** kommt nicht wieder. Deine nächste Liste weiß es.

why-shelf =
    ### Warum { $title }?
    { $reason }, und sie mögen Songs, die du magst. Keine meiner Tabellen enthält ihn, darum weiß ich nicht, wie er klingt. Nur wer auf diesem Server mitmacht (`/weekly join`), wird angesehen, und niemand wird genannt.

why =
    ### Warum { $title }?
    { $reason }

    Ich halte ihn { $times ->
        [one] für so wahrscheinlich einen Treffer wie irgendeinen Song
       *[other] für { $times }-mal so wahrscheinlich einen Treffer wie einen blind aus dem Katalog gezogenen Song
    }. Dein Modell hat aus { $likes ->
        [one] einem Like
       *[other] { $likes } Likes
    } gelernt{ $auc ->
        [0] .
       *[other] ; bei Songs, die es nicht gesehen hatte, setzte es einen, den du magst, in { $auc } von 100 Fällen vor einen zufällig gezogenen.
    }
