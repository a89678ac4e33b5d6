"""Pieces of an HTML page that stand for themselves: photographs, places to sign, links."""

from base64 import b64encode
from collections.abc import Mapping
from html import escape

from prongsai.reports.adapters.signing import lines_of
from prongsai.reports.rules.blocks import Gallery, Link, Signatures
from prongsai.reports.rules.style import Style


def gallery_html(gallery: Gallery, style: Style, photos: Mapping[str, bytes]) -> str:
    """Return photographs; their bytes stand in the page, which fetches nothing."""
    figures = "".join(
        f'<figure><img src="data:image/jpeg;base64,{b64encode(photos[one.sha256]).decode()}" '
        f'alt="{escape(style.words(one.alt))}">'
        f"<figcaption>{escape(style.words(one.caption))}</figcaption></figure>"
        for one in gallery.pictures
    )
    return f'<div class="gallery">{figures}</div>'


def signatures_html(signatures: Signatures, style: Style) -> str:
    """Return places to sign."""
    return "".join(
        '<div class="signature">'
        + "".join(
            f"<p>{escape(style.words(lines[name]))}</p>"
            for name in ("signed", "name", "position", "dated", "duty")
        )
        + "</div>"
        for lines in map(lines_of, signatures.signers)
    )


def link_html(link: Link) -> str:
    """Return a link that shows its address, under its title."""
    address = escape(link.address)
    title = f"{escape(link.title)}<br>" if link.title else ""
    return f'{title}<a href="{address}" rel="noopener noreferrer">{address}</a>'
