## Commands: names and descriptions

command-link = Link your Spotify account, so that I can learn what you like
command-start = Begin without any account: pick up to five songs you love
command-start-pick = A song you love: pick one while you type, or paste its Spotify link
command-unlink = Remove your Spotify link and everything that came from it
command-sync = Read your Spotify library anew, and learn from what is new in it
command-recommend = Songs you have not heard, chosen for you
command-recommend-count = How many songs, 1 to 20
command-recommend-genre = Only this genre: pick one while you type
command-recommend-mood = A mood in your own words: rainy sunday, 90s gym, calm piano
command-recommend-adventure = How far from what you know
command-recommend-familiar = more of the same
command-recommend-usual = as usual
command-recommend-bold = bold
command-recommend-new = new artists only
command-recommend-recent = Let what you liked in the last month count most
command-recommend-private = Whether only you see the answer; so it is unless you say
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
command-playlist-choose = Say which of your own playlists count as liked, as disliked or not at all
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
command-compare = What you and somebody else of this server have in common, and what divides you
command-compare-member = Who; they must take part in this server
command-blend = One list for two to ten members of this server that leaves nobody behind
command-blend-member = Who else it is for; everybody must take part in this server
command-blend-count = How many songs, 1 to 20
menu-compare = Compare our tastes
menu-blend = Blend with me
command-privacy = What I keep about you, as a file if you like, and how to delete it
command-import = Learn from a file: your Spotify data, a listening history, or a table of songs
command-import-file = A zip, JSON or CSV: Spotify's account data, extended history, Exportify, TuneMyMusic, Soundiiz
command-import-listenbrainz = Your name at ListenBrainz
command-import-lastfm = Your name at Last.fm
command-taste = What your taste looks like
command-taste-card = Your genres, decades and sound, and what decides your recommendations
command-taste-map = Your likes and recommendations on a map, as a picture and in three dimensions
command-taste-report = How well I know your taste: scores on songs that were hidden from me
command-help = What I can do, and where to begin
command-settings = What holds for this server
command-settings-show = Show what is settled here
command-settings-set = Change the language, explicit songs, or how far lists go
command-settings-set-language = What I post in, and answer in where everybody reads it
command-settings-set-explicit = Whether songs known to be explicit may come
command-settings-set-adventure = How far from what members know, unless they say
command-settings-channels = Where I take commands: name none for everywhere
command-settings-channels-channel = A channel where I take commands
command-settings-channels-more = One more channel
command-settings-language-server = as this server is set at Discord
