"""The voice of the citizen after the result: three taps, no name, figures by office (model R6)."""
