"""Reading files of likes and listens, each format in a module of its own."""
