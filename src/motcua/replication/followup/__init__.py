"""Is what was ordered being done? Tasks, evidence, reminders, visits, obstacles, and who did not implement."""
