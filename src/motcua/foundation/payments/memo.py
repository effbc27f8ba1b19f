"""What is shown of a bank's memo to whoever only reads the books: names as they are, long numbers covered."""

import re
from typing import Final

SHOWN_END: Final = 3  # digits by which somebody on the telephone recognises a number
_NUMBER: Final = re.compile(r"(?<![\dA-Za-z])\d[\d .-]{6,}\d(?![\dA-Za-z])")


def covered(memo: str) -> str:
    """Return the memo with accounts, telephones and numbers of papers covered; codes of charges have letters."""
    return _NUMBER.sub(lambda found: f"•••{found.group()[-SHOWN_END:]}", memo)
