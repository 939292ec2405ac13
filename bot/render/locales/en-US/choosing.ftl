## Which playlists count

choosing-title =
    ### Your playlists
    Which of them say what you like? Songs of disliked ones are kept away and learned from as such; what is in neither menu is not read.
choosing-liked = 👍 **{ $name }** · { $total ->
        [one] one song
       *[other] { $total } songs
    }
choosing-disliked = 👎 **{ $name }** · { $total ->
        [one] one song
       *[other] { $total } songs
    }
choosing-neither = ➖ **{ $name }** · { $total ->
        [one] one song
       *[other] { $total } songs
    }
choosing-menu-liked = These count as liked
choosing-menu-disliked = These count as disliked
choosing-read = Read them so
choosing-offer = Choose playlists
