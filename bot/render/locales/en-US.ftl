# Cratemate speaks English. One message a sentence group; `{ $name }` are values.
# Terms are used by several messages.
-mend-again = Try again in a minute.

## Commands: names and descriptions

command-link = Link your Spotify account, so that I can learn what you like
command-unlink = Remove your Spotify link and everything that came from it
command-recommend = Songs you have not heard, chosen for you
command-recommend-count = How many songs, 1 to 20
command-similar = Songs that sound like one you name, or like several
command-similar-song = A song: pick one while you type, or paste its Spotify link
command-similar-more = One more song
command-similar-count = How many songs, 1 to 20
command-similar-mode = With several songs: one list for all, or a list for each
command-similar-together = together
command-similar-each = each
menu-similar = Similar songs
command-playlist = Playlists that I make in your Spotify account
command-playlist-create = Make a playlist of songs you have not heard, chosen for you
command-playlist-create-count = How many songs, 1 to 100; 30 unless you say
command-playlist-create-name = Its name; I think of one unless you do
command-playlist-create-public = Whether everybody can find it on your profile; private unless you say
command-playlist-keep = Keep a playlist that I fill with fresh songs every week
command-playlist-keep-count = How many songs every week, 1 to 100; 30 unless you say
command-playlist-keep-name = The name of a new one; I think of one unless you do
command-playlist-keep-playlist = One that I made before; I make a new one unless you say
command-playlist-list = Show the playlists I made for you, and which get fresh songs every week
command-playlist-stop = Put fresh songs into a playlist no longer; it stays as it is
command-playlist-stop-playlist = Which one, where you keep several
command-schedule = The weekly post of this server
command-schedule-set = Post songs for those who take part, every week
command-schedule-set-channel = Where to post
command-schedule-set-day = On which day of the week
command-schedule-set-time = At what time, like 18:30 or 6:30 pm
command-schedule-set-zone = By the clocks of which place: type a city
command-schedule-preview = Show me what a post would say now
command-schedule-list = Show this server's schedules
command-schedule-pause = Post no more until I resume it
command-schedule-resume = Post again from now on
command-schedule-remove = Forget a schedule
command-schedule-which = Which one, where there are several
command-weekly = Taking part in this server's weekly post
command-weekly-join = Let this server's weekly post have songs for you
command-weekly-leave = Take part in this server's weekly post no longer
weekday = { $day ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
    }

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

## Lists of songs

list-title = ### For you
list-title-one = ### One for you
list-footer = -# { $first }–{ $last } of { $count } · learned from { $likes ->
        [one] one like
       *[other] { $likes } likes
    }
list-previous = Previous
list-next = Next
list-short = -# I have only { $count } for now that you have not heard or been shown lately, with at most two by one artist. Likes and 👍 widen the choice.
list-relink = -# Spotify no longer accepts your link, so I show no covers. Run `/link` to renew it; your likes and your model are kept.
song-line = **[{ $title }]({ $link })**
    { $artists }
    -# { $reason }
song-cover = Cover of { $title } by { $artists }
song-artists-unknown = unknown artist
button-up = 👍
button-down = 👎
button-why = Why

## Similar songs

similar-title = ### Similar to { $seeds }
similar-footer = -# { $first }–{ $last } of { $count } · by sound, years and genre
similar-short = -# I have only { $count ->
        [one] one song
       *[other] { $count } songs
    } to offer here: at most two of an artist, and none that you gave a 👎.
similar-both = Also { $genre }, and close in { $measures }
similar-genre = Also { $genre }
similar-sound = Close in { $measures }
similar-whole = Close in sound, years and genre taken together
similar-closest = Closest to { $song }. { $how }
measure-danceability = danceability
measure-energy = energy
measure-loudness = loudness
measure-speechiness = spoken words
measure-acousticness = acoustic sound
measure-instrumentalness = instrumental share
measure-liveness = liveness
measure-valence = mood
measure-tempo = tempo
measure-duration-ms = length
words-and = { $before } and { $last }
why-similar =
    ### Why { $title }?
    You asked for songs like { $seeds }.
    { $reason }

    By sound and genre I put it { $closeness } of 100 close. This list knows nothing of your taste; `/recommend` does.

## Reasons

reason-artist = Because you like { $artist }
reason-near = Sounds close to { $songs }
reason-together = Often kept beside { $songs }
reason-genre = { $genre } is one of your genres
reason-era = From the { $decade }s, like much of what you like
reason-sound = Sounds like your likes as a whole
reason-popular = Widely liked, as much of what you like is
reason-group = Chosen for everybody here together
reason-charts = Popular, and none of your likes is known here
reason-title = “{ $title }”
reason-two = { $first } and { $second }

## Thumbs and Why

rated-up = 👍 **{ $title }** counts as liked. Your next list knows.
rated-down = 👎 **{ $title }** will not come again. Your next list knows.

why =
    ### Why { $title }?
    { $reason }

    I hold it { $times ->
        [one] as likely a match as any song
       *[other] { $times } times as likely a match as a song picked blindly from the catalogue
    }. Your model has learned from { $likes ->
        [one] one like
       *[other] { $likes } likes
    }{ $auc ->
        [0] .
       *[other] ; on songs it had not seen it put a song you like before one it drew at random in { $auc } of 100 cases.
    }

## Playlists

