"""Each drug against tables typed a second time on purpose, against chemistry and its own half-lives."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Final

import pytest

from content.loader import Library, load_from
from content.records import Drug

LOCAL: Final = ("ic50_mm", "t_e0_min", "f1", "t_fast_min", "t_slow_ref_min")
SYSTEMIC: Final = ("v1_l", "v2_l", "q_l_min", "cl_l_min")
MASSES: Final = ("mw_label", "mw_base")

TABLE: Final = {
    "lidocaine": (270.8, 234.3, 0.30, 25, 0.38, 9.3, 67, 43, 56, 0.96, 0.95),
    "mepivacaine": (282.8, 246.4, 0.33, 25, 0.36, 9.0, 80, 40, 44, 0.53, 0.78),
    "chloroprocaine": (307.2, 270.8, 0.40, 15, 0.45, 6.0, 22, 20, 15, 2.0, 6.0),
    "ropivacaine": (310.9, 274.4, 0.083, 35, 0.27, 10.7, 150, 25, 16, 0.18, 0.387),
    "levobupivacaine": (288.4, 288.4, 0.063, 32, 0.22, 5.2, 225, 22, 34, 0.22, 0.349),
    "bupivacaine": (324.9, 288.4, 0.060, 32, 0.28, 7.0, 220, 33, 35, 0.32, 0.52),
}
# Free fraction, level of first signs (mg/L), largest usual dose plain and with epinephrine (mg).
OPTIONAL_TABLE: Final = {
    "lidocaine": (0.35, 5.0, 300, 500),
    "mepivacaine": (0.23, 5.0, 400, 500),
    "chloroprocaine": (None, None, 800, 1000),
    "ropivacaine": (0.06, 2.2, 200, None),
    "levobupivacaine": (0.03, 2.6, 150, None),
    "bupivacaine": (0.05, 2.0, 175, 225),
}
UNITS: Final = {
    "mw_label": "g/mol",
    "mw_base": "g/mol",
    "ic50_mm": "mM",
    "t_e0_min": "min",
    "f1": "1",
    "t_fast_min": "min",
    "t_slow_ref_min": "min",
    "v1_l": "L",
    "v2_l": "L",
    "q_l_min": "L/min",
    "cl_l_min": "L/min",
    "fu": "1",
    "cns_mg_l": "mg/L",
    "max_dose_mg": "mg",
    "max_dose_epinephrine_mg": "mg",
}
CLASSES: Final = {
    "saline": (0.9, "none"),
    "lidocaine": (2.0, "lidocaine_like"),
    "mepivacaine": (2.0, "lidocaine_like"),
    "chloroprocaine": (3.0, "lidocaine_like"),
    "ropivacaine": (0.5, "long_acting"),
    "levobupivacaine": (0.5, "long_acting"),
    "bupivacaine": (0.5, "long_acting"),
}
ATOMS: Final = {"C": 12.011, "H": 1.008, "N": 14.007, "O": 15.999, "Cl": 35.453}
FORMULAS: Final = {
    "lidocaine": "C14H22N2O",
    "mepivacaine": "C15H22N2O",
    "chloroprocaine": "C13H19ClN2O2",
    "ropivacaine": "C17H26N2O",
    "levobupivacaine": "C18H28N2O",
    "bupivacaine": "C18H28N2O",
}
# Published half-lives of distribution and elimination; None: only the slow one is published.
HALF_LIVES_MIN: Final = {
    "lidocaine": (12, 100),
    "bupivacaine": (22, 143),
    "levobupivacaine": (None, 196),
    "ropivacaine": (None, 108),
    "mepivacaine": (None, 114),
}


def active(library: Library) -> list[Drug]:
    return [drug for drug in library.drugs.values() if drug.active]


def molar_mass(formula: str) -> float:
    return sum(ATOMS[atom] * int(count or 1) for atom, count in re.findall(r"([A-Z][a-z]?)(\d*)", formula))


def half_lives_min(drug: Drug) -> tuple[float, float]:
    """Distribution and elimination half-life of the two-compartment model, from the four constants."""
    v1, v2, q, cl = (drug.value(name) for name in SYSTEMIC)
    total, product = cl / v1 + q / v1 + q / v2, cl / v1 * q / v2
    root = math.sqrt(total**2 - 4 * product)
    return 2 * math.log(2) / (total + root), 2 * math.log(2) / (total - root)


@pytest.mark.parametrize("name", TABLE)
def test_numbers_of_a_drug_are_those_of_the_table(library: Library, name: str) -> None:
    drug = library.drugs[name]
    got = {field: drug.value(field) for field in (*MASSES, *LOCAL, *SYSTEMIC)}
    assert got == pytest.approx(dict(zip((*MASSES, *LOCAL, *SYSTEMIC), TABLE[name], strict=True)))
    optional = [
        drug.optional(field) for field in ("fu", "cns_mg_l", "max_dose_mg", "max_dose_epinephrine_mg")
    ]
    assert tuple(optional) == OPTIONAL_TABLE[name]


def test_default_strengths_and_epinephrine_classes(library: Library) -> None:
    got = {
        name: (library.drugs[name].default_percent, library.drugs[name].epinephrine_class) for name in CLASSES
    }
    assert got == CLASSES


def test_saline_has_no_drug_numbers(library: Library) -> None:
    saline = library.drugs["saline"]
    assert not saline.active
    assert saline.percents == (0.9,)
    assert not saline.parameters


def test_units_and_bounds_of_every_drug(library: Library) -> None:
    for drug in active(library):
        assert {name: p.unit for name, p in drug.parameters.items()} == {
            name: UNITS[name] for name in drug.parameters
        }
        assert all(p.value > 0 for p in drug.parameters.values()), drug.key
        assert drug.value("mw_label") >= drug.value("mw_base"), drug.key
        assert 0 < drug.value("f1") < 1, drug.key
        assert drug.value("t_fast_min") < drug.value("t_slow_ref_min"), drug.key
        assert (drug.optional("fu") or 0) < 1, drug.key
        plain, mixed = drug.optional("max_dose_mg"), drug.optional("max_dose_epinephrine_mg")
        assert plain is None or mixed is None or mixed >= plain, drug.key
        assert drug.epinephrine_class in ("lidocaine_like", "long_acting"), drug.key


@pytest.mark.parametrize("name", FORMULAS)
def test_molar_masses_follow_from_the_formula(library: Library, name: str) -> None:
    base = molar_mass(FORMULAS[name])
    salt = 0.0 if name == "levobupivacaine" else molar_mass("HCl")
    assert library.drugs[name].value("mw_base") == pytest.approx(base, abs=0.1)
    assert library.drugs[name].value("mw_label") == pytest.approx(base + salt, abs=0.1)


@pytest.mark.parametrize("name", HALF_LIVES_MIN)
def test_the_four_constants_give_back_the_published_half_lives(library: Library, name: str) -> None:
    fast, slow = half_lives_min(library.drugs[name])
    published_fast, published_slow = HALF_LIVES_MIN[name]
    assert slow == pytest.approx(published_slow, rel=0.03)
    if published_fast is not None:
        assert fast == pytest.approx(published_fast, rel=0.07)


def test_potency_ratios(library: Library) -> None:
    ic50 = {drug.key: drug.value("ic50_mm") for drug in active(library)}
    assert ic50["lidocaine"] / ic50["bupivacaine"] == pytest.approx(5.0, rel=0.02)
    assert ic50["bupivacaine"] / ic50["ropivacaine"] == pytest.approx(0.72, rel=0.02)
    assert ic50["bupivacaine"] / ic50["levobupivacaine"] == pytest.approx(0.95, rel=0.02)
    assert ic50["lidocaine"] / ic50["mepivacaine"] == pytest.approx(0.9, rel=0.02)
    assert ic50["lidocaine"] / ic50["chloroprocaine"] == pytest.approx(0.75, rel=0.02)


def test_a_new_file_is_a_new_drug(copy: Path, library: Library) -> None:
    text = (copy / "drugs" / "lidocaine.toml").read_text(encoding="utf-8")
    text = text.replace('name = "Lidocaine"', 'name = "Newcaine"')
    (copy / "drugs" / "newcaine.toml").write_text(text, encoding="utf-8")
    grown = load_from(copy)
    assert set(grown.drugs) == {*library.drugs, "newcaine"}
    assert grown.drugs["newcaine"].name == "Newcaine"
    assert grown.drugs["newcaine"].parameters["f1"].key == "drug.newcaine.f1"
    assert {name: grown.drugs[name] for name in library.drugs} == library.drugs
