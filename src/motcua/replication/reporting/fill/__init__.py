"""Where do the figures of a report come from? One module a source, each in a fixed number of queries."""
