"""What does a unit report, and what does the authority make of all reports? Filled from live use, signed by people."""
