## Miembros de un servidor, juntos

compare-title = ### Tú y { $name }
compare-match = **{ NUMBER($match, style: "percent", maximumFractionDigits: 0) }** de coincidencia
compare-match-unknown = Hay muy pocas canciones para decir cuánto coinciden vuestros gustos.
compare-suits-you = -# Las canciones de { $name } te van mejor que el { NUMBER($share, style: "percent", maximumFractionDigits: 0) } de mi catálogo.
compare-suits-them = -# Las tuyas le van a { $name } mejor que el { NUMBER($share, style: "percent", maximumFractionDigits: 0) } de él. Entre desconocidos sería el 50 %; las canciones que os gustan a los dos no cuentan.
compare-songs = { $count ->
        [0] No tenéis en común ninguna canción que os guste.
        [one] Os gusta a los dos { $titles }.
       *[other] Os gustan a los dos { $count } canciones, como { $titles }.
    }
compare-artists = { $count ->
        [0] No compartís ningún artista.
        [one] Compartís un artista: { $names }.
       *[other] Compartís { $count } artistas, como { $names }.
    }
compare-divides = Lo que os separa:
compare-divide = - { $genre }: { NUMBER($first, style: "percent", maximumFractionDigits: 0) } de lo que te gusta, { NUMBER($second, style: "percent", maximumFractionDigits: 0) } de lo suyo
compare-undivided = Ningún género os separa.
blend-title = ### Para { $names }
blend-fit = { $name } { NUMBER($share, style: "percent", maximumFractionDigits: 0) }
blend-fits = Cuánto encaja: { $fits }
    -# El 100 % sería una lista hecha solo para uno.
blend-song = { $number }. [{ $title }]({ $link }) — { $artists }
blend-short = -# No hay más canciones que sean nuevas para todos vosotros.
