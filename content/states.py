"""Where a person can stand around a block, and the next steps that are published for it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from content.loader import load
from content.records import Key, PathwayStep, Record


class State(Record):
    """A state and its steps (ids of `content/pathways.toml`, in the order in which they are shown).

    `tags`: what a single block must show for the model to offer them; empty where a single block cannot.
    Raises pydantic.ValidationError for an unknown step.
    """

    key: Key
    title: str = Field(min_length=5)
    tags: tuple[str, ...] = ()
    steps: tuple[Key, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _known(self) -> Self:
        unknown = set(self.steps) - {step.id for step in load().pathways}
        if unknown:
            raise ValueError(f"{self.key}: unknown steps {', '.join(sorted(unknown))}")
        return self

    @property
    def records(self) -> tuple[PathwayStep, ...]:
        """The steps themselves."""
        by_id = {step.id: step for step in load().pathways}
        return tuple(by_id[key] for key in self.steps)


@cache
def states() -> dict[str, State]:
    """Every state, in the file's order."""
    with Path(__file__).with_name("states.toml").open("rb") as handle:
        return {key: State(key=key, **body) for key, body in tomllib.load(handle).items()}
