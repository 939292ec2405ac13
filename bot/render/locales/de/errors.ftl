## Fehler: was passiert ist, und was als Nächstes zu tun ist

-mend-again = Versuch es in einer Minute noch einmal.

error-reference = -# Kennung { $id }

error-not-linked = Ich kenne deinen Geschmack noch nicht. Mit `/link` verknüpfst du Spotify, mit `/start` wählst du ein paar Songs, die du liebst.
error-nothing-liked = In deiner Spotify-Bibliothek sind keine Songs, also gibt es nichts zu lernen. Speichere bei Spotify ein paar Songs und ruf dann noch einmal `/link` auf.
error-nothing-kept = Ich habe nichts über dich gespeichert.
error-nothing-rated = Der Betreiber dieses Bots hat das Lernen aus Spotify abgeschaltet. Ich kenne also nur die Songs, die du hier bewertest, und noch hat dir keiner gefallen. Mit `/start` wählst du ein paar Songs, die du liebst.
error-too-few-likes = Ich habe { $likes ->
        [one] einen Like gelesen, aber er steht nicht
       *[other] { $likes } Likes gelesen, aber keiner davon steht
    } in meinem Katalog, deshalb kann ich nichts daraus lernen. Bitte den Betreiber dieses Bots um einen größeren Katalog.
error-not-allow-listed = { $cause ->
        [premium] Spotify gibt mir deine Daten nicht, weil das Premium-Abo des Betreibers dieses Bots abgelaufen ist. Sag ihm Bescheid und ruf `/link` noch einmal auf, sobald es erneuert ist.
        [scope] Du hast mir nicht alles erlaubt, was dafür nötig ist. Ruf `/link` noch einmal auf und stimm auf der Seite allem zu.
        [unlisted] Spotify hat dich angemeldet, gibt mir aber deine Daten nicht: Der Betreiber dieses Bots hat dich nicht in die Nutzerliste der App eingetragen. Nenn ihm die E-Mail-Adresse deines Spotify-Kontos und ruf dann `/link` noch einmal auf.
       *[other] Spotify hat dich angemeldet, gibt mir aber deine Daten nicht. Entweder hat der Betreiber dieses Bots dich nicht in die Nutzerliste der App eingetragen (nenn ihm die E-Mail-Adresse deines Spotify-Kontos), oder sein Premium-Abo ist abgelaufen. Ruf `/link` noch einmal auf, sobald das behoben ist.
    }
error-email-unreadable = Das sieht nicht nach einer E-Mail-Adresse aus. Schreib sie so, wie sie in deinem Spotify-Konto steht, etwa du@example.org.
error-link-expired = Spotify nimmt deine Verknüpfung nicht mehr an: Sie wurde widerrufen, oder sechs Monate sind um. Mit `/link` erneuerst du sie; deine Likes und dein Modell bleiben erhalten.
error-spotify-down = Spotify antwortet gerade nicht richtig. Nichts ist verloren. { -mend-again }
error-spotify-limited = Spotify bittet mich, langsamer zu machen. Nichts ist verloren. Versuch es in { $minutes ->
        [one] einer Minute
       *[other] { $minutes } Minuten
    } noch einmal.
error-spotify-quota = Das Kontingent dieses Bots bei Spotify ist aufgebraucht. Nichts ist verloren. Versuch es morgen noch einmal; bleibt es dabei, sag dem Betreiber dieses Bots Bescheid.
error-spotify-refused = Spotify hat die Anfrage abgelehnt (Status { $status }). Nichts ist verloren. Ruf `/link` noch einmal auf; bleibt es dabei, sag dem Betreiber dieses Bots Bescheid.
error-spotify-not-configured = Der Betreiber dieses Bots hat Spotify nicht eingerichtet, also gibt es nichts zu verknüpfen. Bitte ihn, `cratemate doctor` aufzurufen.
error-learning-undecided = Der Betreiber dieses Bots hat noch nicht entschieden, ob er aus Spotify-Bibliotheken lernen darf, deshalb ist `/link` geschlossen. Bitte ihn, `CRATEMATE_SPOTIFY_LEARNING` auf on oder off zu setzen (`cratemate doctor` erklärt es).
error-login-refused = Du hast auf der Seite von Spotify abgelehnt, deshalb wurde nichts verknüpft. Ruf `/link` auf, wenn du es dir anders überlegst.
error-login-stale = Diese Anmeldung gilt nicht mehr: Sie wurde schon benutzt, ist älter als zehn Minuten oder gehört jemand anderem. Mit `/link` bekommst du eine neue.
error-login-interrupted = Spotify ist ausgefallen, während ich deine Anmeldung abschließen wollte. Es wurde nichts verknüpft, und eine Anmeldung gilt nur einmal. Ruf in { $minutes ->
        [one] einer Minute
       *[other] { $minutes } Minuten
    } `/link` auf; dann bekommst du eine neue.
