"""What can be done that belongs to no other room."""

import json
from pathlib import Path

from pydantic import BaseModel

from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.edition.schema import SCHEMAS, schema_of


def write_schemas(folder: Path, **more: type[BaseModel]) -> list[Path]:
    """Write the JSON Schemas of an edition's files, and of more, into a folder.

    Raises:
        FolderUnwritable: it cannot be made or written.
    """
    models = SCHEMAS | more
    paths = [folder / f"{name}.schema.json" for name in models]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for model, path in zip(models.values(), paths, strict=True):
            text = json.dumps(schema_of(model), ensure_ascii=False, indent=1)
            path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise FolderUnwritable(folder=folder, why=error.strerror) from error
    return paths
