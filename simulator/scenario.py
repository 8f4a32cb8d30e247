"""The scenario: one declaration of every input, with its bounds, unit, step and tier.

The control on the page, the check at the command line, the link, the help text, the JSON Schema and the
tests are all derived from these fields; nobody types a bound twice. Records are frozen and closed.
"""

from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from content import load
from simulator.errors import fault

SCHEMA_VERSION: Final = 1
MODEL_VERSION = "1.0.0"

Side = Literal["left", "right"]
SourceKind = Literal["facet", "disc", "sacroiliac", "nerve_root", "muscle", "hip", "other"]


def _number(
    default: float | int | None,
    low: float,
    high: float,
    *,
    unit: str,
    step: float,
    tier: Literal["first", "more", "expert"],
    evidence: str | None = None,
) -> Any:
    """A bounded number; `tier` says how soon the Lab shows it, `evidence` names the record behind it."""
    extra: dict[str, Any] = {"unit": unit, "step": step, "tier": tier}
    if evidence:
        extra["evidence"] = evidence
    return Field(default, ge=low, le=high, json_schema_extra=extra)


def _choice(default: Any, tier: Literal["first", "more", "expert"]) -> Any:
    return Field(default, json_schema_extra={"tier": tier})


def _known_drug(key: str) -> str:
    drugs = load().drugs
    if key not in drugs:
        raise fault("", key, f"must be one of {', '.join(drugs)}")
    return key


def _known_rule(key: str) -> str:
    rules = load().rules
    if key not in rules:
        raise fault("", key, f"must be one of {', '.join(rules)}")
    return key


