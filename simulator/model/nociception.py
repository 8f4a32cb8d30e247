"""Stage 5, nociception: from blocked nerves to the share of each source's input that is silenced."""

import numpy as np
from numpy.typing import NDArray

from content import load
from simulator.model.anatomy import SourceLayout

Floats = NDArray[np.float64]


def silenced(
    sources: tuple[SourceLayout, ...],
    block: Floats,
    root_block: Floats,
    muscle_block: Floats,
    aberrant: Floats,
) -> Floats:
    """Silenced share of each source, shape (N, S, T).

    `block` (N, J, T): blocked fraction of each nerve. `root_block`, `muscle_block` (N, T). `aberrant` (N,):
    share of the joint's supply that the usual nerves do not carry. A joint with two nerves gives half to
    each (assumed); a joint that no block reaches stays loud; hip, sacroiliac and other sources are out of
    reach of the fluid.
    """
    library = load()
    n, _, t = block.shape
    answer = np.zeros((n, len(sources), t))
    usual = (1.0 - aberrant)[:, None]
    for s, source in enumerate(sources):
        if source.kind == "facet" and source.sites:
            answer[:, s] = usual * block[:, list(source.sites)].mean(axis=1)
        elif source.kind == "nerve_root":
            answer[:, s] = root_block
        elif source.kind == "disc":
            answer[:, s] = library.value("neighbour.disc_reach") * root_block
        elif source.kind == "muscle":
            answer[:, s] = library.value("neighbour.muscle_reach") * muscle_block
    return answer
