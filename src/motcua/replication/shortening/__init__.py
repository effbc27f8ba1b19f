"""By how much can limits of procedures be cut? From live step histories to a promise a leader signs (D3, O2)."""
