"""Learning: arrays in, arrays out. Knows no Discord, SQL, files or HTTP."""
