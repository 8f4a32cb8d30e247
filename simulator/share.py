"""A scenario as a link, and back. A link holds only what differs from the defaults, and its versions.

Form: `?v=1.1.0.0&s=<letters>`: schema and model version, then the differences as JSON, deflated, base64url.
Every link ever published still opens: `_UPGRADES` lifts an old schema to the next one.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.errors import InputError
from simulator.paths import validate
from simulator.scenario import MODEL_VERSION, SCHEMA_VERSION, Scenario

LONGEST = 4_000
_LARGEST_TEXT = 64 * 1024

_UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From schema n to n + 1. Empty while there is one schema."""


@dataclass(frozen=True)
class Opened:
    """A scenario from a link. `older_model`: the model version that made it, when it was another one."""

    scenario: Scenario
    older_model: str | None


def to_query(scenario: Scenario) -> dict[str, str]:
    """The query parameters `v` and `s` of a scenario."""
    text = json.dumps(scenario.differences(), separators=(",", ":"), sort_keys=True)
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    return {"v": f"{SCHEMA_VERSION}.{MODEL_VERSION}", "s": packed}


def from_query(query: Mapping[str, str]) -> Opened | None:
    """The scenario of a link, None when the query holds none. Raises InputError that names what is wrong."""
    packed = query.get("s")
    if not packed:
        return None
    if len(packed) > LONGEST:
        raise InputError("link", f"{len(packed)} characters", f"must not be longer than {LONGEST}")
    data = _unpack(packed)
    version = query.get("v", "")
    schema, _, model = version.partition(".")
    if schema not in map(str, range(1, SCHEMA_VERSION + 1)):
        raise InputError("link version", version, f"must be a schema from 1 to {SCHEMA_VERSION}")
    for step in range(int(schema), SCHEMA_VERSION):
        data = _UPGRADES[step](data)
    scenario = validate(data | {"schema": SCHEMA_VERSION})
    return Opened(scenario, None if model == MODEL_VERSION else model or "unknown")


def _unpack(packed: str) -> dict[str, Any]:
    try:
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unzip = zlib.decompressobj()
        text = unzip.decompress(raw, _LARGEST_TEXT)
        if unzip.unconsumed_tail or not unzip.eof:
            raise InputError("link", packed, "is cut off or too large")
        data = json.loads(text)
    except (ValueError, binascii.Error, zlib.error, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("link", packed, "is damaged: a part of it is missing or was changed") from None
    if not isinstance(data, dict):
        raise InputError("link", packed, "does not hold a scenario")
    return data
