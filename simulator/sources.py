"""Which numbers and sources stand behind a scenario: every parameter that its run can touch."""

from content import Parameter, Source, load
from simulator.errors import InputError
from simulator.scenario import Scenario

_WITHOUT_NOISE = ("perception.rest_ratio", "perception.stated_bias_pct", "perception.recall_peak_share")
"""Numbers of the diary that a run without noise reads too."""


def parameters_of(scenario: Scenario) -> tuple[Parameter, ...]:
    """The parameters that the run of a scenario reads, in the order of the stages."""
    library = load()
    patient, block = scenario.patient, scenario.block
    regions = {"lumbar", "cervical", "thoracic"} - {patient.region}
    drug = library.drugs[block.drug]
    classes = {"lidocaine_like", "long_acting", "none"} - {drug.epinephrine_class}

    def wanted(key: str) -> bool:
        parts = set(key.split("."))
        if parts & regions or parts & classes:
            return False
        if key.startswith("needle."):
            return key == f"needle.{block.operator}_{block.guidance}_sd_mm"
        if key.startswith("detection."):
            return key == f"detection.{block.contrast}"
        if key.startswith("context.sedation."):
            return key == f"context.sedation.{block.sedation}"
        if key.startswith("epinephrine."):
            return block.epinephrine
        if key.startswith("pretest.age"):
            return patient.region == "lumbar"
        if key.startswith(("variation.", "perception.", "prolonged.")):
            return scenario.assessment.noise or key in _WITHOUT_NOISE
        return True

    own = tuple(p for key, p in library.parameters.items() if wanted(key))
    return (*drug.parameters.values(), *own)


def used_by(scenario: Scenario) -> tuple[str, ...]:
    """Keys of the sources cited by those parameters, by the rule, and by the joints, each once."""
    library = load()
    keys: dict[str, None] = {}
    for parameter in parameters_of(scenario):
        keys |= dict.fromkeys(parameter.sources)
    keys |= dict.fromkeys(library.rules[scenario.assessment.rule].sources)
    return tuple(sorted(keys))


def find(key: str) -> Parameter | Source:
    """A parameter or a source by its key. Raises InputError with near keys when there is none."""
    library = load()
    every: dict[str, Parameter | Source] = {**library.parameters, **library.trial, **library.sources}
    for drug in library.drugs.values():
        every |= {p.key: p for p in drug.parameters.values()}
    if key not in every:
        near = [k for k in every if key.lower() in k.lower()] if key else []
        hint = (
            f"did you mean {', '.join(near[:5])}"
            if near
            else "see `python -m simulator sources` for the list"
        )
        raise InputError("sources", key, f"unknown key; {hint}")
    return every[key]


def all_parameters() -> tuple[Parameter, ...]:
    """Every parameter of the project: the stages' own first, then those of trials, then the drugs'."""
    library = load()
    own = (*library.parameters.values(), *library.trial.values())
    return own + tuple(p for drug in library.drugs.values() for p in drug.parameters.values())
