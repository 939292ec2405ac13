## Der Wochenpost

weekly-title = ### Die Songs dieser Woche
weekly-for = **{ $name }**
weekly-song = [{ $title }]({ $link }) · { $artists }
weekly-together = **Für euch alle**
weekly-fits = passt { $fits }
weekly-fit = { $name } { $percent } %
weekly-loved = **Hier seit letzter Woche beliebt**
weekly-loved-song = { $song } · { $people } 👍
weekly-rising = **Hier im Kommen**
weekly-rise = { $genre }: { $before } % → { $lately } % von dem, was ihr mögt
weekly-picture = Balken: was ihr hier zuletzt mochtet, nach Genre: { $genres }.
weekly-footer = -# Nichts, was denen, für die es ist, in den letzten 60 Tagen gezeigt wurde. Mit `/weekly join` bist du dabei, mit `/weekly leave` wieder draußen.
weekly-join = Ich will mitmachen
weekly-joined = { $new ->
        [yes] Du machst mit
       *[no] Du machst schon mit
    }. Der Wochenpost dieses Servers kann jetzt Songs zeigen, die ich für dich aussuche, und warum, deine 👍 zählen und deinen Geschmack in seine Liste für alle einbeziehen; andere, die mitmachen, können fragen, was ihr gemeinsam habt (`/compare`), und nach einer Liste mit dir (`/blend`), die sie hier allen zeigen können. Songs, die du und andere hier lieben und zu denen ich keine Daten habe, können anderen empfohlen werden, die mitmachen, und dir ebenso; genannt wird niemand. { $known ->
        [yes] { "" }
       *[no] Deinen Geschmack kenne ich noch nicht: Ruf `/link` auf, damit es etwas zu zeigen gibt.{ " " }
    }Mit `/weekly leave` bist du sofort wieder draußen.
weekly-left = { $known ->
        [yes] Du machst nicht mehr mit: Der Wochenpost dieses Servers sagt ab jetzt nichts mehr von dir. Was gepostet wurde, bleibt; die Moderatoren des Servers können es löschen.
       *[no] Du machst beim Wochenpost dieses Servers nicht mit.
    }
weekly-note-nobody = In { $channel } von **{ $server }** gab es keinen Wochenpost: Noch macht dort niemand mit. Erzähl deinen Mitgliedern von `/weekly join`. Das sage ich einmal.
weekly-note-nothing = In { $channel } von **{ $server }** gab es keinen Wochenpost: Ich hatte für die, die mitmachen, nichts Neues. Mit `/link` und 👍 können sie die Auswahl erweitern. Das sage ich einmal.
weekly-note-channel = In { $channel } von **{ $server }** kann ich nicht mehr posten: Den Kanal gibt es nicht mehr, oder ich darf dort nicht schreiben. Der Termin pausiert. Gib mir dort *Kanal anzeigen* und *Nachrichten senden* und ruf `/schedule resume` auf, oder wähle mit `/schedule set` einen anderen Kanal.
weekly-note-uncertain = Beim Posten in { $channel } von **{ $server }** ist etwas ausgefallen, und ich darf den Verlauf dort nicht lesen, um zu sehen, ob der Post angekommen ist. Ich habe nicht noch einmal gepostet. Gib mir dort *Nachrichtenverlauf anzeigen*, dann kann ich nächstes Mal nachsehen. Das sage ich einmal.

schedule-set = Der Wochenpost kommt in { $channel } { $day ->
        [0] montags
        [1] dienstags
        [2] mittwochs
        [3] donnerstags
        [4] freitags
        [5] samstags
       *[6] sonntags
    } um { $time } Uhr ({ $zone }), das nächste Mal am { $next }. Mitmachen geht mit `/weekly join`; `/schedule preview` zeigt, was ich jetzt sagen würde.
schedule-entry = { $channel }: { weekday } um { $time } Uhr ({ $zone }), das nächste Mal am { $next }
schedule-paused = { $channel }: { weekday } um { $time } Uhr ({ $zone }), pausiert. `/schedule resume` postet wieder.
schedule-removed = Entfernt: { $channel }, { weekday } um { $time } Uhr ({ $zone }). Was gepostet wurde, bleibt.
schedule-choice = #{ $channel } · { weekday } { $time }
schedule-list = ### Wochenposts
schedule-none = Dieser Server hat keinen Wochenpost. `/schedule set` legt einen an.
schedule-trouble = { $trouble ->
        [nobody] Letztes Mal kein Post: Niemand macht mit (`/weekly join`).
        [nothing] Letztes Mal kein Post: Es gab nichts Neues.
        [channel] Den Kanal gibt es nicht mehr, oder ich darf dort nicht schreiben.
       *[uncertain] Ob der letzte Post angekommen ist, kann ich nicht sagen: Ich darf den Verlauf dort nicht lesen.
    }
schedule-lacks-history = ⚠ Ich darf den Verlauf dort nicht lesen (*Nachrichtenverlauf anzeigen*): Fällt beim Posten etwas aus, sehe ich nicht, ob der Post angekommen ist, und poste nicht noch einmal.
schedule-lacks-pictures = ⚠ Ich darf dort keine Dateien anhängen (*Dateien anhängen*): Der Post kommt ohne sein Bild.
