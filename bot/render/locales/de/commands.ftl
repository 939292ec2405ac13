## Befehle: Namen und Beschreibungen

command-link = Verknüpfe dein Spotify-Konto, damit ich lernen kann, was du magst
command-start = Ganz ohne Konto anfangen: Wähle bis zu fünf Songs, die du liebst
command-start-pick = Ein Song, den du liebst: beim Tippen auswählen oder seinen Spotify-Link einfügen
command-unlink = Entferne deine Spotify-Verknüpfung und alles, was daraus stammt
command-sync = Lies deine Spotify-Bibliothek neu ein und lerne aus dem, was neu ist
command-recommend = Songs, die du noch nicht gehört hast, für dich ausgesucht
command-recommend-count = Wie viele Songs, 1 bis 20
command-recommend-genre = Nur dieses Genre: beim Tippen auswählen
command-recommend-mood = Eine Stimmung in deinen Worten: verregneter Sonntag, 90er Sport, ruhiges Klavier
command-recommend-adventure = Wie weit weg von dem, was du kennst
command-recommend-familiar = mehr davon
command-recommend-usual = wie üblich
command-recommend-bold = gewagt
command-recommend-new = nur neue Künstler
command-recommend-recent = Was dir im letzten Monat gefallen hat, zählt am meisten
command-recommend-private = Ob nur du die Antwort siehst; das gilt, wenn du nichts sagst
command-similar = Songs, die klingen wie einer, den du nennst, oder wie mehrere
command-similar-song = Ein Song: beim Tippen auswählen oder seinen Spotify-Link einfügen
command-similar-more = Noch ein Song
command-similar-count = Wie viele Songs, 1 bis 20
command-similar-mode = Bei mehreren Songs: eine Liste für alle oder eine für jeden
command-similar-together = gemeinsam
command-similar-each = jeder für sich
menu-similar = Ähnliche Songs
command-playlist = Playlists, die ich in deinem Spotify-Konto anlege
command-playlist-create = Lege eine Playlist mit Songs an, die du noch nicht gehört hast, für dich ausgesucht
command-playlist-create-count = Wie viele Songs, 1 bis 100; 30, wenn du nichts sagst
command-playlist-create-name = Ihr Name; wenn du keinen sagst, denke ich mir einen aus
command-playlist-create-public = Ob alle sie in deinem Profil finden können; privat, wenn du nichts sagst
command-playlist-keep = Behalte eine Playlist, in die ich jede Woche frische Songs lege
command-playlist-keep-count = Wie viele Songs jede Woche, 1 bis 100; 30, wenn du nichts sagst
command-playlist-keep-name = Der Name einer neuen; wenn du keinen sagst, denke ich mir einen aus
command-playlist-keep-playlist = Eine, die ich schon angelegt habe; wenn du keine nennst, lege ich eine neue an
command-playlist-choose = Sag, welche deiner eigenen Playlists als gemocht zählen, als ungeliebt oder gar nicht
command-playlist-list = Zeige die Playlists, die ich für dich angelegt habe, und welche frische Songs bekommen
command-playlist-stop = Lege keine frischen Songs mehr in eine Playlist; sie bleibt, wie sie ist
command-playlist-stop-playlist = Welche, wenn du mehrere behältst
command-schedule = Der Wochenpost dieses Servers
command-schedule-set = Poste jede Woche Songs für alle, die mitmachen
command-schedule-set-channel = Wo ich poste
command-schedule-set-day = An welchem Wochentag
command-schedule-set-time = Um wie viel Uhr, etwa 18:30 oder 6:30 pm
command-schedule-set-zone = Nach der Uhr welches Ortes: Tippe eine Stadt
command-schedule-preview = Zeige mir, was ein Post jetzt sagen würde
command-schedule-list = Zeige die Termine dieses Servers
command-schedule-pause = Poste nichts mehr, bis ich es fortsetze
command-schedule-resume = Poste ab jetzt wieder
command-schedule-remove = Vergiss einen Termin
command-schedule-which = Welchen, wenn es mehrere gibt
command-weekly = Beim Wochenpost dieses Servers mitmachen
command-weekly-join = Lass den Wochenpost dieses Servers Songs für dich enthalten
command-weekly-leave = Mach beim Wochenpost dieses Servers nicht mehr mit
weekday = { $day ->
    [0] Montag
    [1] Dienstag
    [2] Mittwoch
    [3] Donnerstag
    [4] Freitag
    [5] Samstag
   *[6] Sonntag
    }
command-compare = Was du mit jemandem von diesem Server gemeinsam hast und was euch trennt
command-compare-member = Mit wem; ihr müsst beide auf diesem Server mitmachen
command-blend = Eine Liste für zwei bis zehn Mitglieder dieses Servers, bei der niemand zu kurz kommt
command-blend-member = Für wen noch; alle müssen auf diesem Server mitmachen
command-blend-count = Wie viele Songs, 1 bis 20
menu-compare = Geschmack vergleichen
menu-blend = Mit mir mischen
command-privacy = Was ich über dich speichere, auf Wunsch als Datei, und wie du es löschst
command-import = Lerne aus einer Datei: deine Spotify-Daten, ein Hörverlauf oder eine Tabelle mit Songs
command-import-file = ZIP, JSON oder CSV: Kontodaten von Spotify, Hörverlauf, Exportify, TuneMyMusic, Soundiiz
command-import-listenbrainz = Dein Name bei ListenBrainz
command-import-lastfm = Dein Name bei Last.fm
command-taste = Wie dein Geschmack aussieht
command-taste-card = Deine Genres, Jahrzehnte und dein Klang, und was deine Empfehlungen entscheidet
command-taste-map = Deine Likes und Empfehlungen auf einer Karte, als Bild und in drei Dimensionen
command-taste-report = Wie gut ich deinen Geschmack kenne: Werte an Songs, die mir verborgen waren
command-help = Was ich kann und wo du anfängst
command-settings = Was auf diesem Server gilt
command-settings-show = Zeige, was hier festgelegt ist
command-settings-set = Ändere die Sprache, anstößige Songs oder wie weit Listen gehen
command-settings-set-language = Worin ich poste, und antworte, wo alle mitlesen
command-settings-set-explicit = Ob Songs kommen dürfen, die als anstößig gekennzeichnet sind
command-settings-set-adventure = Wie weit weg von dem, was Mitglieder kennen, wenn sie nichts sagen
command-settings-channels = Wo ich Befehle annehme: keinen nennen heißt überall
command-settings-channels-channel = Ein Kanal, in dem ich Befehle annehme
command-settings-channels-more = Noch ein Kanal
command-settings-language-server = wie dieser Server bei Discord eingestellt ist
