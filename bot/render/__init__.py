"""Rendering: results in, layouts and sentences out. Pure functions, within Discord's limits."""
