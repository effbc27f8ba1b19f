"""Filing with help."""
