## Was über ein Mitglied gespeichert ist

privacy-title = ### Was ich über dich speichere

privacy-likes = **Songs, um zu lernen, was du magst, und nie zu empfehlen, was du kennst:**
privacy-likes-saved = - { $count ->
        [one] ein Lieblingssong
       *[other] { $count } Lieblingssongs
    } von Spotify
privacy-likes-top = - { $count ->
        [one] ein Top-Titel
       *[other] { $count } Top-Titel
    } von Spotify
privacy-likes-recent = - { $count ->
        [one] ein zuletzt gehörter Titel
       *[other] { $count } zuletzt gehörte Titel
    } von Spotify
privacy-likes-playlist = - { $count ->
        [one] ein Song
       *[other] { $count } Songs
    } aus deinen eigenen Playlists bei Spotify
privacy-likes-import = - { $count ->
        [one] ein Song
       *[other] { $count } Songs
    } aus Dateien, die du mir gegeben hast
privacy-likes-pick = - { $count ->
        [one] ein Song, den
       *[other] { $count } Songs, die
    } du ausgewählt hast
privacy-likes-up = - { $count ->
        [one] ein Song, dem
       *[other] { $count } Songs, denen
    } du 👍 gegeben hast
privacy-likes-down = - { $count ->
        [one] ein Song, dem
       *[other] { $count } Songs, denen
    } du 👎 gegeben hast

privacy-likes-shunned = - { $count ->
        [one] ein Song
       *[other] { $count } Songs
    } aus Playlists, die du ungeliebt genannt hast, um sie fernzuhalten

privacy-likes-known = - { $count ->
        [one] ein Song, den
       *[other] { $count } Songs, die
    } du nach deinen Worten kennst

privacy-kept-links = - **Spotify-Verknüpfung**: ID und Name deines Kontos und mit einem Schlüssel versiegelte Tokens, um zu lesen und Playlists anzulegen
privacy-kept-allow-list = - **E-Mail**, die du für einen Platz auf der Nutzerliste der App angegeben hast: versiegelt, bis der Betreiber sich darum gekümmert hat oder du verknüpft bist, höchstens { $days } Tage
privacy-kept-logins = - **Begonnene Anmeldung**: dein Discord-Name, um sie abzuschließen; gilt { $minutes } Minuten
privacy-kept-verdicts = - { $count ->
        [one] **Eine Playlist** von dir mit deinem Wort, ob sie
       *[other] **{ $count } Playlists** von dir mit deinem Wort, ob sie
    } als gemocht, ungeliebt oder gar nicht zählt
privacy-kept-tastes = - **Modell**, nur für dich aus diesen Songs gelernt, und die Songs, die es am höchsten einstuft, um gleich antworten zu können
privacy-kept-upkeep = - **Wann ich zuletzt von selbst versucht habe**, deine Bibliothek zu lesen oder neu zu lernen, um es nicht zu oft zu versuchen
privacy-kept-lists = - { $count ->
        [one] **Eine Liste**, die dir gezeigt wurde, damit ihre Knöpfe
       *[other] **{ $count } Listen**, die dir gezeigt wurden, damit ihre Knöpfe
    } funktionieren: { $days } Tage
privacy-kept-shown = - { $count ->
        [one] **Ein Song**, der dir gezeigt wurde, um ihn
       *[other] **{ $count } Songs**, die dir gezeigt wurden, um sie
    } nicht noch einmal zu zeigen: { $days } Tage
privacy-kept-playlists = - { $count ->
        [one] **Eine Playlist**, die ich für dich angelegt habe: Name und ID, um sie aufzulisten und nie daraus
       *[other] **{ $count } Playlists**, die ich für dich angelegt habe: Name und ID, um sie aufzulisten und nie daraus
    } zu lernen
privacy-kept-playlist-intents = - { $count ->
        [one] **Eine Playlist** und ihre Songs, wie ich sie notiert habe, um sie
       *[other] **{ $count } Playlists** und ihre Songs, wie ich sie notiert habe, um sie
    } nach einem Ausfall fertigzustellen: { $days } Tage
privacy-kept-keeps = - { $count ->
        [one] **Eine Playlist** bekommt
       *[other] **{ $count } Playlists** bekommen
    } jede Woche frische Songs
privacy-kept-refreshes = - { $count ->
        [one] **Eine Auffrischung** solcher Playlists und ihre Songs, um sie
       *[other] **{ $count } Auffrischungen** solcher Playlists und ihre Songs, um jede
    } nur einmal zu machen: { $days } Tage
privacy-kept-participants = - { $count ->
        [one] **Ein Server**, bei dessen Wochenpost
       *[other] **{ $count } Server**, bei deren Wochenposts
    }, bei `/compare`, `/blend` und den geteilten Songs du mitmachst, bis `/weekly leave`
privacy-kept-schedule-keepers = - { $count ->
        [one] **Ein Wochenpost**, den du eingerichtet hast, um dir zu sagen, wo er
       *[other] **{ $count } Wochenposts**, die du eingerichtet hast, um dir zu sagen, wo einer
    } scheitert
privacy-kept-post-parts = - { $count ->
        [one] **Ein Wochenpost** mit Songs für dich, und welche es waren, um ihn
       *[other] **{ $count } Wochenposts** mit Songs für dich, und welche es waren, um jeden
    } nur einmal zu posten: { $days } Tage

privacy-lasts = Wo keine Zeit dabeisteht, bleibt es, bis du es löschst: `/unlink` löscht, was von Spotify kam, **Alles löschen** alles zusammen. Hier sieht das niemand außer dir, und Protokolle enthalten nichts davon.
privacy-outside = Was ich auf Servern gepostet habe, bleibt dort, ebenso Wochenposts, die du für sie geplant hast; Playlists in deinem Spotify-Konto bleiben deine.
privacy-copies = { $every ->
        [weekly] Ich kopiere meinen Speicher jede Woche
       *[daily] Ich kopiere meinen Speicher jeden Tag
    } und behalte { $count ->
        [one] eine Kopie
       *[other] { $count } Kopien
    }: Was du löschst, ist daraus verschwunden nach { $days ->
        [one] einem Tag
       *[other] { $days } Tagen
    }. Der Betreiber kann auch von Hand Kopien anlegen.
privacy-no-copies = Ich lege hier keine Kopien meines Speichers an; der Betreiber kann es von Hand tun.
privacy-button-export = Exportieren
privacy-button-policy = Datenschutzerklärung
privacy-button-delete = Alles löschen
privacy-exported = Alles, was ich über dich speichere, nach Art. Von Tokens steht nur da, dass es sie gibt.
privacy-confirm =
    ### Alles löschen?
    Deine Spotify-Verknüpfung, alle Songs und Bewertungen, dein Modell, die Listen und deine Teilnahme an Wochenposts von Servern werden sofort gelöscht. Ich kann sie nicht zurückholen. Dein Spotify-Konto und seine Playlists bleiben unberührt.
privacy-button-confirm = Ja, alles löschen
privacy-forgotten =
    ### Alles ist gelöscht
    Ich speichere nichts mehr über dich: keine Verknüpfung, keine Songs, keine Bewertungen, kein Modell, keine Listen, keine Teilnahme am Wochenpost eines Servers.
privacy-bytes-remain = Ein anderes Programm liest noch in meinem Speicher: Spuren in seiner Datei verschwinden bei meinem nächsten Start.
privacy-spotify = Du kannst die App auch bei Spotify entfernen: https://www.spotify.com/account/apps
