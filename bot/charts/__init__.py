"""Pictures of figures: pure functions from arrays and words to PNG bytes, work for a thread."""
