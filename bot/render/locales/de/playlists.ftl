## Playlists

button-save = Als Playlist speichern
playlist-open = In Spotify öffnen
playlist-name = Für dich, { DATETIME($day, dateStyle: "long") }
playlist-name-weekly = Diese Woche, { DATETIME($day, dateStyle: "long") }
playlist-name-similar = Ähnliche Songs, { DATETIME($day, dateStyle: "long") }
playlist-name-blend = Zusammen, { DATETIME($day, dateStyle: "long") }
playlist-name-keep = Jede Woche frisch
playlist-description = Songs, ausgesucht von Cratemate, einem Bot auf Discord. Nicht mit Spotify verbunden.

playlist-creating = Ich lege **{ $name }** in deinem Spotify-Konto an…
playlist-filling = Ich fülle **{ $name }**: { $added } von { $total } Songs sind darin.
playlist-drawing = **{ $name }** enthält alle Songs. Ich zeichne das Cover…
playlist-done =
    ### { $name }
    { $total ->
        [one] Ein Song ist
       *[other] { $total } Songs sind
    } in deiner { $public ->
        [yes] öffentlichen
       *[no] privaten
    } Playlist.
playlist-again =
    ### { $name }
    Diese Liste hast du schon gespeichert: { $total ->
        [one] Ihr Song ist
       *[other] Ihre { $total } Songs sind
    } in deiner Playlist.
playlist-short = Nur noch { $found ->
        [one] ein Song ist übrig, den du nicht gehört hast und den ich dir nicht vor Kurzem gezeigt habe
       *[other] { $found } Songs sind übrig, die du nicht gehört hast und die ich dir nicht vor Kurzem gezeigt habe
    }, deshalb ist sie kürzer als die { $asked }, die du wolltest.
playlist-left-out = { $count ->
        [one] Ein Song ist nicht bei Spotify, deshalb habe ich ihn weggelassen.
       *[other] { $count } Songs sind nicht bei Spotify, deshalb habe ich sie weggelassen.
    }
playlist-no-cover = Ich konnte ihr kein Cover geben; Spotify zeigt sein eigenes. Damit die nächste meins bekommt, ruf `/link` noch einmal auf und stimm auf der Seite allem zu.

playlist-uncertain = Ob Spotify **{ $name }** angelegt hat, ist noch nicht bekannt. Ich sehe { $when } nach, lege sie nur an, wenn sie fehlt, und fülle sie. Du musst nichts tun.
playlist-partly = **{ $name }** gibt es, und { $added } von { $total } Songs sind darin. Den Rest füge ich { $when } von selbst hinzu; nichts wird doppelt darin sein.
playlist-uncertain-link = { $sentence } Danach sehe ich nach, ob Spotify **{ $name }** angelegt hat, und stelle sie von selbst fertig.
playlist-partly-link = { $sentence } Danach füge ich **{ $name }** den Rest von selbst hinzu: Bisher sind { $added } von { $total } Songs darin.
playlist-given-up = Ich konnte **{ $name }** nicht fertigstellen: { $added } von { $total } Songs sind darin, und so bleibt sie. Mit `/playlist create` bekommst du eine andere.
playlist-given-up-unmade = Ich konnte **{ $name }** bei Spotify nicht anlegen und versuche es nicht weiter. Ruf `/playlist create` noch einmal auf.
playlist-meanwhile = -# Fertig geworden, seit du zuletzt gefragt hast:
playlist-weekly = Jede Woche treten frische Songs an die Stelle von diesen, das nächste Mal am { $when }. `/playlist stop` beendet das.
playlist-clean = Songs, die als anstößig gekennzeichnet sind, bleiben weg: So hält es der Server, auf dem du gefragt hast.

keep-done = In **{ $name }** { $size ->
        [one] tritt jede Woche ein frischer Song
       *[other] treten jede Woche { $size } frische Songs
    } an die Stelle dessen, was darin ist, { $due ->
        [yes] jetzt gleich
       *[no] das nächste Mal am { $when }
    }. `/playlist stop` beendet das.
keep-stopped = **{ $name }** bekommt keine frischen Songs mehr. Sie bleibt in deinem Spotify-Konto, wie sie ist.
keep-trouble = { $trouble ->
        [link] **{ $name }** bekommt keine frischen Songs: Spotify lässt mich sie nicht mehr ändern. Ruf `/link` auf und stimm auf der Seite allem zu, dann mache ich von selbst weiter.
        [account] **{ $name }** bekommt keine frischen Songs: Sie liegt in einem anderen Spotify-Konto als dem, das du jetzt verknüpft hast. Ruf `/link` mit jenem auf, oder beende sie mit `/playlist stop`.
        [refused] **{ $name }** bekommt keine frischen Songs: Spotify gibt mir deine Daten nicht. Entweder hat der Betreiber dieses Bots dich nicht in die Nutzerliste der App eingetragen (nenn ihm die E-Mail-Adresse deines Spotify-Kontos), oder sein Premium-Abo ist abgelaufen. Ich mache von selbst weiter, sobald das behoben ist.
        [nothing] **{ $name }** hat diese Woche keine frischen Songs bekommen: Es sind keine übrig, die du nicht gehört hast und die ich dir in den letzten 60 Tagen nicht gezeigt habe. Mehr Likes und 👍 erweitern die Auswahl.
       *[gone] **{ $name }** ist nicht mehr in deinem Spotify-Konto, deshalb lege ich keine Songs mehr hinein. `/playlist keep` legt eine andere an.
    }

shelf-title = ### Playlists, die ich für dich angelegt habe
shelf-none = Keine Playlist, die ich für dich angelegt habe, ist noch in deinem Spotify-Konto. `/playlist create` legt eine an, `/playlist keep` eine mit frischen Songs jede Woche.
shelf-entry = **[{ $name }]({ $link })**{ $known ->
        [yes] { " " }· { $songs ->
            [one] ein Song
           *[other] { $songs } Songs
        }
       *[no] { "" }
    }
shelf-kept = Jede Woche { $size ->
        [one] ein frischer Song
       *[other] { $size } frische Songs
    }, { $due ->
        [yes] jetzt fällig
       *[no] das nächste Mal am { $when }
    }
shelf-clean = ohne anstößige Songs
shelf-trouble = { $trouble ->
        [link] Keine frischen Songs, bis du `/link` noch einmal aufrufst und auf der Seite allem zustimmst
        [account] Keine frischen Songs: Sie liegt in einem anderen Spotify-Konto als dem, das du jetzt verknüpft hast
        [refused] Keine frischen Songs: Spotify gibt mir deine Daten nicht. Ruf `/link` auf, dort steht, warum
       *[nothing] Keine frischen Songs diese Woche: Nichts ist übrig, das du nicht gehört hast und das ich dir nicht vor Kurzem gezeigt habe
    }
shelf-older = Und { $count ->
        [one] eine ältere
       *[other] { $count } ältere
    }.
shelf-unread = Welche davon es noch gibt und wie viele Songs darin sind, sehe ich gerade nicht. { $sentence }
