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
more-like = More like …
button-up = 👍
button-down = 👎
button-known = Known
button-why = Why

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
reason-shelf = { $people ->
    [one] One person here loves it
   *[other] { $people } people here love it
}
reason-title = “{ $title }”
reason-both = { $first } · { $second }
reason-two = { $first } and { $second }

## Thumbs and Why

rated-up = 👍 **{ $title }** counts as liked. Your next list knows.
rated-known = **{ $title }** will not come again, and I learn nothing from it.
rated-down = 👎 **{ $title }** will not come again. Your next list knows.

why-shelf =
    ### Why { $title }?
    { $reason }, and they like songs that you like. No table I have holds it, so I do not know how it sounds. Only members who take part in this server (`/weekly join`) are looked at, and nobody is named.

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
