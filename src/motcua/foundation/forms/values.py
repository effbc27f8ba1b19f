"""What are answers made of? JSON, with field keys on top."""

from collections.abc import Mapping
from typing import TypeAlias

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
Answers: TypeAlias = Mapping[str, JSON]
