"""What services answer and rendering words: frozen values, no Discord, no Spotify."""
