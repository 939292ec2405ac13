## Mitglieder eines Servers zusammen

compare-title = ### Du und { $name }
compare-match = **{ NUMBER($match, style: "percent", maximumFractionDigits: 0) }** Übereinstimmung
compare-match-unknown = Es sind zu wenige Songs, um zu sagen, wie gut ihr zusammenpasst.
compare-suits-you = -# Die Songs von { $name } passen besser zu dir als { NUMBER($share, style: "percent", maximumFractionDigits: 0) } meines Katalogs.
compare-suits-them = -# Deine passen besser zu { $name } als { NUMBER($share, style: "percent", maximumFractionDigits: 0) } davon. Fremde kämen auf 50 %; Songs, die ihr beide mögt, zählen nicht mit.
compare-songs = { $count ->
        [0] Ihr mögt keinen Song gemeinsam.
        [one] Ihr mögt beide { $titles }.
       *[other] Ihr mögt { $count } Songs gemeinsam, etwa { $titles }.
    }
compare-artists = { $count ->
        [0] Ihr teilt keinen Künstler.
        [one] Ein Künstler ist bei euch beiden dabei: { $names }.
       *[other] { $count } Künstler sind bei euch beiden dabei, etwa { $names }.
    }
compare-divides = Was euch trennt:
compare-divide = - { $genre }: { NUMBER($first, style: "percent", maximumFractionDigits: 0) } deiner Likes, { NUMBER($second, style: "percent", maximumFractionDigits: 0) } der anderen
compare-undivided = Kein Genre trennt euch.
blend-title = ### Für { $names }
blend-fit = { $name } { NUMBER($share, style: "percent", maximumFractionDigits: 0) }
blend-fits = Wie gut es passt: { $fits }
    -# 100 % wäre eine ganz eigene Liste.
blend-song = { $number }. [{ $title }]({ $link }) — { $artists }
blend-short = -# Mehr Songs, die für euch alle neu sind, gibt es nicht.
