"""Filing with help: advisory teams, consent of the citizen, and filing for somebody in their own name (model R3)."""
