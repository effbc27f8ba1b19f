"""Which unit takes over which model? Adoption from plan to assessment, and the kits that carry it."""