class Closed(BaseModel):
    """Frozen, strict, no unknown fields, no NaN."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        populate_by_name=True,
        serialize_by_alias=True,
    )


class PainSource(Closed):
    """One peripheral source of pain; `share` is its weight among the peripheral sources."""

    kind: SourceKind = "facet"
    joint: str | None = Field(default=None, max_length=8)
    side: Side | None = None
    share: float = _number(1.0, 0.0, 1.0, unit="1", step=0.05, tier="first")

    @model_validator(mode="after")
    def _joint_only_for_facets(self) -> Self:
        if self.kind == "facet":
            if self.joint is None or self.side is None:
                missing = "joint" if self.joint is None else "side"
                raise fault(missing, None, "a facet source needs a joint and a side")
        elif self.joint is not None:
            raise fault("joint", self.joint, f"a {self.kind} source has no joint")
        return self


class Patient(Closed):
    """The virtual patient and the hidden truth. None: drawn (central share: from CSI and months)."""

    region: Literal["lumbar", "cervical", "thoracic"] = _choice("lumbar", "more")
    age: int = _number(58, 18, 100, unit="years", step=1, tier="more", evidence="pretest.age_60")
    baseline_nrs: float = _number(7.0, 0.0, 10.0, unit="NRS", step=1.0, tier="more")
    csi: float = _number(
        30.0, 0.0, 100.0, unit="points", step=1.0, tier="first", evidence="sensitisation.share_csi_slope"
    )
    pain_months: float = _number(
        36.0, 1.0, 600.0, unit="months", step=1.0, tier="more", evidence="sensitisation.share_months_slope"
    )
    central_share: float | None = _number(
        None, 0.0, 0.9, unit="1", step=0.01, tier="expert", evidence="sensitisation.share_max"
    )
    sources: Annotated[tuple[PainSource, ...], Field(min_length=1, max_length=8, strict=False)] = (
        PainSource(kind="facet", joint="L4/5", side="left", share=0.8),
        PainSource(kind="disc", share=0.2),
    )
    aberrant_supply: float | None = _number(
        0.0, 0.0, 1.0, unit="1", step=0.05, tier="more", evidence="aberrant.share"
    )
    context_response: float | None = _number(
        0.2, 0.0, 0.95, unit="1", step=0.05, tier="more", evidence="context.response.median"
    )
    washout: float | None = _number(
        1.0, 0.25, 4.0, unit="times", step=0.05, tier="more", evidence="variation.t_slow_cv"
    )
    nerve_sensitivity: float | None = _number(
        1.0, 0.25, 4.0, unit="times", step=0.05, tier="expert", evidence="variation.ic50_between_cv"
    )
    depression: bool = _choice(False, "expert")
    prior_surgery: bool = _choice(False, "expert")
    opioids: bool = _choice(False, "expert")

    @model_validator(mode="after")
    def _sources_fit(self) -> Self:
        if sum(source.share for source in self.sources) <= 0.0:
            raise fault("sources", 0, "the shares must add up to more than 0")
        joints = load().joints
        for i, source in enumerate(self.sources):
            if source.joint is None:
                continue
            if source.joint not in joints:
                raise fault(f"sources[{i}].joint", source.joint, "is not a facet joint")
            if joints[source.joint].region != self.region:
                rule = f"is a {joints[source.joint].region} joint, the region is {self.region}"
                raise fault(f"sources[{i}].joint", source.joint, rule)
        return self


class Injection(Closed):
    """One needle: the nerve it aims at and how far it ends up from it.

    `offset_mm` None: drawn from the operator's distribution. `angle_deg`: direction of the offset, 0 away
    from the foramen, 180 towards it. `course_mm`: departure of the nerve from its usual course; None: drawn
    when the offset is drawn, else none. `intravascular` None: drawn from the region's rate.
    """

    name: str = Field(max_length=8)
    side: Side = "left"
    offset_mm: float | None = _number(
        1.0, 0.0, 15.0, unit="mm", step=0.1, tier="first", evidence="needle.expert_fluoroscopy_sd_mm"
    )
    angle_deg: float = _number(0.0, 0.0, 360.0, unit="degrees", step=5.0, tier="expert")
    course_mm: float | None = _number(
        None, 0.0, 10.0, unit="mm", step=0.1, tier="expert", evidence="course.lumbar_sd_mm"
    )
    intravascular: float | None = _number(
        0.0, 0.0, 1.0, unit="1", step=0.05, tier="first", evidence="uptake.rate.lumbar"
    )


class Block(Closed):
    """What is injected, where, and how it is checked. `joints` None: the joints that the nerves point to."""

    drug: Annotated[str, AfterValidator(_known_drug)] = _choice("lidocaine", "more")
    percent: float = _number(2.0, 0.05, 5.0, unit="%", step=0.05, tier="more")
    volume_ml: float = _number(
        0.5, 0.1, 4.0, unit="mL", step=0.05, tier="first", evidence="spread.edge_sigma_mm"
    )
    epinephrine: bool = _choice(False, "expert")
    steroid: bool = _choice(False, "expert")
    nerves: Annotated[tuple[Injection, ...], Field(min_length=1, max_length=8, strict=False)] = (
        Injection(name="L3", side="left"),
        Injection(name="L4", side="left"),
    )
    joints: Annotated[tuple[str, ...], Field(max_length=8, strict=False)] | None = None
    guidance: Literal["fluoroscopy", "ultrasound", "ct", "landmark"] = _choice("fluoroscopy", "expert")
    operator: Literal["expert", "trainee"] = _choice("expert", "expert")
    contrast: Literal["none", "aspiration", "spot", "live", "dsa"] = _choice("live", "more")
    sedation: Literal["none", "light", "moderate"] = _choice("none", "more")
    skin_ml: float = _number(
        1.0, 0.0, 20.0, unit="mL", step=0.5, tier="expert", evidence="context.skin_relief_per_ml"
    )

    @model_validator(mode="after")
    def _each_nerve_once(self) -> Self:
        seen: set[tuple[str, str]] = set()
        for i, nerve in enumerate(self.nerves):
            if (nerve.name, nerve.side) in seen:
                raise fault(f"nerves[{i}]", f"{nerve.name} {nerve.side}", "is listed twice")
            seen.add((nerve.name, nerve.side))
        for i, joint in enumerate(self.joints or ()):
            if joint in (self.joints or ())[:i]:
                raise fault(f"joints[{i}]", joint, "is listed twice")
        return self


class Assessment(Closed):
    """How the answer is read. None: what the rule says. `noise` False: no random draw at all."""

    rule: Annotated[str, AfterValidator(_known_rule)] = _choice("80_nrs", "more")
    threshold_pct: float | None = _number(None, 10.0, 100.0, unit="%", step=1.0, tier="expert")
    basis: Literal["nrs", "stated"] | None = _choice(None, "expert")
    check_min: float = _number(30.0, 5.0, 480.0, unit="min", step=5.0, tier="more")
    min_baseline_nrs: float | None = _number(None, 0.0, 10.0, unit="NRS", step=1.0, tier="expert")
    facet_cut: float = _number(
        load().value("truth.facet_cut"),
        0.1,
        1.0,
        unit="1",
        step=0.05,
        tier="expert",
        evidence="truth.facet_cut",
    )
    noise: bool = _choice(True, "more")


class Scenario(Closed):
    """One virtual patient, one block, one assessment. Every field is optional; unknown fields are errors."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    seed: int = Field(default=7, ge=0, le=2**53 - 1)
    patient: Patient = Patient()
    block: Block = Block()
    assessment: Assessment = Assessment()

    @model_validator(mode="after")
    def _nerves_of_the_region(self) -> Self:
        region = self.patient.region
        joints = load().joints
        allowed = region_nerves(region)
        for i, nerve in enumerate(self.block.nerves):
            if nerve.name not in allowed:
                rule = f"is not a nerve of the {region} region (must be one of {', '.join(allowed)})"
                raise fault(f"block.nerves[{i}].name", nerve.name, rule)
        for i, joint in enumerate(self.block.joints or ()):
            if joint not in joints or joints[joint].region != region:
                raise fault(f"block.joints[{i}]", joint, f"is not a {region} facet joint")
        return self

    def differences(self) -> dict[str, Any]:
        """Only what differs from the defaults, as plain JSON data (`schema` always)."""
        return {"schema": SCHEMA_VERSION, **self.model_dump(mode="json", exclude_defaults=True)}


def region_nerves(region: str) -> tuple[str, ...]:
    """Names of the nerves that supply the joints of a region, from the top down."""
    found: dict[str, None] = {}
    for joint in load().joints.values():
        if joint.region == region:
            found |= dict.fromkeys(joint.nerves)
    return tuple(found)
