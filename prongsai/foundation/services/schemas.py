"""What can be done that belongs to no other room."""

import json
from pathlib import Path

from prongsai.foundation.rules import FolderUnwritable
from prongsai.methodology.edition.schema import SCHEMAS, json_schema


def write_schemas(folder: Path) -> list[Path]:
    """Write the JSON Schemas of an edition's files into a folder.

    Raises:
        FolderUnwritable: it cannot be made or written.
    """
    paths = [folder / f"{name}.schema.json" for name in SCHEMAS]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, path in zip(SCHEMAS, paths, strict=True):
            text = json.dumps(json_schema(name), ensure_ascii=False, indent=1)
            path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise FolderUnwritable(folder=folder, why=error.strerror) from error
    return paths
