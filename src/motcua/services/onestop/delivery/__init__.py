"""How a result gets home: carried by volunteers (model R4) or by post, and what comes back to the counter."""
