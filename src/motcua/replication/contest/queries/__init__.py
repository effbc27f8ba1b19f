"""What can be asked of contests; a fixed number of queries each."""
