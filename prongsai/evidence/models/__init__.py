"""Disclosures and their links and files; captures of links; verdicts and objections.

Captures and verdicts are only ever added: the database refuses to change or remove one.
"""

from prongsai.evidence.models.captures import (
    Capture,
    CapturedText,
    Page,
    Screenshot,
    Seal,
    Stamp,
)
from prongsai.evidence.models.disclosures import (
    Attachment,
    DeadlineLook,
    Disclosure,
    Link,
    LinkNotice,
    Remark,
)
from prongsai.evidence.models.reviews import (
    Allotment,
    Objection,
    Replacement,
    Verdict,
)

__all__ = [
    "Allotment",
    "Attachment",
    "Capture",
    "CapturedText",
    "DeadlineLook",
    "Disclosure",
    "Link",
    "LinkNotice",
    "Objection",
    "Page",
    "Remark",
    "Replacement",
    "Screenshot",
    "Seal",
    "Stamp",
    "Verdict",
]
