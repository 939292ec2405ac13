## Members of a server together

compare-title = ### You and { $name }
compare-match = **{ NUMBER($match, style: "percent", maximumFractionDigits: 0) }** match
compare-match-unknown = There are too few songs to say how well your tastes match.
compare-suits-you = -# The songs of { $name } suit you better than { NUMBER($share, style: "percent", maximumFractionDigits: 0) } of my catalogue does.
compare-suits-them = -# Yours suit { $name } better than { NUMBER($share, style: "percent", maximumFractionDigits: 0) } of it does. Strangers would reach 50 %, songs that both like are left out.
compare-songs = { $count ->
        [0] You like no song in common.
        [one] You both like { $titles }.
       *[other] You both like { $count } songs, such as { $titles }.
    }
compare-artists = { $count ->
        [0] You share no artist.
        [one] One artist is in both your likes: { $names }.
       *[other] { $count } artists are in both your likes, such as { $names }.
    }
compare-divides = What divides you:
compare-divide = - { $genre }: { NUMBER($first, style: "percent", maximumFractionDigits: 0) } of your likes, { NUMBER($second, style: "percent", maximumFractionDigits: 0) } of theirs
compare-undivided = No genre divides you.
blend-title = ### For { $names }
blend-fit = { $name } { NUMBER($share, style: "percent", maximumFractionDigits: 0) }
blend-fits = How well it fits: { $fits }
    -# 100 % would be a list of one's own.
blend-song = { $number }. [{ $title }]({ $link }) — { $artists }
blend-short = -# There are no more songs that are new to all of you.