button-save = Save as playlist
playlist-open = Open in Spotify
playlist-name = For you, { DATETIME($day, dateStyle: "long") }
playlist-name-weekly = This week, { DATETIME($day, dateStyle: "long") }
playlist-name-similar = Similar songs, { DATETIME($day, dateStyle: "long") }
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

## The weekly post

weekly-title = ### This week's songs
weekly-for = **{ $name }**
weekly-song = [{ $title }]({ $link }) · { $artists }
weekly-together = **For all of you**
weekly-fits = fits { $fits }
weekly-fit = { $name } { $percent } %
weekly-loved = **Loved here since last week**
weekly-loved-song = { $song } · { $people } 👍
weekly-rising = **Rising here**
weekly-rise = { $genre }: { $before } % → { $lately } % of what you like
weekly-picture = Bars: what you like here lately, by genre: { $genres }.
weekly-footer = -# Nothing that those it is for were shown in the last 60 days. `/weekly join` takes you in, `/weekly leave` out.
weekly-join = Include me
weekly-joined = { $new ->
        [yes] You take part
       *[no] You take part already
    }. The weekly post of this server may now show songs I choose for you and why, count your 👍, and let your taste into its list for all. { $known ->
        [yes] { "" }
       *[no] I do not know your taste yet: run `/link` so that there is something to show.{ " " }
    }`/weekly leave` takes you out at once.
weekly-left = { $known ->
        [yes] You take part no longer: this server's weekly post says nothing of you from now on. What was posted stays; the server's moderators can delete it.
       *[no] You do not take part in this server's weekly post.
    }
weekly-note-nobody = There was no weekly post in { $channel } of **{ $server }**: nobody there takes part yet. Tell your members of `/weekly join`. I say this once.
weekly-note-nothing = There was no weekly post in { $channel } of **{ $server }**: I had nothing new to show to those who take part. They can widen the choice with `/link` and 👍. I say this once.
weekly-note-channel = I cannot post in { $channel } of **{ $server }** any more: it is gone, or I may not write there. Its schedule is paused. Give me *View Channel* and *Send Messages* there and run `/schedule resume`, or `/schedule set` another channel.
weekly-note-uncertain = Something failed while I posted in { $channel } of **{ $server }**, and I may not read the history there to see whether the post arrived. I did not post again. Give me *Read Message History* there and I can look next time. I say this once.

schedule-set = The weekly post comes in { $channel } on { $day ->
        [0] Mondays
        [1] Tuesdays
        [2] Wednesdays
        [3] Thursdays
        [4] Fridays
        [5] Saturdays
       *[6] Sundays
    } at { $time } ({ $zone }), next on { $next }. Members take part with `/weekly join`; `/schedule preview` shows what I would say now.
schedule-entry = { $channel }: { weekday } at { $time } ({ $zone }), next on { $next }
schedule-paused = { $channel }: { weekday } at { $time } ({ $zone }), paused. `/schedule resume` posts again.
schedule-removed = Removed: { $channel }, { weekday } at { $time } ({ $zone }). What was posted stays.
schedule-choice = #{ $channel } · { weekday } { $time }
schedule-list = ### Weekly posts
schedule-none = This server has no weekly post. `/schedule set` makes one.
schedule-trouble = { $trouble ->
        [nobody] No post last time: nobody takes part (`/weekly join`).
        [nothing] No post last time: there was nothing new to show.
        [channel] The channel is gone, or I may not write there.
       *[uncertain] Whether the last post arrived I cannot tell: I may not read the history there.
    }
schedule-lacks-history = ⚠ I may not read the history there (*Read Message History*): should something fail while I post, I could not see whether the post arrived, and would not post again.
schedule-lacks-pictures = ⚠ I may not attach files there (*Attach Files*): the post goes without its picture.

## Errors: what happened, and what to do next

error-not-linked = I do not know your taste yet. Run `/link` to connect Spotify.
error-nothing-liked = Your Spotify library holds no songs, so there is nothing to learn from. Like a few songs on Spotify, then run `/link` again.
error-nothing-rated = The owner of this bot has switched learning from Spotify off, so I know only the songs you rate here, and you have liked none yet. Press 👍 under a few songs, for example in a list that somebody shares.
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
error-catalogue-missing = The owner of this bot has not built a catalogue of songs yet, so there is nothing to recommend. Ask them to run `cratemate catalogue add`.
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

## Pages of the web part

web-title = Cratemate
web-confirm-heading = Link this Spotify account to Discord?
web-confirm = The Discord account **{ $name }** will be linked to the Spotify account you just logged in with. Confirm only if { $name } is you.
web-confirm-button = Yes, I am { $name }
web-done-heading = Linked
web-done = Go back to Discord: the message of /link shows how far I am. You can close this page.
web-failed-heading = Not linked
web-error-heading = That did not work
web-error = { $status ->
        [403] This form was not sent from this bot's own page, so nothing was done. Run /link in Discord and open the page again.
        [404] There is nothing at this address. Run /link in Discord for the right one.
        [405] This page does not work that way. Run /link in Discord and open the page again.
        [408] That took too long, so nothing was done. Run /link in Discord and open the page again.
        [413] That is more than this page takes. Run /link in Discord and open the page again.
        [415] This page does not work that way. Run /link in Discord and open the page again.
        [429] Too many requests came from your network. Wait a minute, then load this page again.
        [500] Something went wrong on my side. Nothing of yours is lost. Run /link in Discord again in a minute.
       *[other] I do not understand this request. Run /link in Discord and open the page again.
    }
