## Knöpfe, Menüs und Formulare: was jedes tut

item-paste = Öffnet das Formular für die Adresse der Seite, auf der du gelandet bist
item-up = Du magst diesen Song; deine nächste Liste weiß es
item-down = Dieser Song kommt nicht wieder; deine nächste Liste weiß es
item-known = Du kennst diesen Song: Er bleibt weg, und gelernt wird daraus nichts
item-why = Sagt, warum ein Song in deiner Liste ist
item-page = Blättert die Liste um
item-save = Speichert die Liste als Playlist in deinem Spotify-Konto
item-choosing = Lässt dich sagen, welche Playlists als gemocht, ungeliebt oder gar nicht zählen
item-verdict = Nimmt die Playlists, die als gemocht oder als ungeliebt zählen
item-reread = Liest deine Bibliothek so, wie die Playlists jetzt zählen
item-join = Nimmt dich in den Wochenpost dieses Servers auf
item-take = Speichert die Liste eines Wochenposts als deine eigene Playlist
item-more = Findet Songs wie einen aus einer Liste
item-allow = Öffnet das Formular für die E-Mail deines Spotify-Kontos
item-export = Gibt dir alles, was ich über dich speichere, als Datei
item-policy = Zeigt die Datenschutzerklärung
item-delete = Fragt, ob alles über dich gelöscht werden soll
item-forget = Löscht sofort alles über dich

form-paste = Nimmt die Adresse der Seite, auf die Spotify dich geschickt hat
form-email = Nimmt die E-Mail deines Spotify-Kontos für den Betreiber dieses Bots
