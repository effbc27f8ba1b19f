"""Pages of staff, roles, delegation and units."""
