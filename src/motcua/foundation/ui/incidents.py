"""A fault gets an id that the page shows and the log knows; an answer without words gets a page."""

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing that is misheard on the phone
LENGTH = 8


def new_incident() -> str:
    """Return a fresh incident id, short enough to say on the phone."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
