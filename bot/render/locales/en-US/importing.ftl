## Importing files and profiles

import-reading = { $total ->
        [0] I read what you brought.
       *[other] I look for your songs in the catalogue: { $done } of { $total }.
    }
import-title =
    ### Imported
    I read { $rows ->
        [one] one row
       *[other] { $rows } rows
    }: { $tracks ->
        [0] no song that counts as liked.
        [one] one song that counts as liked.
       *[other] { $tracks } different songs that count as liked.
    }
import-known-as = Known as: { $formats }.
import-format-library = the songs of your Spotify library
import-format-playlists = your Spotify playlists
import-format-history = a year of listening
import-format-extended-history = extended listening history
import-format-csv = a table of songs
import-format-listenbrainz = a ListenBrainz profile
import-format-lastfm = a Last.fm profile
import-matched = **{ $matched }** are in my catalogue: { $ids } found by their Spotify id, { $isrcs } by ISRC, { $names } by title and artist.
import-unmatched = { $count ->
        [one] **One** is not in it; it still speaks for its artist.
       *[other] **{ $count }** are not in it; they still speak for their artists.
    }
import-seldom = { $count ->
        [one] One more song was heard only once or mostly skipped, so it does not count as liked.
       *[other] { $count } more songs were heard only once or mostly skipped, so they do not count as liked.
    }
import-over = { $count ->
        [one] One more is left out: I keep the most played of a file, up to { $most }.
       *[other] { $count } more are left out: I keep the most played of a file, up to { $most }.
    }
import-refused = { $count ->
        [one] One row was refused: { $reasons }.
       *[other] { $count } rows were refused: { $reasons }.
    }
import-reasons = { $count } { $reason }
import-reason-nameless = without a title and an artist
import-reason-not-a-song = of something that is no song
import-reason-too-long = with a name longer than any song's
import-reason-unreadable = that I cannot read
import-nothing-new = All of it was known already, so nothing has changed.
import-learning = I learn from { $new ->
        [one] the new one
       *[other] the { $new } new ones
    } now; this takes a moment.
import-learned = { $known ->
        [0] None of your songs is in my catalogue yet, so there is nothing to learn from. `/start` takes songs that are.
        [one] I learned from one song of yours. Now try `/recommend`.
       *[other] I learned from { $known } songs of yours. Now try `/recommend`.
    }
import-file = The file lists what is not in the catalogue, and the rows that were refused.
import-file-header = what,title or place,artist or reason
import-file-unmatched = not in the catalogue
import-file-refused = refused
import-only-music = -# I read songs, artists, plays and dates only; the file itself is not kept.
