"""The widget's JavaScript as one module, without a build step.

The files are plain ES modules that import one another by name. Streamlit takes one string, sends it with
every answer and loads it as a module; so each file becomes a scope of its own that hands on its exports, and
comments and indentation are left out on the way.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
ENGINE: Final = ("numerics", "engine", "edits")
VIEW: Final = (
    "words",
    "dom",
    "labels",
    "strip",
    "chart",
    "anatomy",
    "drawing",
    "handle",
    "control",
    "controls",
    "verdict",
    "main",
)
_IMPORT: Final = re.compile(r"^import (?:\* as )?(.+?) from '\./(\w+)\.js';$", re.MULTILINE | re.DOTALL)
_EXPORT: Final = re.compile(r"^export (?:function|const) (\w+)", re.MULTILINE)
_COMMENT: Final = re.compile(r"^[ \t]*(?://.*|/\*(?:.|\n)*?\*/)[ \t]*\n", re.MULTILINE)
_INDENT: Final = re.compile(r"^[ \t]+|[ \t]+$|^\n", re.MULTILINE)


@cache
def script() -> str:
    """The whole widget as one module; its default export is that of `main.js`."""
    return _module(ENGINE + VIEW) + "export default main_js.mount;\n"


@cache
def engine_script() -> str:
    """The part that computes, as a module that exports every one of its functions."""
    names = "".join(
        f"export const {name} = {file}_js.{name};\n"
        for file in ENGINE
        for name in _EXPORT.findall(_read(file))
    )
    return _module(ENGINE) + names


@cache
def styles() -> str:
    """The widget's style sheet."""
    return _short((FOLDER / "live.css").read_text(encoding="utf-8"))


def _module(files: tuple[str, ...]) -> str:
    return "\n".join(_scope(file) for file in files)


def _scope(file: str) -> str:
    text = _read(file)
    body = _short(_IMPORT.sub(r"const \1 = \2_js;", text).replace("export ", ""))
    return f"const {file}_js = (() => {{\n{body}return {{ {', '.join(_EXPORT.findall(text))} }};\n}})();\n"


def _short(text: str) -> str:
    return _INDENT.sub("", _COMMENT.sub("", text))


def _read(file: str) -> str:
    return (FOLDER / f"{file}.js").read_text(encoding="utf-8")
