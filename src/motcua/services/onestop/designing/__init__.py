"""Procedures as data that officials edit: checker, comparison, dry run, diagram, and the file that carries them."""
