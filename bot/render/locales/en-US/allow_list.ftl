## A place on the user list of the owner's Spotify app, and the end of a link

allow-list-button = Send my Spotify e-mail to the owner
allow-list-title = Ask for a place
allow-list-label = E-mail of your Spotify account
allow-list-description = Kept sealed for the owner of this bot alone, and deleted once they have dealt with it.
allow-list-placeholder = you@example.org
allow-list-asked = Kept for the owner of this bot. They have to enter it at Spotify by hand, and their list has room for five; run `/link` again when they have told you. It is deleted once it is dealt with, at the latest after 90 days.
link-ends = Your link to Spotify ends about { DATETIME($day, dateStyle: "long") }: Spotify ends each one after six months. Run `/link` to renew it; your likes and your model are kept.
