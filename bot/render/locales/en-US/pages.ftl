## Pages of the web part

web-title = Cratemate
web-confirm-heading = Link this Spotify account to Discord?
web-confirm = The Discord account **{ $name }** will be linked to the Spotify account you just logged in with. Confirm only if { $name } is you.
web-confirm-button = Yes, I am { $name }
web-done-heading = Linked
web-done = Go back to Discord: the message of /link shows how far I am. You can close this page.
web-failed-heading = Not linked
web-error-heading = That did not work
web-error = { $status ->
        [403] This form was not sent from this bot's own page, so nothing was done. Run /link in Discord and open the page again.
        [404] There is nothing at this address. Run /link in Discord for the right one.
        [405] This page does not work that way. Run /link in Discord and open the page again.
        [408] That took too long, so nothing was done. Run /link in Discord and open the page again.
        [413] That is more than this page takes. Run /link in Discord and open the page again.
        [415] This page does not work that way. Run /link in Discord and open the page again.
        [429] Too many requests came from your network. Wait a minute, then load this page again.
        [500] Something went wrong on my side. Nothing of yours is lost. Run /link in Discord again in a minute.
       *[other] I do not understand this request. Run /link in Discord and open the page again.
    }
