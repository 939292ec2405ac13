## Playlists

button-save = Save as playlist
playlist-open = Open in Spotify
playlist-name = For you, { DATETIME($day, dateStyle: "long") }
playlist-name-weekly = This week, { DATETIME($day, dateStyle: "long") }
playlist-name-similar = Similar songs, { DATETIME($day, dateStyle: "long") }
playlist-name-blend = Together, { DATETIME($day, dateStyle: "long") }
playlist-name-keep = Fresh every week
playlist-description = Songs chosen by Cratemate, a bot on Discord. Not affiliated with Spotify.

playlist-creating = Making **{ $name }** in your Spotify account…
playlist-filling = Filling **{ $name }**: { $added } of { $total } songs are in it.
playlist-drawing = **{ $name }** holds all its songs. Drawing its cover…
playlist-done =
    ### { $name }
    { $total ->
        [one] One song is
       *[other] { $total } songs are
    } in your { $public ->
        [yes] public
       *[no] private
    } playlist.
playlist-again =
    ### { $name }
    You have saved this list before: its { $total ->
        [one] song is
       *[other] { $total } songs are
    } in your playlist.
playlist-short = Only { $found ->
        [one] one song is
       *[other] { $found } songs are
    } left that you have not heard or been shown lately, so it is shorter than the { $asked } you asked for.
playlist-left-out = { $count ->
        [one] One song is not at Spotify, so I left it out.
       *[other] { $count } songs are not at Spotify, so I left them out.
    }
playlist-no-cover = I could not give it a cover; Spotify shows its own. For mine on the next one, run `/link` again and agree to everything on the page.

playlist-uncertain = Whether Spotify made **{ $name }** is not known yet. I look for it { $when }, make it only if it is not there, and fill it. There is nothing for you to do.
playlist-partly = **{ $name }** exists and holds { $added } of its { $total } songs. I add the rest by myself { $when }; nothing will be in it twice.
playlist-uncertain-link = { $sentence } After that I look whether Spotify made **{ $name }**, and finish it by myself.
playlist-partly-link = { $sentence } After that I add the rest to **{ $name }** by myself: it holds { $added } of its { $total } songs so far.
playlist-given-up = I could not finish **{ $name }**: it holds { $added } of its { $total } songs, and stays as it is. Run `/playlist create` for another one.
playlist-given-up-unmade = I could not make **{ $name }** at Spotify, and I have stopped trying. Run `/playlist create` again.
playlist-meanwhile = -# Finished since you last asked:
playlist-weekly = It gets fresh songs in the place of these every week, next on { $when }. `/playlist stop` ends that.
playlist-clean = Songs known to be explicit are left out, as it is settled in the server where you asked.

keep-done = **{ $name }** gets { $size ->
        [one] one fresh song
       *[other] { $size } fresh songs
    } every week in the place of what is in it, { $due ->
        [yes] now
       *[no] next on { $when }
    }. `/playlist stop` ends that.
keep-stopped = **{ $name }** gets no fresh songs any more. It stays in your Spotify account as it is.
keep-trouble = { $trouble ->
        [link] **{ $name }** gets no fresh songs: Spotify no longer lets me change it. Run `/link` and agree to everything on the page, then I go on by myself.
        [account] **{ $name }** gets no fresh songs: it is in another Spotify account than the one you have linked now. Run `/link` with that one, or end it with `/playlist stop`.
        [refused] **{ $name }** gets no fresh songs: Spotify refuses me your data. Either the owner of this bot has not added you to the app's user list (tell them the e-mail address of your Spotify account), or their Premium has lapsed. I go on by myself once that is mended.
        [nothing] **{ $name }** got no fresh songs this week: there are none left that you have not heard or been shown in the last 60 days. More likes and 👍 widen the choice.
       *[gone] **{ $name }** is no longer in your Spotify account, so I do not put songs into it any more. `/playlist keep` makes another one.
    }

shelf-title = ### Playlists I made for you
shelf-none = I have made no playlist for you that is still in your Spotify account. `/playlist create` makes one, `/playlist keep` one with fresh songs every week.
shelf-entry = **[{ $name }]({ $link })**{ $known ->
        [yes] { " " }· { $songs ->
            [one] one song
           *[other] { $songs } songs
        }
       *[no] { "" }
    }
shelf-kept = { $size ->
        [one] One fresh song
       *[other] { $size } fresh songs
    } every week, { $due ->
        [yes] due now
       *[no] next on { $when }
    }
shelf-clean = without explicit songs
shelf-trouble = { $trouble ->
        [link] No fresh songs until you run `/link` again and agree to everything on the page
        [account] No fresh songs: it is in another Spotify account than the one you have linked now
        [refused] No fresh songs: Spotify refuses me your data. Run `/link`, which says why
       *[nothing] No fresh songs this week: nothing is left that you have not heard or been shown lately
    }
shelf-older = And { $count ->
        [one] one older one
       *[other] { $count } older ones
    }.
shelf-unread = Which of them are still there, and how many songs are in them, I cannot see now. { $sentence }
