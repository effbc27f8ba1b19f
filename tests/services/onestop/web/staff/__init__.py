"""Pages of the one-stop for staff."""
