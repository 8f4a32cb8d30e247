"""The one loader: reads every data file once, checks it, and hands out frozen records.

Files: `sources.toml`, `anatomy.toml`, `rules.toml`, `pathways.toml`, `parameters/*.toml` (one a stage),
`drugs/*.toml` (one a drug), `presets/*.toml` (one a preset), `clinics/*.toml` (one a clinic),
`findings/*.toml` (one a topic), `calibration.toml` (what `calibrate` wrote), `text/<lang>/**/*.toml` (all prose).
"""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, model_validator

from content.clinics import Clinic, flatten, key_of
from content.clinics import read as read_clinics
from content.findings import Facts, Finding
from content.records import Drug, Joint, Kind, Nerve, Parameter, PathwayStep, Preset, Record, Rule, Source

ROOT = Path(__file__).parent

ONLY_IN_TRIALS = ("denervation",)
"""Files of parameters that no single block reads."""


class Library(Record):
    """Everything in `content/` apart from the prose. `trial`: numbers that only virtual trials read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: dict[str, Source]
    parameters: dict[str, Parameter]
    drugs: dict[str, Drug]
    nerves: dict[str, Nerve]
    joints: dict[str, Joint]
    rules: dict[str, Rule]
    pathways: tuple[PathwayStep, ...]
    presets: dict[str, Preset]
    clinics: dict[str, Clinic]
    trial: dict[str, Parameter]
    findings: dict[str, Finding]

    @model_validator(mode="after")
    def _every_citation_resolves(self) -> "Library":
        cited: dict[str, tuple[str, ...]] = {p.key: p.sources for p in self.parameters.values()}
        cited |= {p.key: p.sources for p in self.trial.values()}
        cited |= {f"finding {f.key}": f.sources for f in self.findings.values()}
        cited |= {f"clinic {c.key}": c.sources for c in self.clinics.values()}
        for drug in self.drugs.values():
            cited |= {p.key: p.sources for p in drug.parameters.values()}
        cited |= {f"rule {r.key}": r.sources for r in self.rules.values()}
        cited |= {f"pathway {s.id}": s.sources for s in self.pathways}
        cited |= {f"joint {j.name}": j.sources for j in self.joints.values()}
        cited |= {f"nerve {n.name}": n.sources for n in self.nerves.values()}
        unknown = [
            f"{owner} cites {key}" for owner, keys in cited.items() for key in keys if key not in self.sources
        ]
        if unknown:
            raise ValueError("unknown sources: " + "; ".join(unknown))
        for joint in self.joints.values():
            for nerve in joint.nerves:
                if nerve not in self.nerves:
                    raise ValueError(f"joint {joint.name} names unknown nerve {nerve}")
        return self

    def value(self, key: str) -> float:
        """Value of the parameter `key`. Raises KeyError for an unknown key."""
        found = self.parameters.get(key)
        return (self.trial[key] if found is None else found).value

    @property
    def facts(self) -> Facts:
        """What the texts may quote by name: findings, and every parameter."""
        of_drugs = {p.key: p for drug in self.drugs.values() for p in drug.parameters.values()}
        return Facts(self.findings, self.parameters, self.trial, of_drugs)

    def of_clinic(self, clinic: str, name: str) -> float:
        """A number of a clinic, or of the clinic it is like. Raises KeyError when neither has it."""
        return self.trial[key_of(self.clinics, self.trial, clinic, name)].value

    def with_value(self, key: str, value: float) -> "Library":
        """This library with one parameter (of a stage or of a drug) at another value. KeyError if unknown."""
        if key in self.parameters:
            changed = self.parameters[key].model_copy(update={"value": value})
            return self.model_copy(update={"parameters": self.parameters | {key: changed}})
        if key in self.trial:
            changed = self.trial[key].model_copy(update={"value": value})
            return self.model_copy(update={"trial": self.trial | {key: changed}})
        _, name, field = key.split(".", 2)
        drug = self.drugs[name]
        own = drug.parameters | {field: drug.parameters[field].model_copy(update={"value": value})}
        return self.model_copy(
            update={"drugs": self.drugs | {name: drug.model_copy(update={"parameters": own})}}
        )


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as handle:
        return tomllib.load(handle)


def _drug(path: Path) -> Drug:
    body = _read(path)
    parameters = {
        name: Parameter(key=f"drug.{path.stem}.{name}", **fields)
        for name, fields in body.pop("parameters", {}).items()
    }
    return Drug(key=path.stem, parameters=parameters, **body)


def _findings(folder: Path) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, body in _read(path).items():
            if key in found:
                raise ValueError(f"{path.name}: declared twice: {key}")
            found[key] = Finding(key=key, topic=path.stem, **body)
    return found


def load_from(root: Path, *, calibrated: bool = True) -> Library:
    """Read and check the library below `root`. Raises pydantic.ValidationError naming the broken record.

    `calibrated` False: leave out what `calibrate` wrote, as it does itself to start from.
    """
    parameters: dict[str, Parameter] = {}
    clinics, trial = read_clinics(root / "clinics")
    for path in sorted((root / "parameters").glob("*.toml")):
        found = flatten(_read(path), "")
        if twice := (parameters.keys() | trial.keys()) & found.keys():
            raise ValueError(f"{path.name}: declared twice: {', '.join(sorted(twice))}")
        if path.stem in ONLY_IN_TRIALS:
            trial |= found
        else:
            parameters |= found
    calibration = root / "calibration.toml"
    if calibrated and calibration.exists():
        for key, body in _read(calibration)["values"].items():
            room = parameters if key in parameters else trial
            room[key] = Parameter(**room[key].model_dump() | {"kind": Kind.CALIBRATED} | body)
    anatomy = _read(root / "anatomy.toml")
    return Library(
        sources={key: Source(key=key, **body) for key, body in _read(root / "sources.toml").items()},
        parameters=parameters,
        clinics=clinics,
        trial=trial,
        findings=_findings(root / "findings"),
        drugs={path.stem: _drug(path) for path in sorted((root / "drugs").glob("*.toml"))},
        nerves={name: Nerve(name=name, **body) for name, body in anatomy["nerves"].items()},
        joints={name: Joint(name=name, **body) for name, body in anatomy["joints"].items()},
        rules={key: Rule(key=key, **body) for key, body in _read(root / "rules.toml").items()},
        pathways=tuple(
            sorted(
                (PathwayStep(id=key, **body) for key, body in _read(root / "pathways.toml").items()),
                key=lambda step: step.order,
            )
        ),
        presets={
            path.stem.replace("_", "-"): Preset(key=path.stem.replace("_", "-"), **_read(path))
            for path in sorted((root / "presets").glob("*.toml"))
        },
    )


@cache
def _own() -> Library:
    return load_from(ROOT)


_instead: ContextVar[Library | None] = ContextVar("library", default=None)


def load() -> Library:
    """The library of this project, read once; inside `using`, the one given there."""
    return _instead.get() or _own()


@contextmanager
def using(library: Library) -> Iterator[None]:
    """Run the model on another library (another value of a parameter) within this block and thread only."""
    token = _instead.set(library)
    try:
        yield
    finally:
        _instead.reset(token)


def _tables(folder: Path) -> dict[str, Any]:
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    return found | {path.name: _tables(path) for path in sorted(folder.iterdir()) if path.is_dir()}


@cache
def prose(lang: str = "en") -> dict[str, Any]:
    """All strings of one language: each file and each folder of `text/<lang>` is one table."""
    return _tables(ROOT / "text" / lang)


@cache
def languages() -> tuple[str, ...]:
    """Languages with a folder of prose."""
    return tuple(sorted(path.name for path in (ROOT / "text").iterdir() if path.is_dir()))


def say(key: str, lang: str = "en", /, **values: object) -> str:
    """The string `file.table.name` with its named placeholders filled in; `{fact[key]}` fills itself.

    Raises KeyError naming the key when there is no such string, so that a missing translation fails a test.
    """
    found: Any = prose(lang)
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            raise KeyError(f"text {lang}: {key}")
        found = found[part]
    return fill(str(found), **values)


def fill(text: str, /, **values: object) -> str:
    """A text with its named placeholders filled in. Raises KeyError for one that has no value."""
    if "{fact[" in text:
        return text.format(fact=load().facts, **values)
    return text.format(**values) if values else text


def translated(kind: str, key: str, field: str, own: str, lang: str = "en") -> str:
    """A record's own English text, or its translation `<kind>.<key>.<field>` in `text/<lang>` if there is one.

    `kind` is the file's name: presets, pathways, rules, drugs, parameters, nerves.
    """
    found = prose(lang).get(kind, {}).get(key, {})
    return str(found.get(field, own))
