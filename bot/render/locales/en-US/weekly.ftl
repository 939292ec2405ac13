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
    }. The weekly post of this server may now show songs I choose for you and why, count your 👍, and let your taste into its list for all; others who take part can ask what you have in common (`/compare`) and for a list with you (`/blend`), which they may show to everybody here. Songs that you and others here love and that I have no data of may be recommended to others who take part, and to you, naming nobody. { $known ->
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
