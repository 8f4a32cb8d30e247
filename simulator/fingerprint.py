"""Which model a stored result belongs to: a fingerprint of what the virtual clinic reads and answers."""

import json
from hashlib import blake2b

from content import load
from simulator.cohort_sensitivity import parameters_of
from simulator.scenario import MODEL_VERSION
from simulator.trial import Trial, count

PATIENTS = 200
"""Of every clinic: enough that a change of any stage turns some count."""


def fingerprint() -> str:
    """Sixteen characters that change with a value or a range that trials read, and with what trials answer.

    Counts are whole numbers, so that two machines agree. Words, sources and kinds do not matter.
    """
    read: dict[str, tuple[float, float | None, float | None]] = {}
    answers: dict[str, dict[str, list[int]]] = {}
    for clinic in load().clinics:
        trial = Trial(clinic=clinic, patients=PATIENTS)
        read |= {p.key: (p.value, p.low, p.high) for p in parameters_of(trial)}
        tally = count(trial, 0, PATIENTS)
        answers[clinic] = {name: counts.tolist() for name, counts in vars(tally).items()}
    text = json.dumps([MODEL_VERSION, read, answers], sort_keys=True)
    return blake2b(text.encode(), digest_size=8).hexdigest()
