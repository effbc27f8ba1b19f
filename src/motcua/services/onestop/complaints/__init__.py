"""Complaints about the handling of a dossier (part of model C1), filed and followed with the dossier's own code."""
