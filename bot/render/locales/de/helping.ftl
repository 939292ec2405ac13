## Die Seite von /help

help-title =
    ### Was ich kann
    Ich lerne, was du magst, und finde Songs, die du noch nicht gehört hast. Fang mit fünf Songs an, die du liebst, oder verknüpfe Spotify.
help-begin = **Anfangen**
help-listen = **Hören**
help-together = **Zusammen, auf diesem Server**
help-server = **Für alle, die diesen Server verwalten**
help-yours = **Du und deine Daten**
help-other = **Mehr**
help-footer = -# Klick mit rechts auf eine Nachricht mit einem Spotify-Link (oder halte sie) und wähle *Apps* für ähnliche Songs, bei einem Mitglied zum Vergleichen oder Mischen. Antworten siehst nur du, wenn du nichts anderes sagst.
