"""Which nerves supply which joint, against chains typed a second time."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import pytest

from content.loader import Library

CHAINS: Final = {
    "cervical": "C3 C4 C5 C6 C7 C8",
    "thoracic": "C8 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12",
    "lumbar": "T12 L1 L2 L3 L4 L5",
}
NO_BLOCK: Final = {"C0/1", "C1/2"}


def test_two_nerves_a_joint_but_for_the_third_occipital_and_the_two_at_the_top(library: Library) -> None:
    for name, joint in library.joints.items():
        expected = 0 if name in NO_BLOCK else 1 if name == "C2/3" else 2
        assert len(set(joint.nerves)) == len(joint.nerves) == expected, name
    assert library.joints["C2/3"].nerves == ("TON",)
    assert "TON" not in {nerve for name, j in library.joints.items() if name != "C2/3" for nerve in j.nerves}


@pytest.mark.parametrize(
    ("joint", "nerves"),
    [
        ("L4/5", ("L3", "L4")),
        ("L5/S1", ("L4", "L5")),
        ("L1/2", ("T12", "L1")),
        ("T12/L1", ("T11", "T12")),
        ("T3/4", ("T2", "T3")),
        ("T1/2", ("C8", "T1")),
        ("C7/T1", ("C7", "C8")),
        ("C5/6", ("C5", "C6")),
        ("C3/4", ("C3", "C4")),
    ],
)
def test_nerves_of_a_joint(library: Library, joint: str, nerves: tuple[str, str]) -> None:
    assert library.joints[joint].nerves == nerves


@pytest.mark.parametrize("region", CHAINS)
def test_neighbouring_joints_share_a_nerve_from_the_top_down(library: Library, region: str) -> None:
    joints = [j for j in library.joints.values() if j.region == region and len(j.nerves) == 2]
    chain = CHAINS[region].split()
    assert [joint.nerves for joint in joints] == list(pairwise(chain))


def test_nerve_names_of_a_region(library: Library) -> None:
    names: dict[str, list[str]] = {}
    for joint in library.joints.values():
        names.setdefault(joint.region, []).extend(
            n for n in joint.nerves if n not in names.get(joint.region, [])
        )
    expected = {region: chain.split() for region, chain in CHAINS.items()}
    expected["cervical"].insert(0, "TON")
    assert {region: list(dict.fromkeys(found)) for region, found in names.items()} == expected
    assert set(library.nerves) == {name for chain in expected.values() for name in chain}


def test_a_branch_crosses_the_bone_of_the_next_number(library: Library) -> None:
    following = (
        {f"T{n}": f"T{n + 1}" for n in range(1, 12)}
        | {"T12": "L1"}
        | {f"L{n}": f"L{n + 1}" for n in range(1, 5)}
    )
    following |= {"L5": "Sacral", "C8": "T1"} | {f"C{n}": f"C{n}" for n in range(3, 8)}
    for name, bone in following.items():
        assert library.nerves[name].target.split()[0] == bone, name
    assert library.nerves["L5"].title == "L5 dorsal ramus"
    assert library.nerves["L3"].title == "L3 medial branch"
    assert library.nerves["TON"].title == "Third occipital nerve"
