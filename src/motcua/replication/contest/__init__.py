"""The contest of models and initiatives (R1): call, blind reading, final, ranking that anybody can recompute."""
