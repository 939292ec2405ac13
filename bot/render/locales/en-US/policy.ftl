## The privacy policy, a paragraph a line

policy-heading = Privacy
policy-open = Open as a page
policy-who = This bot is run by whoever invited it to your server or gave you its address; what it keeps lies on their machine. This page says what the program does. It is not affiliated with Spotify or Discord.
policy-kept-heading = What is kept
policy-kept = Your Discord id. Songs you like or dislike: from your Spotify library if you linked it and its owner lets the bot learn from it, from files and profiles you import, from picks and thumbs; with title, artist, dates and, from histories, plays and skips. A model learned from them for you alone, and the songs it ranks highest. If you linked Spotify: the account's id, its name and tokens, which are sealed with a key. Your words on your playlists, and the playlists the bot made for you. When the bot last tried to read your library or to learn anew by itself. In which servers you let others see what is recommended to you. An e-mail only if you sent it for a place on the app's user list, sealed.
policy-time = Lists shown to you are kept for { $lists } days, which songs were in them for { $shown } days, parts of weekly posts for { $post_parts } days, finished work on playlists for { $playlist_intents } days and on their refreshes for { $refreshes } days, an e-mail for { $allow_list } days at most. Everything else stays until you delete it.
policy-not-kept = No message is read, no list of members, no presence. Of files you import only songs, artists, plays and dates are looked at; the file is not kept. Logs hold no token, no name and no song.
policy-given = Nothing is sold or sent to anybody, with these exceptions that you ask for or that the owner has chosen: requests to Spotify with your token; your name at ListenBrainz or Last.fm to these, when you import from there; the Spotify ids of songs no table holds to a provider of features, if the owner has named one, without saying whose they are.
policy-others = Other members see of your taste only what you agreed to with /weekly join: weekly posts, comparisons and common lists of that server, and songs that at least two of you love, with their number and no name. /weekly leave ends it. Messages the bot has posted stay with the server; its moderators can delete them.
policy-rights-heading = What you can do
policy-rights = /privacy shows what is kept of you, hands it out as a file, and deletes it; /unlink deletes tokens and everything that came from Spotify. Deleted rows are overwritten, so that no byte of them is left in the bot's store.
policy-copies = { $copies ->
        [0] The owner has set up no copies of the store that the bot makes by itself.
       *[other] Copies of the store are made { $every ->
            [weekly] weekly
           *[daily] daily
        } and the newest { $copies } kept: what you delete is gone from them after { $days } days. Copies that the owner makes by hand are theirs to delete.
    }
policy-outside = Playlists in your own Spotify account and your consent there are yours: you end the latter at spotify.com/account/apps.
