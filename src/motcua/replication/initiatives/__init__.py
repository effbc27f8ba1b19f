"""Which reform models are there? The register, from a proposal to its retirement."""
