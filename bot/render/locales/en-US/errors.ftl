## Errors: what happened, and what to do next

-mend-again = Try again in a minute.

error-reference = -# Reference { $id }

error-not-linked = I do not know your taste yet. Run `/link` to connect Spotify, or `/start` to pick a few songs you love.
error-nothing-liked = Your Spotify library holds no songs, so there is nothing to learn from. Like a few songs on Spotify, then run `/link` again.
error-nothing-kept = I keep nothing about you.
error-nothing-rated = The owner of this bot has switched learning from Spotify off, so I know only the songs you rate here, and you have liked none yet. Run `/start` to pick a few songs you love.
error-too-few-likes = I read { $likes ->
        [one] one like, but it is
       *[other] { $likes } likes, but none of them is
    } in my catalogue, so I cannot learn from it. Ask the owner of this bot to add a larger catalogue.
error-not-allow-listed = { $cause ->
        [premium] Spotify refuses me your data because the Premium of the owner of this bot has lapsed. Tell them; once it is renewed, run `/link` again.
        [scope] You have not granted me what this needs. Run `/link` again and agree to everything on the page.
        [unlisted] Spotify let you log in but refuses me your data: the owner of this bot has not added you to the app's user list. Tell them the e-mail address of your Spotify account, then run `/link` again.
       *[other] Spotify let you log in but refuses me your data. Either the owner of this bot has not added you to the app's user list (tell them the e-mail address of your Spotify account), or their Premium has lapsed. Run `/link` again once that is mended.
    }
error-email-unreadable = That does not look like an e-mail address. Write it as it stands in your Spotify account, like you@example.org.
error-link-expired = Spotify no longer accepts your link: it was revoked, or six months have passed. Run `/link` to renew it; your likes and your model are kept.
error-spotify-down = Spotify does not answer properly at the moment. Nothing is lost. { -mend-again }
error-spotify-limited = Spotify asks me to slow down. Nothing is lost. Try again in { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }.
error-spotify-quota = Spotify's quota for this bot is used up. Nothing is lost. Try again tomorrow; if it stays, tell the owner of this bot.
error-spotify-refused = Spotify refused the request (status { $status }). Nothing is lost. Run `/link` again; if it stays, tell the owner of this bot.
error-spotify-not-configured = The owner of this bot has not set up Spotify, so there is nothing to link. Ask them to run `cratemate doctor`.
error-learning-undecided = The owner of this bot has not yet decided whether it may learn from Spotify libraries, so `/link` is closed. Ask them to set `CRATEMATE_SPOTIFY_LEARNING` to on or off (`cratemate doctor` explains it).
error-login-refused = You declined on Spotify's page, so nothing was linked. Run `/link` when you change your mind.
error-login-stale = This login is no longer good: it was used already, is older than ten minutes, or belongs to another member. Run `/link` for a new one.
error-login-interrupted = Spotify failed while I completed your login, so nothing was linked, and a login serves only once. Run `/link` for a new one in { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }.
error-login-unreadable = That is not the address of the page Spotify sent you to: it starts with { $start } and holds a code and a state. Copy the whole address from the browser and press **Paste the address** again.
error-account-taken = That Spotify account is already linked by another member. Unlink it there first with `/unlink`, or log in to Spotify with your own account and run `/link` again.
error-link-removed = The link was removed or renewed while I was reading, so I stopped and kept nothing of this reading. Run `/link` if you want to go on.
error-training-running = Your model is being trained right now{ $place ->
        [0] {""}
       *[other] {" "}({ $place } before you)
    }. Try `/recommend` again in a moment.
error-queue-full = Right now { $waiting } members wait for their model, and that is as many as I take. Your likes are kept. Try again in a few minutes.
error-nothing-left = There is no song left that you have not heard or been shown in the last 60 days. Link more likes, or ask the owner of this bot for a larger catalogue.
error-catalogue-missing = I have no catalogue of songs that I can read, so there is nothing to choose from. Whoever runs this bot builds one with `cratemate catalogue add`. What you like is kept.
error-list-gone = This list is no longer kept. Run the command again for a new one.
error-not-yours = This answers only the member the list was made for. Run `/recommend` for your own.
error-song-gone = This song is no longer in the catalogue. Run `/recommend` for a new list.
error-playlist-needs-link = A playlist is made in your own Spotify account. Run `/link` to connect it, then try again.
error-playlist-gone = The playlist **{ $name }** is no longer at Spotify, so I stopped filling it. Run `/playlist create` for another one.
error-playlist-unknown = I know no playlist “{ $text }” of mine for this, or several are called so. Pick one from the list that appears while you type.
error-playlist-lost = **{ $name }** is no longer in your Spotify account, so I cannot put songs into it. Run `/playlist keep` without naming one for a new playlist.
error-which-playlist = { $count ->
        [0] You keep no playlist. `/playlist keep` begins one.
       *[other] You keep { $count } playlists: say which one, by the list that appears while you type.
    }
