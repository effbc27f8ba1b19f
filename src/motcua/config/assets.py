"""Gather what is not committed: browser code and fonts from `node_modules`, catalogues compiled for the server.

Runs as `python src/motcua/config/assets.py ROOT` from the scripts and from the wheel's build hook, so it imports
nothing of ours. The list of browser files is foundation/ui/vendor.json: {"path in node_modules": "path in vendor"}.
"""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

UI = Path("src/motcua/foundation/ui")
STAMP = ".gathered"
# the maps are not served, and a browser or the manifest that looks for one finds nothing
MAP_COMMENT = re.compile(rb"\s*(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")


class AssetMissing(Exception):
    """A listed file is not in its package; the sentence names it."""


def gather(root: Path) -> None:
    """Copy browser files and compile catalogues of the checkout at `root`; does nothing when they are up to date."""
    copy_vendor(root)
    compile_catalogues(root)


def vendor_fingerprint(root: Path) -> str:
    """Return what the vendor folder must have been made from."""
    sources = (root / UI / "vendor.json", root / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def vendor_is_ready(root: Path) -> bool:
    """Tell whether the vendor folder holds exactly what the list asks for."""
    stamp = root / UI / "static" / "vendor" / STAMP
    return stamp.exists() and stamp.read_text(encoding="utf-8") == vendor_fingerprint(root)


def copy_vendor(root: Path) -> None:
    """Copy the listed files and folders of `node_modules` to the static files of `ui`.

    Raises AssetMissing when a listed path is not there.
    """
    if vendor_is_ready(root):
        return
    vendor = root / UI / "static" / "vendor"
    building = vendor.with_name("vendor.new")
    shutil.rmtree(building, ignore_errors=True)
    wanted: dict[str, str] = json.loads((root / UI / "vendor.json").read_text(encoding="utf-8"))
    for source, target in wanted.items():
        _copy(root / "node_modules" / source, building / target)
    building.mkdir(parents=True, exist_ok=True)
    (building / STAMP).write_text(vendor_fingerprint(root), encoding="utf-8")
    shutil.rmtree(vendor, ignore_errors=True)
    building.rename(vendor)


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise AssetMissing(f"vendor.json lists {source}, which is not there; run npm ci.")
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_copy_file)
    else:
        _copy_file(source, target)


def _copy_file(source: str | Path, target: str | Path) -> None:
    shutil.copyfile(source, target)
    path = Path(target)
    if path.suffix in {".css", ".js", ".mjs"}:
        path.write_bytes(MAP_COMMENT.sub(b"\n", path.read_bytes()))


def compile_catalogues(root: Path) -> None:
    """Write a `.mo` beside each `.po` that is newer than it."""
    for source in sorted(root.glob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only needed when something changed
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parts[-3])
    building = target.with_suffix(".mo.new")
    with building.open("wb") as binary:
        write_mo(binary, catalogue)
    building.rename(target)


if __name__ == "__main__":
    try:
        gather(Path(sys.argv[1]))
    except AssetMissing as missing:
        sys.exit(str(missing))
