"""How dates and numbers are read from forms: the day comes first in every language, as on every paper here."""
