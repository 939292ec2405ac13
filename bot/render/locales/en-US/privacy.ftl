## What is kept of a member

privacy-title = ### What I keep about you

privacy-likes = **Songs, to learn what you like and never to recommend what you know:**
privacy-likes-saved = - { $count ->
        [one] one liked song
       *[other] { $count } liked songs
    } from Spotify
privacy-likes-top = - { $count ->
        [one] one top track
       *[other] { $count } top tracks
    } from Spotify
privacy-likes-recent = - { $count ->
        [one] one recently played track
       *[other] { $count } recently played tracks
    } from Spotify
privacy-likes-playlist = - { $count ->
        [one] one song of your own playlists
       *[other] { $count } songs of your own playlists
    } at Spotify
privacy-likes-import = - { $count ->
        [one] one song
       *[other] { $count } songs
    } from files you gave me
privacy-likes-pick = - { $count ->
        [one] one song
       *[other] { $count } songs
    } you picked
privacy-likes-up = - { $count ->
        [one] one song
       *[other] { $count } songs
    } you gave a 👍
privacy-likes-down = - { $count ->
        [one] one song
       *[other] { $count } songs
    } you gave a 👎

privacy-likes-shunned = - { $count ->
        [one] one song
       *[other] { $count } songs
    } of playlists you called disliked, to keep them away

privacy-likes-known = - { $count ->
        [one] one song
       *[other] { $count } songs
    } you said you know

privacy-kept-links = - **Spotify link**: your account's id and name, and tokens sealed with a key, to read and to make playlists
privacy-kept-allow-list = - **E-mail** you gave for a place on the app's user list: sealed, until the owner has dealt with it or you have linked, at most { $days } days
privacy-kept-logins = - **Login begun**: your Discord name, to finish it; good for { $minutes } minutes
privacy-kept-verdicts = - { $count ->
        [one] **One playlist**
       *[other] **{ $count } playlists**
    } of yours with your word whether it counts as liked, disliked or neither
privacy-kept-tastes = - **Model** learned from these songs for you alone, and the songs it ranks highest, to answer at once
privacy-kept-upkeep = - **When I last tried** to read your library or to learn anew by myself, so that I do not try too often
privacy-kept-lists = - { $count ->
        [one] **One list**
       *[other] **{ $count } lists**
    } shown to you, so that their buttons work: { $days } days
privacy-kept-shown = - { $count ->
        [one] **One song**
       *[other] **{ $count } songs**
    } shown to you, to show them no more: { $days } days
privacy-kept-playlists = - { $count ->
        [one] **One playlist**
       *[other] **{ $count } playlists**
    } I made for you: name and id, to list them and never to learn from them
privacy-kept-playlist-intents = - { $count ->
        [one] **One playlist** and its songs as I wrote them down
       *[other] **{ $count } playlists** and their songs as I wrote them down
    }, to finish after a failure: { $days } days
privacy-kept-keeps = - { $count ->
        [one] **One playlist**
       *[other] **{ $count } playlists**
    } to fill with fresh songs every week
privacy-kept-refreshes = - { $count ->
        [one] **One refresh**
       *[other] **{ $count } refreshes**
    } of such playlists and their songs, to do each once: { $days } days
privacy-kept-participants = - { $count ->
        [one] **One server**
       *[other] **{ $count } servers**
    } whose weekly post you take part in, with `/compare`, `/blend` and shared songs, until `/weekly leave`
privacy-kept-schedule-keepers = - { $count ->
        [one] **One weekly post**
       *[other] **{ $count } weekly posts**
    } you set up, to tell you where it fails
privacy-kept-post-parts = - { $count ->
        [one] **One weekly post** that had songs for you, and which
       *[other] **{ $count } weekly posts** that had songs for you, and which
    }, to post each once: { $days } days

privacy-lasts = What has no time beside it stays until you delete it: `/unlink` deletes what came from Spotify, **Delete everything** all of it. Nobody but you sees it here, and logs hold none of it.
privacy-outside = What I posted in servers stays there, as do weekly posts you planned for them; playlists in your Spotify account stay yours.
privacy-copies = { $every ->
        [weekly] I copy my store every week
       *[daily] I copy my store every day
    } and keep { $count ->
        [one] one copy
       *[other] { $count } copies
    }: what you delete is gone from { $count ->
        [one] it
       *[other] them
    } after { $days ->
        [one] one day
       *[other] { $days } days
    }. The owner can make copies by hand as well.
privacy-no-copies = I make no copies of my store here; the owner can make some by hand.
privacy-button-export = Export
privacy-button-delete = Delete everything
privacy-button-policy = Privacy policy
privacy-exported = Everything I keep about you, by kind. Of tokens it only says that they are kept.
privacy-confirm =
    ### Delete everything?
    Your Spotify link, all songs and ratings, your model, the lists and your part in servers' weekly posts are deleted at once. I cannot bring them back. Your Spotify account and its playlists are not touched.
privacy-button-confirm = Yes, delete everything
privacy-forgotten =
    ### Everything is deleted
    I keep nothing about you any more: no link, no songs, no ratings, no model, no lists, no part in any server's weekly post.
privacy-bytes-remain = Another program still reads my store: traces in its file go at my next start.
privacy-spotify = You can also remove the app at Spotify: https://www.spotify.com/account/apps
