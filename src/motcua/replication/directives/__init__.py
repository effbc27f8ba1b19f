"""Who ordered what, from whom, by when? Directives with their requirements, models, addressees and targets."""
