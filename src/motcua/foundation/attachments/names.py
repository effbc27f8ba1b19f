"""What may a file be called when we show it, save it, or send it back?"""

import re
import unicodedata

NAMELESS = "tep"
SENT_NAME = "sent_name"  # the attribute of an upload that holds its name before anything was cut off it
_LONGEST = 120
_LONGEST_EXTENSION = 8
_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*;%]')
_BLANKS = re.compile(r"\s+")
# names that Windows keeps for devices, with or without an extension
_DEVICES = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)

_DRIVE = re.compile(r"^[A-Za-z]:")
# embeddings, overrides and isolates: "hoa don[U+202E]fdp.exe" is shown as "hoa donexe.pdf"
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def trick_in(name: str) -> str:
    """Return the code of the refusal when a name tries to be more than a name; "" for an honest one.

    Tricks: folders and drives, control characters (NUL among them), letters that turn the direction of writing, names
    of devices. Harmless oddities (blanks, quotes, invisible joiners) are no reason to refuse: `safe_name` tidies them.
    """
    if _SEPARATORS.search(name) or _DRIVE.match(name) or name.strip() in {".", ".."}:
        return "name_path"
    if any(unicodedata.category(letter) == "Cc" for letter in name):
        return "name_control"
    if _DIRECTIONS.search(name):
        return "name_direction"
    return "name_device" if _DEVICES.match(name.strip(" .")) else ""


def safe_name(name: str, *, extension: str = "") -> str:
    """Return `name` made safe for a page, a header and any file system; `NAMELESS` when nothing is left of it.

    Folders, control characters, invisible and direction-changing characters go; so do leading and trailing
    dots, device names of Windows and everything beyond 120 characters. `extension` (with its dot) is added
    to a name that has none.
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if letter.isspace() else letter for letter in last if letter.isspace() or _is_visible(letter))
    tidy = _BLANKS.sub(" ", _FORBIDDEN.sub("_", seen)).strip(" .")
    stem, dot, ending = tidy.rpartition(".")
    if not dot or not stem or len(ending) > _LONGEST_EXTENSION:
        stem, ending = tidy, extension.removeprefix(".")
    stem = (stem or NAMELESS)[: _LONGEST - len(ending) - 1].rstrip(" .")
    whole = f"{stem}.{ending}" if ending else stem
    return f"_{whole}" if _DEVICES.match(whole) else whole


def extension_of(name: str) -> str:
    """Return the extension of a safe name in lower case with its dot, or nothing."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def with_extension(name: str, extension: str) -> str:
    """Return `name` with its extension changed: a HEIC picture that is kept as JPEG is sent as `.jpg`."""
    stem, dot, _ending = name.rpartition(".")
    return f"{stem if dot and stem else name}{extension}"


def _is_visible(letter: str) -> bool:
    """Letters, marks, digits, signs; not control, format (direction override), surrogate or private ones."""
    return unicodedata.category(letter)[0] != "C"
