## Dateien und Profile importieren

import-reading = { $total ->
        [0] Ich lese, was du mitgebracht hast.
       *[other] Ich suche deine Songs im Katalog: { $done } von { $total }.
    }
import-title =
    ### Importiert
    Ich habe { $rows ->
        [one] eine Zeile
       *[other] { $rows } Zeilen
    } gelesen: { $tracks ->
        [0] kein Song, der als gemocht zählt.
        [one] ein Song, der als gemocht zählt.
       *[other] { $tracks } verschiedene Songs, die als gemocht zählen.
    }
import-known-as = Erkannt als: { $formats }.
import-format-library = die Songs deiner Spotify-Bibliothek
import-format-playlists = deine Spotify-Playlists
import-format-history = ein Jahr Hörverlauf
import-format-extended-history = erweiterter Hörverlauf
import-format-csv = eine Tabelle mit Songs
import-format-listenbrainz = ein Profil bei ListenBrainz
import-format-lastfm = ein Profil bei Last.fm
import-matched = In meinem Katalog: **{ $matched }**, davon { $ids } über die Spotify-ID gefunden, { $isrcs } über ISRC, { $names } über Titel und Künstler.
import-unmatched = { $count ->
        [one] **Einer** fehlt dort; er spricht trotzdem für seinen Künstler.
       *[other] **{ $count }** fehlen dort; sie sprechen trotzdem für ihre Künstler.
    }
import-seldom = { $count ->
        [one] Ein weiterer Song lief nur einmal oder wurde meist übersprungen und zählt deshalb nicht als gemocht.
       *[other] { $count } weitere Songs liefen nur einmal oder wurden meist übersprungen und zählen deshalb nicht als gemocht.
    }
import-over = { $count ->
        [one] Ein weiterer bleibt weg: Ich behalte aus einer Datei die meistgespielten, höchstens { $most }.
       *[other] { $count } weitere bleiben weg: Ich behalte aus einer Datei die meistgespielten, höchstens { $most }.
    }
import-refused = { $count ->
        [one] Eine Zeile habe ich abgelehnt: { $reasons }.
       *[other] { $count } Zeilen habe ich abgelehnt: { $reasons }.
    }
import-reasons = { $count } { $reason }
import-reason-nameless = ohne Titel und Künstler
import-reason-not-a-song = zu etwas, das kein Song ist
import-reason-too-long = mit einem Namen, der länger ist als der jedes Songs
import-reason-unreadable = die ich nicht lesen kann
import-nothing-new = Alles davon kannte ich schon, also hat sich nichts geändert.
import-learning = { $new ->
        [one] Ich lerne jetzt aus dem neuen Song
       *[other] Ich lerne jetzt aus den { $new } neuen Songs
    }; das dauert einen Moment.
import-learned = { $known ->
        [0] Noch keiner deiner Songs ist in meinem Katalog, also gibt es nichts zu lernen. `/start` nimmt Songs, die es sind.
        [one] Ich habe aus einem Song von dir gelernt. Probier jetzt `/recommend`.
       *[other] Ich habe aus { $known } Songs von dir gelernt. Probier jetzt `/recommend`.
    }
import-file = In der Datei steht, was nicht im Katalog ist, und welche Zeilen ich abgelehnt habe.
import-file-header = was,Titel oder Stelle,Künstler oder Grund
import-file-unmatched = nicht im Katalog
import-file-refused = abgelehnt
import-only-music = -# Ich lese nur Songs, Künstler, Wiedergaben und Daten; die Datei selbst behalte ich nicht.
