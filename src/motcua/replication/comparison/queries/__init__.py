"""What can be asked of comparisons: each answer takes a fixed number of SQL queries."""
