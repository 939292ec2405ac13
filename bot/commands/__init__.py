"""Commands: read the options, call one service, render, send."""
