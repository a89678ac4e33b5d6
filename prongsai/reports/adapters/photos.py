"""Photographs made small enough to print, without what the camera wrote beside the picture.

A camera writes where and when a picture was taken; none of it leaves the house in a report.
"""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

#: Dots along the longer side: sharp at half the width of a page. Dots of a picture that is opened.
_LONGEST, _MOST_DOTS = 1_000, 80_000_000
_QUALITY = 80
_KINDS = ("JPEG", "PNG")


def small_photo(content: bytes) -> bytes | None:
    """Return a picture as a small JPEG; None where it is none, or too large to be opened."""
    try:
        with Image.open(io.BytesIO(content), formats=_KINDS) as opened:
            if opened.width * opened.height > _MOST_DOTS:
                return None
            opened.draft("RGB", (_LONGEST, _LONGEST))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((_LONGEST, _LONGEST))
            return _saved(upright)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def _saved(picture: Image.Image) -> bytes:
    """Save a picture on white, with nothing but the picture in it."""
    plain = Image.new("RGB", picture.size, "white")
    shown = picture.convert("RGBA")
    plain.paste(shown, mask=shown.getchannel("A"))
    saved = io.BytesIO()
    plain.save(saved, "JPEG", quality=_QUALITY, optimize=True)
    return saved.getvalue()
