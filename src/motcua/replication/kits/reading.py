"""Read a file as a kit that can be taken here: unaltered, of a trusted signer, of a known service and shape."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from motcua.replication.kits.packing import Kit, unpack
from motcua.replication.kits.parts.all_parts import source_of, taken_parts, told_parts
from motcua.replication.kits.refusals import Newer, Unreadable
from motcua.replication.kits.signers import signer_name
from motcua.services.kits import KitPart, ToldPart


@dataclass(frozen=True)
class ReadKit:
    """A kit with the parts of its service; `signer` is the name by which its signer is trusted, "" = ourselves."""

    kit: Kit
    signer: str
    taken: tuple[KitPart, ...]
    told: tuple[ToldPart, ...]


def read_kit(data: bytes) -> ReadKit:
    """Return the kit; raise TooLarge, NotAKit, Newer, Altered, UnknownSigner, NoSuchService or Unreadable."""
    kit = unpack(data)
    signer = signer_name(kit)
    if kit.head.service_version > source_of(kit.head.service).version:
        raise Newer
    taken, told = taken_parts(kit.head.service), told_parts(kit.head.service)
    parts: tuple[ToldPart, ...] = (*taken, *told)
    if set(kit.parts) != {part.code for part in parts}:
        raise Unreadable
    try:
        for part in parts:
            part.lines(kit.parts[part.code])
    except ValidationError as fault:
        raise Unreadable from fault
    return ReadKit(kit, signer, taken, told)
