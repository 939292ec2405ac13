"""What members see when Spotify or Discord fails: every command against every fault."""
