"""Which query stands behind a figure of a report? It is asked again, row by row; one module a source."""
