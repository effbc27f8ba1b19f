"""The house rules that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.config import catalogues

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "motcua"
LONGEST_SOURCE = 300
LONGEST_TEST = 600
NAMELESS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "manager", "managers", "signals"}


def python_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def too_long(folder: Path, most: int) -> list[str]:
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(folder)}
    return [f"{path.relative_to(ROOT)}: {lines}" for path, lines in counted.items() if lines > most]


def test_files_are_short() -> None:
    assert too_long(SOURCE, LONGEST_SOURCE) == []


def test_test_files_are_short() -> None:
    assert too_long(ROOT / "tests", LONGEST_TEST) == []


def test_every_file_has_a_name_that_says_what_is_in_it() -> None:
    assert [path for path in python_files(SOURCE) if {path.stem, path.parent.name} & NAMELESS] == []


def templates() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("templates/**/*") if path.is_file())


def mentions() -> str:
    """Everything that may name a template."""
    return "\n".join(path.read_text(encoding="utf-8") for path in [*python_files(SOURCE), *templates()])


# names that Django or allauth look for by themselves
LOOKED_FOR = re.compile(r"^(account/|mfa/|allauth/|django/|\d{3}\.html)")


def test_every_template_is_used() -> None:
    told = mentions()
    names = [path.as_posix().split("/templates/")[1] for path in templates()]
    assert [name for name in names if f'"{name}"' not in told and not LOOKED_FOR.match(name)] == []


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


def test_everything_public_says_what_it_does() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in python_files(SOURCE)
        for node in functions(ast.parse(path.read_text(encoding="utf-8")))
        if ast.get_docstring(node) is None
    ]
    assert silent == []


# on and off, head and items: sides of one use case
SEVERAL_IN_ONE = {"switch_service", "correct_directive"}


def test_every_action_has_the_name_of_its_file() -> None:
    strangers = [
        str(path.relative_to(ROOT))
        for path in sorted(SOURCE.glob("*/*/actions/*.py"))
        if path.stem not in {"__init__", *SEVERAL_IN_ONE}
        and f"def {path.stem}(" not in path.read_text(encoding="utf-8")
    ]
    assert strangers == []


# what tests the switch itself; everybody else adopts
SWITCH_IS_TESTED = {"tests/foundation/units/test_unit_actions.py", "tests/foundation/units/test_reorganise.py"}
SWITCH = "src/motcua/foundation/units/actions/switch_service.py"
ADOPTION = "src/motcua/replication/adoption/switching.py"


def test_only_adoption_switches_a_service_on() -> None:
    callers = {
        path.relative_to(ROOT).as_posix()
        for folder in (SOURCE, ROOT / "tests", ROOT / "benchmarks")
        for path in python_files(folder)
        if "switch_on_service(" in path.read_text(encoding="utf-8")
    }
    registry = "tests/services/test_registry.py"
    assert callers - {"tests/test_consistency.py"} == {SWITCH, ADOPTION, registry, *SWITCH_IS_TESTED}


def test_texts_are_marked_by_names_that_the_catalogue_reads() -> None:
    aliases = re.compile(r"import n?p?gettext(?:_lazy|_noop)? as (\w+)")
    for path in python_files(SOURCE):
        for name in aliases.findall(path.read_text(encoding="utf-8")):
            assert name in catalogues.KEYWORDS, f"{path}: what {name}(…) says is never translated"


def test_the_english_catalogue_is_complete() -> None:
    assert list(catalogues.faults(catalogues.read(), catalogues.extracted())) == []


@pytest.mark.parametrize("path", sorted((ROOT / "script").glob("[a-z]*")), ids=lambda path: path.name)
def test_every_script_can_be_run(path: Path) -> None:
    assert path.is_dir() or path.stat().st_mode & 0o111