error-login-unreadable = Das ist nicht die Adresse der Seite, auf die Spotify dich geschickt hat: Sie beginnt mit { $start } und enthält „code“ und „state“. Kopier die ganze Adresse aus dem Browser und drück noch einmal auf **Adresse einfügen**.
error-account-taken = Dieses Spotify-Konto hat schon jemand anderes verknüpft. Lös es dort zuerst mit `/unlink`, oder melde dich bei Spotify mit deinem eigenen Konto an und ruf `/link` noch einmal auf.
error-link-removed = Die Verknüpfung wurde entfernt oder erneuert, während ich gelesen habe. Ich habe aufgehört und nichts davon behalten. Ruf `/link` auf, wenn du weitermachen willst.
error-training-running = Dein Modell wird gerade trainiert{ $place ->
        [0] {""}
       *[other] {" "}({ $place } vor dir)
    }. Versuch `/recommend` gleich noch einmal.
error-queue-full = Gerade warten { $waiting } Mitglieder auf ihr Modell, mehr nehme ich nicht an. Deine Likes sind gespeichert. Versuch es in ein paar Minuten noch einmal.
error-nothing-left = Es ist kein Song mehr übrig, den du nicht schon gehört hast und den ich dir in den letzten 60 Tagen nicht gezeigt habe. Verknüpfe mehr Likes, oder bitte den Betreiber dieses Bots um einen größeren Katalog.
error-catalogue-missing = Ich habe keinen lesbaren Katalog mit Songs, also gibt es nichts auszuwählen. Wer diesen Bot betreibt, legt ihn mit `cratemate catalogue add` an. Was dir gefällt, ist gespeichert.
error-list-gone = Diese Liste ist nicht mehr gespeichert. Ruf den Befehl noch einmal auf; dann bekommst du eine neue.
error-not-yours = Das antwortet nur dem Mitglied, für das die Liste gemacht wurde. Mit `/recommend` bekommst du deine eigene.
error-song-gone = Dieser Song ist nicht mehr im Katalog. Mit `/recommend` bekommst du eine neue Liste.
error-playlist-needs-link = Eine Playlist entsteht in deinem eigenen Spotify-Konto. Verknüpfe es mit `/link` und versuch es dann noch einmal.
error-playlist-gone = Die Playlist **{ $name }** ist nicht mehr bei Spotify, deshalb fülle ich sie nicht weiter. Mit `/playlist create` bekommst du eine andere.
error-playlist-unknown = Ich kenne dafür keine Playlist „{ $text }“ von mir, oder mehrere heißen so. Wähle eine aus der Liste, die beim Tippen erscheint.
error-playlist-lost = **{ $name }** ist nicht mehr in deinem Spotify-Konto, deshalb kann ich keine Songs hineinlegen. Ruf `/playlist keep` ohne Angabe einer Playlist auf; dann lege ich eine neue an.
error-which-playlist = { $count ->
        [0] Du behältst keine Playlist. `/playlist keep` fängt eine an.
       *[other] Du behältst { $count } Playlists: Sag, welche, mit der Liste, die beim Tippen erscheint.
    }
