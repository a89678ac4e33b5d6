"""The JSON Schemas of an edition's files, for editors that complete and check while one types."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from prongsai.methodology.edition.files import EditionFile, IndicatorsFile, InstrumentFile

SCHEMAS: dict[str, type[BaseModel]] = {
    "edition": EditionFile,
    "indicators": IndicatorsFile,
    "instrument": InstrumentFile,
}


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file: "edition", "indicators" or "instrument"."""
    return schema_of(SCHEMAS[name])


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of a file's class."""
    return {"$schema": GenerateJsonSchema.schema_dialect, **model.model_json_schema()}
