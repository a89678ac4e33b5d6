"""Pictures without what a camera wrote beside them: the place, the hour, the telephone.

Who fears to be found is not to be found by a photograph of a meeting.
"""

import io
from typing import Any

from PIL import Image, UnidentifiedImageError

#: How each kind is saved again; the pictures behind the first one of an MPO go.
_SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"format": "JPEG", "quality": "keep"},
    "MPO": {"format": "JPEG", "quality": 95},
    "PNG": {"format": "PNG"},
    "WEBP": {"format": "WEBP", "quality": 95},
}
#: Which side is up: the one note that stays.
_ORIENTATION = 0x0112
_NOTES = frozenset({"xmp", "comment", "photoshop"})


def without_notes(content: bytes) -> bytes | None:
    """Return a picture with nothing but the picture; what no program shows as one stays as it is.

    Missing: None where its notes cannot be taken out, for it is broken or far too large
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            return _plain(picture) if _has_notes(picture) else content
    except UnidentifiedImageError:
        return content
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _has_notes(picture: Image.Image) -> bool:
    told = set(picture.getexif()) - {_ORIENTATION}
    words = getattr(picture, "text", None)  # of a PNG
    return bool(told or words or _NOTES & picture.info.keys()) or picture.format == "MPO"


def _plain(picture: Image.Image) -> bytes:
    kept = Image.Exif()
    if (side := picture.getexif().get(_ORIENTATION)) is not None:
        kept[_ORIENTATION] = side
    saved = io.BytesIO()
    colours = picture.info.get("icc_profile")
    how = _SAVED[picture.format or "JPEG"]
    picture.save(saved, exif=kept.tobytes(), icc_profile=colours, comment=b"", **how)
    return saved.getvalue()
