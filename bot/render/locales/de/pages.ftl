## Seiten im Browser

web-title = Cratemate
web-confirm-heading = Dieses Spotify-Konto mit Discord verknüpfen?
web-confirm = Das Discord-Konto **{ $name }** wird mit dem Spotify-Konto verknüpft, mit dem du dich gerade angemeldet hast. Bestätige nur, wenn { $name } du bist.
web-confirm-button = Ja, ich bin { $name }
web-done-heading = Verknüpft
web-done = Geh zurück zu Discord: Die Nachricht von /link zeigt, wie weit ich bin. Diese Seite kannst du schließen.
web-failed-heading = Nicht verknüpft
web-error-heading = Das hat nicht geklappt
web-error = { $status ->
        [403] Dieses Formular kam nicht von der Seite dieses Bots, deshalb ist nichts geschehen. Ruf in Discord /link auf und öffne die Seite noch einmal.
        [404] Unter dieser Adresse ist nichts. Ruf in Discord /link auf; dann bekommst du die richtige.
        [405] So funktioniert diese Seite nicht. Ruf in Discord /link auf und öffne die Seite noch einmal.
        [408] Das hat zu lange gedauert, deshalb ist nichts geschehen. Ruf in Discord /link auf und öffne die Seite noch einmal.
        [413] Das ist mehr, als diese Seite annimmt. Ruf in Discord /link auf und öffne die Seite noch einmal.
        [415] So funktioniert diese Seite nicht. Ruf in Discord /link auf und öffne die Seite noch einmal.
        [429] Aus deinem Netz kamen zu viele Anfragen. Warte eine Minute und lade diese Seite dann neu.
        [500] Bei mir ist etwas schiefgegangen. Von dir ist nichts verloren. Ruf in einer Minute in Discord noch einmal /link auf.
       *[other] Diese Anfrage verstehe ich nicht. Ruf in Discord /link auf und öffne die Seite noch einmal.
    }
