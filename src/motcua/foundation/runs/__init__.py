"""How far is a long work? A row for each run, with its progress and where its result lies."""
