"""Documents for programs: a typed report checked."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import now
from ninja import Router
from ninja.files import UploadedFile
from ninja.params.functions import File

from prongsai.directory.api import KeyAuth
from prongsai.foundation.queries import EditionLibrary
from prongsai.reports.queries.typed import report_payload
from prongsai.reports.services.typed import check_upload

router = Router(tags=["reports"], auth=KeyAuth())
_FILE: Any = File(...)


@router.post("/reports/check", summary="What of a typed report contradicts itself")
def check_a_report(request: Any, file: UploadedFile = _FILE) -> dict[str, Any]:
    """Take an annual report as PDF, DOCX or TXT; nothing of it is kept."""
    library = EditionLibrary(*map(Path, settings.PRONGSAI_FRAMEWORKS))
    return report_payload(check_upload(file, library=library, by=request.auth, now=now()))
