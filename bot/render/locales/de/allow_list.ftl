## Ein Platz auf der Nutzerliste der Spotify-App des Betreibers, und das Ende einer Verknüpfung

allow-list-button = Dem Betreiber meine Spotify-E-Mail schicken
allow-list-title = Um einen Platz bitten
allow-list-label = E-Mail deines Spotify-Kontos
allow-list-description = Versiegelt nur für den Betreiber dieses Bots, und gelöscht, sobald er sich darum gekümmert hat.
allow-list-placeholder = du@example.org
allow-list-asked = Für den Betreiber dieses Bots gespeichert. Er muss die Adresse bei Spotify von Hand eintragen, und die Liste hat Platz für fünf; ruf `/link` noch einmal auf, wenn er dir Bescheid gesagt hat. Danach wird sie gelöscht, spätestens nach 90 Tagen.
link-ends = Deine Verknüpfung mit Spotify endet ungefähr am { DATETIME($day, dateStyle: "long") }: Spotify beendet jede nach sechs Monaten. Mit `/link` erneuerst du sie; deine Likes und dein Modell bleiben erhalten.
