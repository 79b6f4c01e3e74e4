"""JSON that was sealed is read without a word of it being kept."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import TypeAdapter
from pydantic_core import CoreConfig, SchemaValidator

Thing = TypeVar("Thing")


def reader_of(shape: TypeAdapter[Thing]) -> Callable[[bytes | str], Thing]:
    """What reads JSON of a shape; it raises pydantic.ValidationError for JSON of another.

    pydantic's own way keeps the last 16,384 texts of up to 63 bytes that it read for as long as the
    process lives, to make the next one faster: names, places, keys of files.
    """
    return SchemaValidator(shape.core_schema, CoreConfig(cache_strings=False)).validate_json
