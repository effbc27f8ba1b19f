"""How much of a file is too much? Plain numbers, so that the cleaning process can read them without Django."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class FileLimits:
    """What one upload may cost us.

    `size` in bytes as received; `pages` of a PDF or TIFF; `pixels` of one image before it is decoded;
    `unpacked` bytes that all streams of a PDF or all entries of an office file may grow to; `entries` of an
    office file; `seconds` of processor time and `memory` in bytes for reading and cleaning it.
    """

    size: int = 20 * MEGABYTE
    pages: int = 300
    pixels: int = 64_000_000
    unpacked: int = 400 * MEGABYTE
    entries: int = 2_000
    seconds: int = 20
    memory: int = 1_536 * MEGABYTE
