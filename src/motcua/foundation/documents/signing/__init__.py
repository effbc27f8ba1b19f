"""Electronic signatures of PDFs (PAdES, ETSI EN 319 142-1): the seal, signing, and checking a file that comes back."""
