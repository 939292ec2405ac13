## Welche Playlists zählen

choosing-title =
    ### Deine Playlists
    Welche davon sagen, was du magst? Songs aus ungeliebten halte ich fern und lerne daraus, was du nicht magst; was in keinem der Menüs steht, lese ich nicht.
choosing-liked = 👍 **{ $name }** · { $total ->
        [one] ein Song
       *[other] { $total } Songs
    }
choosing-disliked = 👎 **{ $name }** · { $total ->
        [one] ein Song
       *[other] { $total } Songs
    }
choosing-neither = ➖ **{ $name }** · { $total ->
        [one] ein Song
       *[other] { $total } Songs
    }
choosing-menu-liked = Diese zählen als gemocht
choosing-menu-disliked = Diese zählen als ungeliebt
choosing-read = So lesen
choosing-offer = Playlists auswählen
