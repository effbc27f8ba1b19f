"""What did a model change? Units that took it over at different times, compared with those that had not yet."""
