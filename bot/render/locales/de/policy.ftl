## Die Datenschutzerklärung, eine Zeile je Absatz

policy-heading = Datenschutz
policy-open = Als Seite öffnen
policy-who = Diesen Bot betreibt, wer ihn auf deinen Server eingeladen oder dir seine Adresse gegeben hat; was er speichert, liegt auf dessen Rechner. Diese Seite sagt, was das Programm tut. Es ist nicht mit Spotify oder Discord verbunden.
policy-kept-heading = Was gespeichert wird
policy-kept = Deine Discord-ID. Songs, die du magst oder nicht magst: aus deiner Spotify-Bibliothek, wenn du sie verknüpft hast und der Betreiber den Bot daraus lernen lässt, aus Dateien und Profilen, die du importierst, aus Auswahl und Daumen; mit Titel, Künstlern, Daten und, bei Hörverläufen, Wiedergaben und Übersprungenem. Ein Modell, das nur für dich daraus gelernt ist, und die Songs, die es am höchsten einstuft. Wenn du Spotify verknüpft hast: ID und Name des Kontos und Tokens, die mit einem Schlüssel versiegelt sind. Was du zu deinen Playlists gesagt hast, und die Playlists, die der Bot für dich angelegt hat. Wann der Bot zuletzt von selbst versucht hat, deine Bibliothek zu lesen oder neu zu lernen. Auf welchen Servern du andere sehen lässt, was dir empfohlen wird. Eine E-Mail nur, wenn du sie für einen Platz auf der Nutzerliste der App geschickt hast, versiegelt.
policy-time = Listen, die dir gezeigt wurden, bleiben { $lists } Tage gespeichert, welche Songs darin waren { $shown } Tage, Teile von Wochenposts { $post_parts } Tage, erledigte Arbeit an Playlists { $playlist_intents } Tage und an ihren Auffrischungen { $refreshes } Tage, eine E-Mail höchstens { $allow_list } Tage. Alles andere bleibt, bis du es löschst.
policy-not-kept = Keine Nachricht wird gelesen, keine Mitgliederliste, kein Onlinestatus. Von Dateien, die du importierst, werden nur Songs, Künstler, Wiedergaben und Daten angesehen; die Datei wird nicht behalten. Protokolle enthalten kein Token, keinen Namen und keinen Song.
policy-given = Nichts wird verkauft oder weitergegeben, mit diesen Ausnahmen, um die du bittest oder die der Betreiber gewählt hat: Anfragen an Spotify mit deinem Token; dein Name bei ListenBrainz oder Last.fm an diese, wenn du von dort importierst; die Spotify-IDs von Songs, die in keiner Tabelle stehen, an einen Anbieter von Merkmalen, wenn der Betreiber einen genannt hat, ohne zu sagen, wessen Songs es sind.
policy-others = Andere Mitglieder sehen von deinem Geschmack nur das, dem du mit /weekly join zugestimmt hast: Wochenposts, Vergleiche und gemeinsame Listen dieses Servers, und Songs, die mindestens zwei von euch lieben, mit deren Zahl und ohne Namen. /weekly leave beendet es. Nachrichten, die der Bot gepostet hat, bleiben beim Server; seine Moderatoren können sie löschen.
policy-rights-heading = Was du tun kannst
policy-rights = /privacy zeigt, was über dich gespeichert ist, gibt es als Datei heraus und löscht es; /unlink löscht Tokens und alles, was von Spotify kam. Gelöschte Zeilen werden überschrieben, sodass im Speicher des Bots kein Byte davon übrig bleibt.
policy-copies = { $copies ->
        [0] Der Betreiber hat keine Kopien des Speichers eingerichtet, die der Bot von selbst anlegt.
       *[other] Kopien des Speichers entstehen { $every ->
            [weekly] wöchentlich
           *[daily] täglich
        }, und die neuesten { $copies } bleiben: Was du löschst, ist nach { $days } Tagen daraus verschwunden. Kopien, die der Betreiber von Hand anlegt, muss er selbst löschen.
    }
policy-outside = Playlists in deinem eigenen Spotify-Konto und deine Zustimmung dort gehören dir: Letztere beendest du auf spotify.com/account/apps.
