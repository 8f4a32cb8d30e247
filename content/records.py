"""The records that every number, source and rule of the project is held in.

A record that breaks a rule of provenance does not load: no source means no merge, and an assumption
must carry the range in which it could just as well lie.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.\-]+$")]
Region = Annotated[str, Field(pattern=r"^(lumbar|cervical|thoracic)$")]


class Record(BaseModel):
    """Frozen, closed record: unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Kind(StrEnum):
    """How a value came to be known."""

    MEASURED = "measured"
    DERIVED = "derived"
    CALIBRATED = "calibrated"
    ASSUMED = "assumed"


class Reading(StrEnum):
    """How far the source of a value was read by the authors."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    GENERAL = "general"


class Source(Record):
    """One citable source. `where` is a public address, or None when it must be found by its title."""

    key: Key
    reference: str = Field(min_length=8)
    where: str | None = Field(default=None, pattern=r"^https?://")
    reading: Reading = Reading.PRIMARY
    note: str = ""


class Parameter(Record):
    """One constant of the model: value, unit, plausible range, kind and source.

    `low` and `high` bound the plausible range in the value's own unit. `sources` are keys of `Source`.
    Errors: a value outside its range, a range upside down, a non-assumed value without a source,
    an assumption without a range.
    """

    key: Key
    label: str = Field(min_length=3)
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    kind: Kind
    sources: tuple[Key, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _provenance(self) -> Self:
        if self.kind is Kind.ASSUMED:
            if self.low is None or self.high is None or self.low >= self.high:
                raise ValueError(f"{self.key}: an assumed value must carry a range")
        elif not self.sources:
            raise ValueError(f"{self.key}: a {self.kind} value must name a source")
        if self.low is not None and self.value < self.low:
            raise ValueError(f"{self.key}: value {self.value} lies below its range ({self.low})")
        if self.high is not None and self.value > self.high:
            raise ValueError(f"{self.key}: value {self.value} lies above its range ({self.high})")
        return self


class Drug(Record):
    """One injectate. Numeric fields are `Parameter` records; saline has `active = false` and none of them.

    Units: molar mass g/mol, ic50 mM at the nerve, times min, volumes L, clearances L/min,
    threshold mg/L total plasma, doses mg.
    """

    key: Key
    name: str
    active: bool = True
    epinephrine_class: str = Field(default="long_acting", pattern=r"^(lidocaine_like|long_acting|none)$")
    percents: tuple[float, ...] = Field(min_length=1)
    default_percent: float
    note: str = ""
    parameters: dict[str, Parameter] = Field(default_factory=dict)

    REQUIRED: ClassVar[tuple[str, ...]] = (
        "mw_label",
        "mw_base",
        "ic50_mm",
        "t_e0_min",
        "f1",
        "t_fast_min",
        "t_slow_ref_min",
        "v1_l",
        "v2_l",
        "q_l_min",
        "cl_l_min",
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [name for name in self.REQUIRED if self.active and name not in self.parameters]
        if missing:
            raise ValueError(f"{self.key}: missing {', '.join(missing)}")
        if self.default_percent not in self.percents:
            raise ValueError(f"{self.key}: default_percent {self.default_percent} is not among percents")
        return self

    def value(self, name: str) -> float:
        """Value of one numeric field. Raises KeyError when the drug does not have it."""
        return self.parameters[name].value

    def optional(self, name: str) -> float | None:
        """Value of one numeric field, or None when it is not known for this drug."""
        found = self.parameters.get(name)
        return None if found is None else found.value


class Nerve(Record):
    """A nerve that a medial branch block aims at, with the landmark the needle is sent to."""

    name: Key
    title: str
    target: str
    sources: tuple[Key, ...] = ()


class Joint(Record):
    """A facet joint and the nerves that supply it (none: it cannot be blocked this way)."""

    name: str
    region: Region
    nerves: tuple[str, ...]
    note: str = ""
    sources: tuple[Key, ...] = ()


class Rule(Record):
    """A policy's reading of the diary. `sedation` lists what the policy lets pass as interpretable."""

    key: Key
    title: str
    body: str
    threshold_pct: float = Field(ge=1, le=100)
    basis: str = Field(pattern=r"^(nrs|stated)$")
    min_baseline_nrs: float = Field(ge=0, le=10)
    sedation: tuple[str, ...] = ("none",)
    blocks_before_denervation: int = Field(ge=0, le=3)
    kind: Kind
    sources: tuple[Key, ...] = ()
    note: str = ""


class PathwayStep(Record):
    """A next step: when it applies, why, what speaks for and against it, and where that is written.

    `when` holds tags; a step applies when every tag is among the tags of the run (a leading "!" means
    absent). Steps are shown in the order of `order`.
    """

    id: Key
    title: str
    when: tuple[str, ...]
    reason: str
    speaks_for: str
    speaks_against: str
    kind: Kind
    sources: tuple[Key, ...] = ()
    order: int = 100


class Preset(Record):
    """A named scenario: `scenario` holds the fields that differ from the defaults."""

    key: Key
    title: str
    teaches: str
    causes: tuple[str, ...] = ()
    scenario: dict[str, object]
