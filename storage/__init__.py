"""What is kept: the members' store and the catalogue. Knows no Discord and no learning."""
