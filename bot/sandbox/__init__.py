"""Stand-ins for Discord and Spotify on loopback, for the demo and the tests."""
