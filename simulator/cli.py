"""The command line: one block, two compared, a trial, validation, lists. JSON with `--json`, else a table.

Bad input: one line on stderr with the field, the value and the rule, exit status 2, never a traceback.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from content import Parameter, load
from simulator import cli_sensitivity, cli_trial, cli_validate, describe, paths, presets, report, sources
from simulator.errors import InputError
from simulator.scenario import MODEL_VERSION, Scenario
from simulator.simulate import distribution, simulate

LARGEST_FILE_BYTES = 256 * 1024
MOST_RUNS = 1_000_000

_BAD_INPUT = 2


class _Parser(argparse.ArgumentParser):
    """argparse whose complaints are one line, as every other error here."""

    def error(self, message: str) -> NoReturn:
        raise InputError("arguments", self.prog, message)


def read_scenario(name: str) -> Scenario:
    """A scenario from a preset's name or a JSON file. Raises InputError for whatever is wrong with it."""
    if name in presets.names():
        return presets.preset(name)
    path = Path(name)
    if not (path.suffix or os.sep in name or path.exists()):
        raise InputError("preset", name, f"is neither a file nor a preset ({', '.join(presets.names())})")
    try:
        if not path.is_file():
            raise InputError("file", name, "there is no such file")
        with path.open("rb") as handle:
            text = handle.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise InputError("file", name, f"cannot be read: {error.strerror}") from None
    if len(text) > LARGEST_FILE_BYTES:
        raise InputError("file", name, f"must not be larger than {LARGEST_FILE_BYTES} bytes")
    return paths.from_text(text, name)


def _scenario(arguments: argparse.Namespace) -> Scenario:
    if not 0 <= arguments.runs <= MOST_RUNS:
        raise InputError("--runs", arguments.runs, f"must be from 0 to {MOST_RUNS}")
    scenario = read_scenario(arguments.scenario)
    sets: dict[str, Any] = {}
    for text in arguments.set:
        path, value = paths.typed(text)
        sets[path] = value
    if arguments.seed is not None:
        sets["seed"] = arguments.seed
    return paths.apply(scenario, sets)


def _run(arguments: argparse.Namespace) -> dict[str, Any]:
    return report.answer_json(simulate(_scenario(arguments)), arguments.runs)


def _run_table(arguments: argparse.Namespace) -> str:
    scenario = _scenario(arguments)
    answer = simulate(scenario)
    lines = [describe.word(answer, "trainee"), *describe.verdict_lines(answer, "trainee"), ""]
    lines += [describe.pain_curve(answer), *describe.nerve_lines(answer)]
    lines += [*describe.plasma_lines(answer.plasma, scenario.patient.region), ""]
    lines += [f"{'min':>6} {'NRS':>5} {'relief':>7}"]
    for entry in answer.diary:
        nrs = "-" if entry.nrs is None else f"{entry.nrs:.1f}"
        relief = "-" if entry.relief_pct is None else f"{entry.relief_pct:.0f} %"
        lines.append(f"{entry.minute:6.0f} {nrs:>5} {relief:>7}")
    lines += ["", *describe.why_lines(answer, "trainee"), describe.flip_line(answer, "trainee"), ""]
    lines += [f"- {step.title}: {step.reason}" for step in answer.pathway]
    if arguments.runs:
        lines += ["", describe.distribution_line(distribution(scenario, arguments.runs))]
    return "\n".join(lines)


def _compare(arguments: argparse.Namespace) -> dict[str, Any]:
    return report.compare_json(read_scenario(arguments.a), read_scenario(arguments.b))


def _compare_table(arguments: argparse.Namespace) -> str:
    return "\n".join(_compare(arguments)["difference"]["words"])


def _presets(_: argparse.Namespace) -> dict[str, Any]:
    records = list(load().presets.values())
    return {
        "presets": [
            {"name": r.key, "title": r.title, "teaches": r.teaches, "causes": list(r.causes)} for r in records
        ]
    }


def _presets_table(_: argparse.Namespace) -> str:
    width = max(len(name) for name in presets.names())
    return "\n".join(f"{r.key:{width}}  {r.title}. {r.teaches}" for r in load().presets.values())


def _schema(_: argparse.Namespace) -> dict[str, Any]:
    return Scenario.model_json_schema(by_alias=True)


def _schema_table(arguments: argparse.Namespace) -> str:
    return json.dumps(_schema(arguments), indent=2)


def _sources(arguments: argparse.Namespace) -> dict[str, Any]:
    if arguments.key is None:
        return {"keys": [*(record.key for record in sources.all_parameters()), *load().sources]}
    found = sources.find(arguments.key)
    data = found.model_dump(mode="json")
    if isinstance(found, Parameter):
        library = load().sources
        data["sources"] = [library[key].model_dump(mode="json") for key in found.sources]
    return data


def _sources_table(arguments: argparse.Namespace) -> str:
    if arguments.key is None:
        return "\n".join(_sources(arguments)["keys"])
    found = sources.find(arguments.key)
    if not isinstance(found, Parameter):
        return f"{found.key}: {found.reference}. {found.where or ''} {found.note}".strip()
    spread = "" if found.low is None else f" (plausible {found.low:g} to {found.high:g})"
    lines = [f"{found.key}: {found.label}", f"{found.value:g} {found.unit}{spread}, {found.kind}", found.note]
    lines += [f"{key}: {load().sources[key].reference}" for key in found.sources]
    return "\n".join(line for line in lines if line)


_Command = tuple[Callable[[argparse.Namespace], dict[str, Any]], Callable[[argparse.Namespace], str]]

_COMMANDS: dict[str, _Command] = {
    "run": (_run, _run_table),
    "compare": (_compare, _compare_table),
    "trial": (cli_trial.trial_json, cli_trial.trial_table),
    "validate": (cli_validate.validate_json, cli_validate.validate_table),
    "calibrate": (cli_validate.calibrate_json, cli_validate.calibrate_table),
    "sensitivity": (cli_sensitivity.sensitivity_json, cli_sensitivity.sensitivity_table),
    "presets": (_presets, _presets_table),
    "schema": (_schema, _schema_table),
    "sources": (_sources, _sources_table),
}


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m simulator",
        description="Simulate a medial branch block. It teaches; it never advises.",
    )
    parser.add_argument("--version", action="version", version=f"model {MODEL_VERSION}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    run = commands.add_parser("run", help="one scenario: a preset's name or a JSON file")
    run.add_argument("scenario")
    run.add_argument("--set", nargs="+", action="extend", default=[], metavar="PATH=VALUE")
    run.add_argument(
        "--runs", type=int, default=0, help="repeat over that many draws and add the distribution"
    )
    run.add_argument("--seed", type=int)
    compare = commands.add_parser("compare", help="two scenarios under the same draws")
    compare.add_argument("a")
    compare.add_argument("b")
    cli_trial.add(commands)
    cli_validate.add(commands)
    cli_sensitivity.add(commands)
    commands.add_parser("presets", help="the named scenarios")
    commands.add_parser("schema", help="the JSON Schema of a scenario")
    evidence = commands.add_parser("sources", help="the evidence behind a number")
    evidence.add_argument("key", nargs="?")
    for command in commands.choices.values():
        command.add_argument("--json", action="store_true", help="JSON instead of a table")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    try:
        given = _parser().parse_args(arguments)
        as_json, as_table = _COMMANDS[given.command]
        text = json.dumps(as_json(given), allow_nan=False) if given.json else as_table(given)
    except InputError as error:
        print(error, file=sys.stderr)
        return _BAD_INPUT
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
