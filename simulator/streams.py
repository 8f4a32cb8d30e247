"""Named random streams: one per decision, so that switching one cause off changes nothing else.

A stream is numpy's counter-based Philox generator keyed by (seed, block, name); patient i always reads
the same words of it, whatever the chunk, the worker or the other streams. Only raw 64-bit words are
taken from numpy (their order is guaranteed between versions); uniforms and normals are made here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_WORDS_PER_STEP = 4
_TO_UNIT = 2.0**-53


@dataclass(frozen=True)
class Streams:
    """The draws of patients `start` to `start + count - 1` in one block.

    `seed`: 0 to 2**63 - 1. `block`: number of the block within the patient (0 is the first).
    """

    seed: int
    start: int = 0
    count: int = 1
    block: int = 0

    def person(self) -> "Streams":
        """The streams of what belongs to the person: the same in every block."""
        return replace(self, block=0)

    def uniform(self, name: str, draws: int = 1) -> Floats:
        """Uniforms in the open interval (0, 1), shape (count, draws), from the stream called `name`."""
        return (_uniform_of_one if self.count == 1 else _uniform)(self, name, draws)

    def normal(self, name: str, draws: int = 1) -> Floats:
        """Standard normals, shape (count, draws): Box-Muller, two uniforms each, cosine branch only."""
        return (_normal_of_one if self.count == 1 else _normal)(self, name, draws)

    def lognormal(self, name: str, cv: float, draws: int = 1) -> Floats:
        """Log-normal multipliers with median 1 and the declared coefficient of variation `cv`."""
        return np.asarray(np.exp(np.sqrt(np.log1p(cv * cv)) * self.normal(name, draws)), dtype=np.float64)


def _uniform(streams: Streams, name: str, draws: int) -> Floats:
    key = blake2b(f"{streams.seed}/{streams.block}/{name}".encode(), digest_size=16).digest()
    first = streams.start * draws
    generator = np.random.Philox(key=int.from_bytes(key, "little"))
    generator.advance(first // _WORDS_PER_STEP)
    skip = first % _WORDS_PER_STEP
    words = generator.random_raw(skip + streams.count * draws)[skip:]
    return ((words >> np.uint64(11)).astype(np.float64) + 0.5).reshape(streams.count, draws) * _TO_UNIT


def _normal(streams: Streams, name: str, draws: int) -> Floats:
    pairs = _uniform(streams, name, 2 * draws)
    radius = np.sqrt(-2.0 * np.log(pairs[:, 0::2]))
    return np.asarray(radius * np.cos(2.0 * np.pi * pairs[:, 1::2]), dtype=np.float64)


def _of_one(draw: Callable[[Streams, str, int], Floats]) -> Callable[[Streams, str, int], Floats]:
    """The same draws, kept: one patient is run again and again while a scenario is changed."""

    @lru_cache(maxsize=1024)
    def kept(streams: Streams, name: str, draws: int) -> Floats:
        found = draw(streams, name, draws)
        found.flags.writeable = False
        return found

    return kept


_uniform_of_one, _normal_of_one = _of_one(_uniform), _of_one(_normal)
