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
    schema = SCHEMAS[name].model_json_schema()
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema}
