"""What can be done with people: one use case a file."""