error-too-many-kept = Du behältst { $most } Playlists, mehr fülle ich nicht. Beende zuerst eine mit `/playlist stop`.
error-nothing-to-save = Keiner dieser Songs ist bei Spotify, also gibt es nichts zu speichern.
error-song-unknown = Ich kenne keinen Song namens „{ $text }“. Wähle einen aus der Liste, die beim Tippen erscheint, oder füge seinen Spotify-Link ein.
error-track-unknown = Diesen Song enthält mein Katalog nicht. Versuch es über den Titel mit einer anderen Version, oder bitte den Betreiber dieses Bots um einen größeren Katalog.
error-no-track-link = Ich finde da keinen Link zu einem Song bei Spotify. Ich lese Links zu einzelnen Songs (`open.spotify.com/track/…`), nicht zu Alben, Künstlern oder Playlists. Einen Kurzlink öffnest du erst und kopierst dann die Adresse, zu der er führt.
error-nothing-similar = Ich weiß zu wenig über Klang und Genre von **{ $title }** oder von anderen Songs, um zu sagen, was ähnlich ist. Versuch es mit einem anderen Song.
error-fault = Bei mir ist etwas schiefgegangen. Von dir ist nichts verloren. { -mend-again } Bleibt es dabei, nenn dem Betreiber dieses Bots diese Kennung: `{ $id }`
error-zone-unknown = Ich kenne keine Zeitzone „{ $text }“, oder mehrere Orte heißen so. Tippe eine Stadt und wähle aus, was ich anbiete, etwa Europe/Berlin.
error-time-unreadable = Ich kann „{ $text }“ nicht als Uhrzeit lesen. Schreib sie wie 18:30 oder 6:30 pm.
error-channel-unwritable = Ich kann in { $channel } nicht posten: Den Kanal gibt es nicht mehr, oder ich darf dort nicht schreiben. Gib mir dort *Kanal anzeigen* und *Nachrichten senden*, oder wähle einen anderen Kanal.
error-no-schedule = { $count ->
        [0] Dieser Server hat keinen Wochenpost. `/schedule set` legt einen an.
        [one] Diesen Termin gibt es nicht mehr. Ruf `/schedule list` auf.
       *[other] Dieser Server hat mehrere Wochenposts: Wähle, welcher gemeint ist.
    }
error-too-many-schedules = Dieser Server hat { $most } Wochenposts, mehr bediene ich nicht. Entferne zuerst einen mit `/schedule remove`.
error-nobody-takes-part = Hier macht noch niemand mit, also gäbe es keinen Post. Mitmachen geht mit `/weekly join`.
error-nothing-new = Jetzt gäbe es keinen Post: Ich habe für die, die mitmachen, nichts Neues. `/link` und 👍 erweitern die Auswahl.
error-discord-silent = Discord antwortet gerade nicht richtig. Nichts ist geändert. { -mend-again }
error-post-gone = Die Liste dieses Posts ist nicht mehr gespeichert. Mit `/recommend` bekommst du eigene Songs.
error-nobody-else = Nenn noch jemanden von diesem Server.
error-not-taking-part = { $who ->
        [you] Du machst bei der Musik dieses Servers noch nicht mit. Mit `/weekly join` bist du dabei, mit `/weekly leave` wieder draußen.
        [gone] { $name } ist nicht mehr auf diesem Server, deshalb sage ich hier nichts über diesen Geschmack.
       *[other] { $name } macht bei der Musik dieses Servers nicht mit, deshalb sage ich nichts über diesen Geschmack. Mitmachen geht mit `/weekly join`.
    }
error-taste-unknown = { $who ->
        [you] Ich kenne deinen Geschmack noch nicht. Ruf `/link` oder `/start` auf, dann gibt es etwas zu vergleichen.
       *[other] Ich kenne den Geschmack von { $name } noch nicht. Dafür gibt es `/link` und `/start`.
    }
error-learning-off = Der Betreiber dieses Bots hat das Lernen aus Spotify abgeschaltet, deshalb lese ich nichts aus deiner Bibliothek. Ich lerne aus `/start` und aus deinen 👍 und 👎.
error-synced-lately = Ich habe deine Bibliothek gerade erst gelesen. Noch einmal kann ich das in { $minutes ->
        [one] einer Minute
       *[other] { $minutes } Minuten
    }; was dir hier gefällt, zählt sofort.
