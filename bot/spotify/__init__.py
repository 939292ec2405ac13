"""Spotify: spotipy behind one small async interface."""
