"""The steps of an import in pages: a file that was sent, and how far its mapping is."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prongsai.assessments.models import Participation
from prongsai.assessments.queries.editions import frozen_edition
from prongsai.assessments.rules import RoundState
from prongsai.directory.rules import Actor
from prongsai.foundation.rules import UploadGone, UserError
from prongsai.foundation.services.uploads import Sent, drop_upload, keep_upload, upload_path
from prongsai.surveys.adapters.outside_files import open_outside
from prongsai.surveys.queries.mappings import mapping_called
from prongsai.surveys.queries.surveys import surveys_of
from prongsai.surveys.rules.collecting import NotASurvey
from prongsai.surveys.rules.gates import require_before_the_end
from prongsai.surveys.rules.mapping import AnswerMapping
from prongsai.surveys.services.importing import require_importer

#: Lies beside the file, and goes with it.
_NOTE = ".draft.json"


@dataclass(frozen=True)
class Draft:
    """A file on its way in; its mapping is None until somebody told or chose one."""

    name: str
    path: Path
    instrument: str
    mapping: AnswerMapping | None
    #: Whether somebody has looked at the mapping and sent it.
    is_checked: bool


def begin_import(
    participation: Participation,
    instrument: str,
    file: Sent,
    *,
    mapping: str = "",
    by: Actor,
    now: datetime,
) -> str:
    """Keep a file of answers for the steps that follow; return its name.

    In: the name of a saved mapping, "" to have one proposed

    Raises:
        NotAllowed, CollectingEnded, NotASurvey, MappingUnknown, UploadTooLarge.
        UserError: the file cannot be read; it is not kept then.
    """
    require_importer(by, participation)
    require_before_the_end(RoundState(participation.round.state))
    edition = frozen_edition(participation.round.edition_id)
    if instrument not in surveys_of(edition):
        raise NotASurvey(instrument=instrument, surveys=", ".join(surveys_of(edition)))
    told = mapping_called(mapping, edition, instrument) if mapping else None
    name = keep_upload(file, by=by, now=now)
    path = upload_path(name, by=by)
    try:
        open_outside(path, edition, instrument)
    except UserError as error:
        drop_upload(name, by=by)
        if "file" in error.params:  # nobody needs to know where it lay
            error.params["file"] = path.name
        raise
    _note(path, participation, Draft(name, path, instrument, told, is_checked=False))
    return name


def draft_of(name: str, participation: Participation, *, by: Actor) -> Draft:
    """Return a file on its way in.

    Raises:
        NotAllowed: may not import for this agency.
        UploadGone: it came in, is too old, or is for another agency.
    """
    require_importer(by, participation)
    path = upload_path(name, by=by)
    try:
        told = json.loads(path.with_name(_NOTE).read_text(encoding="utf-8"))
    except OSError:
        raise UploadGone() from None
    if told["participation"] != participation.pk:
        raise UploadGone()
    mapping = None
    if told["columns"] is not None:
        mapping = AnswerMapping(told["columns"], told["words"])
    return Draft(name, path, told["instrument"], mapping, told["is_checked"])


def tell_mapping(
    draft: Draft,
    mapping: AnswerMapping,
    participation: Participation,
    *,
    is_checked: bool,
    by: Actor,
) -> Draft:
    """Remember how a file is understood, until it comes in or is dropped.

    Raises:
        NotAllowed
    """
    require_importer(by, participation)
    told = Draft(draft.name, draft.path, draft.instrument, mapping, is_checked)
    _note(draft.path, participation, told)
    return told


def drop_draft(draft: Draft, *, by: Actor) -> None:
    """Remove a file that came in, or that is not wanted any more."""
    drop_upload(draft.name, by=by)


def _note(path: Path, participation: Participation, draft: Draft) -> None:
    mapping = draft.mapping
    told = {
        "participation": participation.pk,
        "instrument": draft.instrument,
        "columns": None if mapping is None else mapping.columns,
        "words": None if mapping is None else mapping.words,
        "is_checked": draft.is_checked,
    }
    path.with_name(_NOTE).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
