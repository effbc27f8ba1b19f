"""What can be done with a contest; one use case a file."""
