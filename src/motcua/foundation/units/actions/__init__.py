"""What can be done with units, staff, roles and services: one use case a file."""
