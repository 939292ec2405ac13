"""What the commands call: every feature without a word of Discord."""