error-too-many-kept = You keep { $most } playlists, and that is as many as I fill. End one with `/playlist stop` first.
error-nothing-to-save = None of these songs is at Spotify, so there is nothing to save.
error-song-unknown = I know no song called “{ $text }”. Pick one from the list that appears while you type, or paste a link to it at Spotify.
error-track-unknown = My catalogue does not hold that song. Try another version of it by its title, or ask the owner of this bot for a larger catalogue.
error-no-track-link = I find no link to a song at Spotify there. I read links to single songs (`open.spotify.com/track/…`), not to albums, artists or playlists; open a short link first and copy the address it leads to.
error-nothing-similar = I know too little of the sound and genre of **{ $title }**, or of other songs, to tell what is like it. Try another song.
error-fault = Something went wrong on my side. Nothing of yours is lost. { -mend-again } If it stays, tell the owner of this bot this id: `{ $id }`
error-zone-unknown = I know no time zone “{ $text }”, or several places are called so. Type a city and pick one of what I offer, like Europe/Berlin.
error-time-unreadable = I cannot read “{ $text }” as a time of the day. Write it like 18:30 or 6:30 pm.
error-channel-unwritable = I cannot post in { $channel }: it is gone, or I may not write there. Give me *View Channel* and *Send Messages* there, or choose another channel.
error-no-schedule = { $count ->
        [0] This server has no weekly post. `/schedule set` makes one.
        [one] That schedule is no longer there. Run `/schedule list`.
       *[other] This server has several weekly posts: choose which one.
    }
error-too-many-schedules = This server has { $most } weekly posts, and that is as many as I serve. Remove one with `/schedule remove` first.
error-nobody-takes-part = Nobody here takes part yet, so there would be no post. Members take part with `/weekly join`.
error-nothing-new = There would be no post now: I have nothing new to show to those who take part. `/link` and 👍 widen the choice.
error-discord-silent = Discord does not answer properly at the moment. Nothing is changed. { -mend-again }
error-post-gone = I no longer keep the list of this post. Run `/recommend` for songs of your own.
error-nobody-else = Name somebody else of this server.
error-not-taking-part = { $who ->
        [you] You do not take part in this server's music yet. `/weekly join` takes you in, `/weekly leave` out again.
        [gone] { $name } is no longer in this server, so I say nothing of their taste here.
       *[other] { $name } does not take part in this server's music, so I say nothing of their taste. They can join with `/weekly join`.
    }
error-taste-unknown = { $who ->
        [you] I do not know your taste yet. Run `/link` or `/start` so that there is something to compare.
       *[other] I do not know the taste of { $name } yet. They can run `/link` or `/start`.
    }
error-learning-off = The owner of this bot has switched learning from Spotify off, so I read nothing of your library. I learn from `/start` and from your 👍 and 👎.
error-synced-lately = I have just read your library. I can read it again in { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }; what you like here counts at once.
error-import-needs-one = Give me one thing to read: a file, or your name at ListenBrainz or Last.fm. `/start` begins with a few songs instead.
error-import-too-large = That file is larger than the { $most } MiB that I read at once. Send the listening history without the rest, or a part of it. Nothing is changed.
error-import-unfetched = Discord did not hand me all of that file. Nothing is changed. { -mend-again }
error-import-empty = There is no song in that file. Nothing is changed. Send the zip from Spotify's privacy page as it is, or a CSV with a column for titles and one for artists.
error-import-unknown = I do not know that kind of file. I read the zip or the JSON files from Spotify's privacy page, and CSV with a header that names a title and an artist, or Spotify links. Nothing is changed.
error-import-broken = That file is damaged: it ends early or does not follow its own format. Download it again and send it as it is. Nothing is changed.
error-import-too-heavy = That file takes more time or memory than I have for one file, so I stopped. Send the listening history without the rest, or a part of it. Nothing is changed.
error-import-encoding = The text of that file is in an encoding I cannot tell. Save it as UTF-8 and send it again. Nothing is changed.
error-import-bomb = That archive unpacks to more than any export of music holds, so I stopped. Send only the files of your listening. Nothing is changed.
error-import-locked = That archive asks for a password. Send it without one. Nothing is changed.
error-import-running = I am still reading what you sent before. Try again when it is done.
error-import-gone = Your data was deleted while I read the file, so I kept nothing of it. Send it again if you want to begin anew.
error-profile-unknown = { $service } knows nobody called “{ $name }”, or shows nothing of them to others. Check the name, or open the profile there, and try again. Nothing is changed.
error-profile-silent = { $service } does not answer properly at the moment. Nothing is changed. { -mend-again }
error-profile-empty = { $service } has no song of “{ $name }” yet. Nothing is changed. `/start` begins with a few songs instead.
error-lastfm-off = The owner of this bot has entered no key for Last.fm (`CRATEMATE_LASTFM_KEY`), so I cannot ask there. ListenBrainz needs none; a file works as well.
error-mood-unknown = I do not know what “{ $text }” sounds like. Try a mood such as calm or party, a genre, a decade like 90s, an artist, or several of them.
error-genre-unknown = My catalogue has no genre called “{ $text }”. Pick one from the list that appears while you type.
error-nothing-recent = None of your likes tells when you liked it, so I cannot tell the last month from the rest. `/sync` or an extended history by `/import` brings dates.
error-nothing-fits = No song that you have not heard or been shown lately fits all of that. Ask for less at once.
error-no-playlists = You have no playlist of your own at Spotify, so there is nothing to choose from. Your liked songs, top and recent tracks count in any case.
error-store-unusable = I cannot use my store at the moment: its disk is full or failing, or another program holds it. Nothing kept before is lost. Whoever runs this bot has to look after it; try again after that.
error-too-few-to-judge = I need at least { $fewest } of your likes in my catalogue to hide some and look for them. `/taste card` works with fewer.
error-too-fast = That was quick: I take this command again { $when }. Nothing is lost.
error-channel-closed = This server takes my commands in { $channels } only. In direct messages I answer as well.
