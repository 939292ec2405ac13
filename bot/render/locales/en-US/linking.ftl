## Linking

link-offer =
    ### Link Spotify
    1. Open Spotify's page below and agree.
    2. Spotify sends you back to a page that names your Discord account: confirm there.
    Does that page not open? Copy its whole address from the browser and press **Paste the address**.

    I read your liked songs, top and recently played tracks and your own playlists, and learn from them for you alone. `/unlink` removes all of it. The page below works for { $minutes } minutes.
    -# Not affiliated with Spotify.
link-offer-playlists-only =
    ### Link Spotify
    1. Open Spotify's page below and agree.
    2. Spotify sends you back to a page that names your Discord account: confirm there.
    Does that page not open? Copy its whole address from the browser and press **Paste the address**.

    The owner of this bot has switched learning from Spotify off: I read nothing of your library and use the link for playlists and covers. I learn from your 👍 and 👎. The page below works for { $minutes } minutes.
    -# Not affiliated with Spotify.
link-button-open = Open Spotify
link-button-paste = Paste the address
link-modal-title = Paste the address
link-modal-label = Address of the page Spotify sent you to
link-modal-placeholder = http://127.0.0.1:8888/spotify/callback?code=…
link-confirmed = Linked to Spotify as **{ $name }**. The message of `/link` above shows how far I am.
link-done-playlists-only = Linked to Spotify as **{ $name }**. Learning from Spotify is off here, so I read nothing of your library.

progress-linked =
    ### Linked
    Linked to Spotify as **{ $name }**. I start reading your likes.
progress-reading =
    ### Reading your likes
    { $part ->
        [saved] Liked songs
        [top] Top tracks
        [recent] Recently played
       *[playlist] Your playlists
    }: { $total ->
        [0] { $done } read
       *[other] { $done } of { $total } read
    }. So far { $likes ->
        [one] one song
       *[other] { $likes } different songs
    }.
progress-training =
    ### Learning your taste
    { $likes ->
        [one] One like is read
       *[other] { $likes } likes are read
    }. { $place ->
        [0] Training your model: { $percent } %.
       *[other] { $place } before you in the queue.
    }
progress-ready =
    ### Ready
    I learned from { $known ->
        [one] one song
       *[other] { $known } songs
    } of yours that my catalogue holds{ $unmatched ->
        [0] .
        [one] ; one more is kept but not in the catalogue.
       *[other] ; { $unmatched } more are kept but not in the catalogue.
    } Now try `/recommend`.
progress-failed =
    ### That did not work
    { $sentence }
progress-interrupted =
    ### That did not work
    { $sentence } You stay linked: `/recommend` begins the reading again.

unlink-done =
    ### Unlinked
    Your Spotify tokens and { $removed ->
        [0] everything that came from Spotify
        [one] the one song that came from Spotify
       *[other] all { $removed } songs that came from Spotify
    } are deleted. { $kept ->
        [0] Nothing else of your taste is left.
        [one] One rating of yours stays, and I learn from it again.
       *[other] { $kept } ratings of yours stay, and I learn from them again.
    }{ $playlists ->
        [0] { "" }
        [one] { " " }The playlist you kept stays as it is and gets no fresh songs any more.
       *[other] { " " }The { $playlists } playlists you kept stay as they are and get no fresh songs any more.
    }
    You can also remove the app at Spotify: https://www.spotify.com/account/apps
sync-begun = I read your Spotify library anew.