error-import-needs-one = Gib mir eines zu lesen: eine Datei, oder deinen Namen bei ListenBrainz oder Last.fm. `/start` fängt stattdessen mit ein paar Songs an.
error-import-too-large = Diese Datei ist größer als die { $most } MiB, die ich auf einmal lese. Schick den Hörverlauf ohne den Rest, oder einen Teil davon. Nichts ist geändert.
error-import-unfetched = Discord hat mir die Datei nicht vollständig gegeben. Es hat sich nichts geändert. { -mend-again }
error-import-empty = In dieser Datei ist kein Song. Nichts ist geändert. Schick das ZIP von der Datenschutzseite von Spotify, wie es ist, oder eine CSV-Datei mit einer Spalte für Titel und einer für Künstler.
error-import-unknown = Diese Art Datei kenne ich nicht. Ich lese das ZIP oder die JSON-Dateien von der Datenschutzseite von Spotify sowie CSV mit einer Kopfzeile, die Titel und Künstler nennt, oder mit Spotify-Links. Nichts ist geändert.
error-import-broken = Diese Datei ist beschädigt: Sie endet zu früh oder folgt ihrem eigenen Format nicht. Lade sie noch einmal herunter und schick sie, wie sie ist. Nichts ist geändert.
error-import-too-heavy = Diese Datei braucht mehr Zeit oder Speicher, als ich für eine Datei habe, deshalb habe ich aufgehört. Schick den Hörverlauf ohne den Rest, oder einen Teil davon. Nichts ist geändert.
error-import-encoding = Ich erkenne nicht, in welcher Kodierung der Text dieser Datei ist. Speichere sie als UTF-8 und schick sie noch einmal. Nichts ist geändert.
error-import-bomb = Dieses Archiv wird beim Entpacken größer als jeder Export von Musik, deshalb habe ich aufgehört. Schick nur die Dateien mit deinem Hörverlauf. Nichts ist geändert.
error-import-locked = Dieses Archiv verlangt ein Passwort. Schick es ohne. Nichts ist geändert.
error-import-running = Ich lese noch, was du zuvor geschickt hast. Versuch es noch einmal, wenn das fertig ist.
error-import-gone = Deine Daten wurden gelöscht, während ich die Datei gelesen habe, deshalb habe ich nichts davon behalten. Schick sie noch einmal, wenn du neu anfangen willst.
error-profile-unknown = { $service } kennt niemanden namens „{ $name }“ oder zeigt anderen nichts davon. Prüf den Namen oder öffne das Profil dort, und versuch es noch einmal. Nichts ist geändert.
error-profile-silent = { $service } antwortet gerade nicht richtig. Nichts ist geändert. { -mend-again }
error-profile-empty = { $service } hat noch keinen Song von „{ $name }“. Nichts ist geändert. `/start` fängt stattdessen mit ein paar Songs an.
error-lastfm-off = Der Betreiber dieses Bots hat keinen Schlüssel für Last.fm eingetragen (`CRATEMATE_LASTFM_KEY`), deshalb kann ich dort nicht fragen. ListenBrainz braucht keinen; eine Datei geht auch.
error-mood-unknown = Ich weiß nicht, wie „{ $text }“ klingt. Versuch es mit einer Stimmung wie ruhig oder Party, einem Genre, einem Jahrzehnt wie 90er, einem Künstler oder mehreren davon.
error-genre-unknown = In meinem Katalog gibt es kein Genre namens „{ $text }“. Wähle eines aus der Liste, die beim Tippen erscheint.
error-nothing-recent = Bei keinem deiner Likes steht, seit wann er dir gefällt, deshalb kann ich den letzten Monat nicht vom Rest unterscheiden. `/sync` oder ein erweiterter Hörverlauf mit `/import` bringt das mit.
error-nothing-fits = Kein Song, den du nicht gehört hast und den ich dir nicht vor Kurzem gezeigt habe, passt zu alledem. Verlange weniger auf einmal.
error-no-playlists = Du hast bei Spotify keine eigene Playlist, also gibt es nichts auszuwählen. Deine Lieblingssongs, deine Top-Titel und was du zuletzt gehört hast, zählen auf jeden Fall.
error-store-unusable = Ich komme gerade nicht an meinen Speicher: Der Datenträger ist voll oder gestört, oder ein anderes Programm hält ihn fest. Was vorher behalten wurde, ist nicht verloren. Wer diesen Bot betreibt, muss danach sehen; versuche es danach noch einmal.
error-too-few-to-judge = Ich brauche mindestens { $fewest } deiner Likes in meinem Katalog, um einige zu verstecken und zu suchen. `/taste card` geht mit weniger.
error-too-fast = Das ging schnell: Diesen Befehl nehme ich { $when } wieder an. Nichts ist verloren.
error-channel-closed = Dieser Server nimmt meine Befehle nur in { $channels } an. In Direktnachrichten antworte ich auch.
