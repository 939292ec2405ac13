## Verknüpfen

link-offer =
    ### Spotify verknüpfen
    1. Öffne unten die Seite von Spotify und stimm zu.
    2. Spotify schickt dich zurück auf eine Seite, die dein Discord-Konto nennt: Bestätige dort.
    Öffnet sich diese Seite nicht? Kopier ihre ganze Adresse aus dem Browser und drück auf **Adresse einfügen**.

    Ich lese deine Lieblingssongs, deine Top-Titel, was du zuletzt gehört hast, und deine eigenen Playlists, und lerne daraus nur für dich. `/unlink` entfernt alles davon. Die Seite unten funktioniert { $minutes } Minuten lang.
    -# Nicht mit Spotify verbunden.
link-offer-playlists-only =
    ### Spotify verknüpfen
    1. Öffne unten die Seite von Spotify und stimm zu.
    2. Spotify schickt dich zurück auf eine Seite, die dein Discord-Konto nennt: Bestätige dort.
    Öffnet sich diese Seite nicht? Kopier ihre ganze Adresse aus dem Browser und drück auf **Adresse einfügen**.

    Der Betreiber dieses Bots hat das Lernen aus Spotify abgeschaltet: Ich lese nichts aus deiner Bibliothek und nutze die Verknüpfung für Playlists und Cover. Ich lerne aus deinen 👍 und 👎. Die Seite unten funktioniert { $minutes } Minuten lang.
    -# Nicht mit Spotify verbunden.
link-button-open = Spotify öffnen
link-button-paste = Adresse einfügen
link-modal-title = Adresse einfügen
link-modal-label = Adresse der Seite, auf der du gelandet bist
link-modal-placeholder = http://127.0.0.1:8888/spotify/callback?code=…
link-confirmed = Mit Spotify verknüpft als **{ $name }**. Die Nachricht von `/link` oben zeigt, wie weit ich bin.
link-done-playlists-only = Mit Spotify verknüpft als **{ $name }**. Das Lernen aus Spotify ist hier abgeschaltet, deshalb lese ich nichts aus deiner Bibliothek.

progress-linked =
    ### Verknüpft
    Mit Spotify verknüpft als **{ $name }**. Ich fange an, deine Likes zu lesen.
progress-reading =
    ### Ich lese deine Likes
    { $part ->
        [saved] Lieblingssongs
        [top] Top-Titel
        [recent] Zuletzt gehört
       *[playlist] Deine Playlists
    }: { $total ->
        [0] { $done } gelesen
       *[other] { $done } von { $total } gelesen
    }. Bisher { $likes ->
        [one] ein Song
       *[other] { $likes } verschiedene Songs
    }.
progress-training =
    ### Ich lerne deinen Geschmack
    { $likes ->
        [one] Ein Like ist gelesen
       *[other] { $likes } Likes sind gelesen
    }. { $place ->
        [0] Ich trainiere dein Modell: { $percent } %.
       *[other] In der Warteschlange vor dir: { $place }.
    }
progress-ready =
    ### Fertig
    Ich habe aus { $known ->
        [one] einem Song von dir gelernt, der
       *[other] { $known } Songs von dir gelernt, die
    } in meinem Katalog { $known ->
        [one] steht
       *[other] stehen
    }{ $unmatched ->
        [0] .
        [one] ; ein weiterer ist gespeichert, aber nicht im Katalog.
       *[other] ; { $unmatched } weitere sind gespeichert, aber nicht im Katalog.
    } Probier jetzt `/recommend`.
progress-failed =
    ### Das hat nicht geklappt
    { $sentence }
progress-interrupted =
    ### Das hat nicht geklappt
    { $sentence } Du bleibst verknüpft: `/recommend` fängt noch einmal an zu lesen.

unlink-done =
    ### Verknüpfung entfernt
    Deine Spotify-Tokens und { $removed ->
        [0] alles, was von Spotify kam,
        [one] der eine Song, der von Spotify kam,
       *[other] alle { $removed } Songs, die von Spotify kamen,
    } sind gelöscht. { $kept ->
        [0] Von deinem Geschmack ist sonst nichts übrig.
        [one] Eine Bewertung von dir bleibt, und ich lerne wieder daraus.
       *[other] { $kept } Bewertungen von dir bleiben, und ich lerne wieder daraus.
    }{ $playlists ->
        [0] { "" }
        [one] { " " }Die Playlist, die du behältst, bleibt, wie sie ist, und bekommt keine frischen Songs mehr.
       *[other] { " " }Die { $playlists } Playlists, die du behältst, bleiben, wie sie sind, und bekommen keine frischen Songs mehr.
    }
    Du kannst die App auch bei Spotify entfernen: https://www.spotify.com/account/apps
sync-begun = Ich lese deine Spotify-Bibliothek neu ein.
