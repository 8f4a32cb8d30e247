"""Imports point one way: content <- simulator <- pages/figures <- pages/ui <- pages/<group>/*.py <- app.py.

Read from the syntax tree, so an import inside a function counts as well. The last test plants violations in a
tree of its own and sees every one reported.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
ROOMS: Final = ("content", "simulator", "figures", "ui", "page", "app")

MAY_IMPORT: Final = {
    "content": {"content"},
    "simulator": {"content", "simulator"},
    "figures": {"content", "simulator", "figures"},
    "ui": {"content", "simulator", "figures", "ui"},
    "page": {"content", "simulator", "figures", "ui"},  # not another page
    "app": {"ui"},
}
NEVER: Final = {
    "content": {"numpy", "streamlit", "plotly", "scipy", "pandas"},
    "simulator": {"streamlit", "plotly", "scipy", "pandas", "random", "secrets", "time", "datetime"},
    "figures": {"streamlit", "scipy", "pandas"},
    "ui": {"scipy"},
    "page": {"scipy", "numpy"},
    "app": {"numpy", "plotly", "streamlit", "scipy", "pandas"},
}
# Global random state and the clock, reached through a module that is allowed.
FORBIDDEN_CALLS: Final = {"simulator": ("numpy.random.", "os.urandom", "uuid.uuid")}
# The one place that may read a clock: the command line says how many seconds a trial took.
CLOCK: Final = {("simulator/cli_trial.py", "time.perf_counter")}
# Seeded generators are values, not global state.
ALLOWED_CALLS: Final = frozenset(
    f"numpy.random.{name}"
    for name in ("Generator", "SeedSequence", "PCG64", "PCG64DXSM", "Philox", "SFC64", "BitGenerator")
)


def room_of(parts: tuple[str, ...]) -> str | None:
    """The room of a file or of a dotted module, given its parts, or None if it is outside."""
    match parts:
        case ("app" | "app.py", *_):
            return "app"
        case ("content" | "simulator" as room, *_):
            return room
        case ("pages", "figures" | "ui" as room, *_):
            return room
        case ("pages", *_):
            return "page"
    return None


def imported_modules(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported; `from a import b` names `a.b`, relative ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{stem}.{alias.name}") for alias in node.names)


def dotted_uses(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of each attribute of an imported module: `np.random.x` as `numpy.random.x`."""
    aliases = {
        (alias.asname or alias.name.split(".")[0]): (alias.name if alias.asname else alias.name.split(".")[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    for node in ast.walk(tree):
        names: list[str] = []
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            names.append(inner.attr)
            inner = inner.value
        if names and isinstance(inner, ast.Name) and inner.id in aliases:
            yield node.lineno, ".".join([aliases[inner.id], *reversed(names)])  # type: ignore[attr-defined]


def violations(root: Path) -> list[str]:
    """Every import or call below `root` that points the wrong way, as 'file:line reason'."""
    found: list[str] = []
    files = [
        root / "app.py",
        *(file for top in ("content", "simulator", "pages") for file in (root / top).rglob("*.py")),
    ]
    for file in sorted(file for file in files if file.exists()):
        relative = file.relative_to(root)
        room = room_of(relative.parts)
        assert room is not None
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imports = list(imported_modules(tree, relative.parts[:-1]))
        for line, module in imports:
            target = room_of(tuple(module.split(".")))
            if (relative.as_posix(), module) in CLOCK:
                continue
            if module.split(".")[0] in NEVER[room]:
                found.append(f"{relative}:{line} {room} may not import {module}")
            elif target is not None and target not in MAY_IMPORT[room]:
                found.append(f"{relative}:{line} {room} may not import {target} ({module})")
        for line, name in [*imports, *dotted_uses(tree)]:
            if name.startswith(FORBIDDEN_CALLS.get(room, ())) and not _is_allowed(name):
                found.append(f"{relative}:{line} {room} may not use {name}")
    return found


def _is_allowed(name: str) -> bool:
    return any(name == allowed or name.startswith(f"{allowed}.") for allowed in ALLOWED_CALLS)


def test_imports_point_one_way() -> None:
    """The tree as it is."""
    found = violations(ROOT)

    assert not found, "\n".join(found)


def test_no_page_stands_directly_in_pages() -> None:
    """Streamlit would serve it bare, without app.py around it, to whoever links to it."""
    assert list((ROOT / "pages").glob("*.py")) == []


PLANTED: Final = {
    "content/a.py": ("import numpy as np", "content may not import numpy"),
    "content/b.py": ("from simulator.model import spread", "content may not import simulator"),
    "simulator/a.py": ("def f():\n    import streamlit as st", "simulator may not import streamlit"),
    "simulator/b.py": ("from datetime import datetime", "simulator may not import datetime"),
    "simulator/c.py": ("import numpy as np\nnp.random.normal()", "simulator may not use numpy.random.normal"),
    "simulator/d.py": ("from numpy.random import rand", "simulator may not use numpy.random.rand"),
    "simulator/e.py": (
        "import numpy as np\nnp.random.default_rng()",
        "simulator may not use numpy.random.default_rng",
    ),
    "simulator/f.py": ("from pages.figures import pain", "simulator may not import figures"),
    "pages/figures/a.py": ("import streamlit.elements", "figures may not import streamlit"),
    "pages/figures/b.py": ("from pages.ui.state import scenario", "figures may not import ui"),
    "pages/figures/c.py": ("from ..ui import state", "figures may not import ui"),
    "pages/ui/a.py": ("from pages.explore import lab", "ui may not import page"),
    "pages/explore/a.py": ("from pages.explore.compare import main", "page may not import page"),
    "pages/explore/b.py": ("from . import compare", "page may not import page"),
    "app.py": ("import streamlit", "app may not import streamlit"),
}
FINE: Final = {
    "content/a.py": "from pydantic import BaseModel\nfrom content.records import Record",
    "simulator/a.py": "import numpy as np\ng = np.random.Generator(np.random.Philox(1))\nfrom .b import c",
    "pages/figures/a.py": "import plotly.graph_objects as go\nfrom simulator import engine",
    "pages/ui/a.py": "import streamlit as st\nfrom pages.figures import pain",
    "pages/explore/a.py": "import streamlit as st\nfrom pages.ui.show import show",
    "app.py": "from pages.ui.shell import run",
}


def _plant(root: Path, name: str, source: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_violation_is_reported(tmp_path: Path, name: str) -> None:
    """Each kind of wrong import is seen, where it is."""
    source, reason = PLANTED[name]
    _plant(tmp_path, name, source)

    (report,) = violations(tmp_path)

    assert report.startswith(f"{name}:")
    assert reason in report


def test_right_imports_are_not_reported(tmp_path: Path) -> None:
    """The check is not merely always red."""
    for name, source in FINE.items():
        _plant(tmp_path, name, source)

    assert violations(tmp_path) == []
