"""The web part: the page Spotify sends members back to, and the health check."""
