"""Evidence, parameters, drugs, anatomy, rules, pathways, presets and all prose, as data with one loader."""

from content.clinics import Clinic
from content.findings import Certainty, Finding
from content.loader import load, using
from content.records import Drug, Joint, Nerve, Parameter, PathwayStep, Preset, Rule, Source

__all__ = [
    "Certainty",
    "Clinic",
    "Drug",
    "Finding",
    "Joint",
    "Nerve",
    "Parameter",
    "PathwayStep",
    "Preset",
    "Rule",
    "Source",
    "load",
    "using",
]
