## Buttons, selects and forms: what each does

item-paste = Opens the form for the address of the page you came back to
item-up = You like this song; your next list knows
item-down = This song will not come again; your next list knows
item-known = You know this song: it stays away, and nothing is learned from it
item-why = Says why a song is in your list
item-page = Turns the list to another page
item-save = Saves the list as a playlist in your Spotify account
item-choosing = Lets you say which playlists count as liked, disliked or neither
item-verdict = Takes the playlists that count as liked, or as disliked
item-reread = Reads your library as the playlists count now
item-join = Takes you into this server's weekly post
item-take = Saves a weekly post's list as your own playlist
item-more = Finds songs like one of a list
item-allow = Opens the form for the e-mail of your Spotify account
item-export = Hands out everything I keep about you as a file
item-policy = Shows the privacy policy
item-delete = Asks whether everything about you shall be deleted
item-forget = Deletes everything about you at once

form-paste = Takes the address of the page Spotify sent you to
form-email = Takes the e-mail of your Spotify account for the owner of this bot
