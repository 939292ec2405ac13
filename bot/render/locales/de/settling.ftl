## Die Einstellungen eines Servers

language-name = Deutsch
settings-title = ### Was auf diesem Server gilt
settings-language = **Sprache** von Posts und von Antworten für alle: { $language ->
        [server] wie dieser Server bei Discord eingestellt ist
       *[other] { $language }
    }
settings-explicit = **Anstößige Songs**: { $clean ->
        [yes] bleiben weg, soweit der Katalog sie kennt; Songs, die er nicht hat, kommen nur, wenn bekannt ist, dass sie es nicht sind
       *[no] dürfen kommen
    }
settings-adventure = **Wie weit Listen gehen**, wenn Mitglieder nichts sagen: { $level }
settings-channels = **Befehle** nehme ich { $count ->
        [0] in jedem Kanal
       *[other] in { $channels }
    } an
