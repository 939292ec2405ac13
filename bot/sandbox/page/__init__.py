"""The demo's page: a channel to try the bot in, served by the stand-in Discord."""
