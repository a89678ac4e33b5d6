"""Saving mappings under a name, and as files."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from prongsai.directory.rules import Actor, NotAllowed, Role
from prongsai.foundation.rules import FolderUnwritable
from prongsai.foundation.services.audit import audit
from prongsai.methodology.edition.tree import Edition
from prongsai.methodology.wording import Text, same
from prongsai.surveys.adapters.mapping_files import read_mapping, write_mapping
from prongsai.surveys.models import Mapping
from prongsai.surveys.rules.mapping import (
    LONGEST_NAME,
    AnswerMapping,
    MappingNameTaken,
    MappingUnfit,
    check_mapping,
)
from prongsai.surveys.services.proposing import Proposal

__all__ = ["mapping_from", "save_mapping", "write_proposal"]
_SAVE = Text("บันทึกการจับคู่คำตอบ", "save how files of answers are understood")
_NO_NAME = Text("ชื่อว่างหรือยาวเกินไป", "the name is empty or too long")


@transaction.atomic
def save_mapping(
    name: str,
    mapping: AnswerMapping,
    edition: Edition,
    instrument: str,
    *,
    by: Actor,
    now: datetime,
) -> Mapping:
    """Save a mapping, to be chosen again by its name.

    Raises:
        NotAllowed: coordinators and the central administrator may.
        MappingNameTaken, MappingUnfit.
    """
    if not by.has(Role.CENTRAL, Role.COORDINATOR):
        raise NotAllowed(action=_SAVE)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise MappingUnfit(why=_NO_NAME)
    check_mapping(mapping, edition, instrument)
    if Mapping.objects.filter(name=name).exists():
        raise MappingNameTaken(name=name)
    saved = Mapping.objects.create(
        name=name,
        framework=edition.rules.framework,
        year_be=edition.year_be,
        instrument=instrument,
        columns=mapping.columns,
        words=mapping.words,
        saved_at=now,
    )
    audit("mapping.saved", f"mapping:{saved.pk}", by=by, now=now, instrument=instrument)
    return saved


def mapping_from(path: Path) -> AnswerMapping:
    """Return the mapping of a YAML file.

    Raises:
        MappingUnreadable, FileMissing, EncodingUnknown.
    """
    return read_mapping(path)


def write_proposal(proposal: Proposal, path: Path) -> None:
    """Write a proposed mapping as YAML, with what is doubtful about it above.

    Raises:
        FolderUnwritable: the file cannot be written.
    """
    unknown = [
        same(f"“{word.word}”: ") + word.reason
        for scale in proposal.scales
        for word in scale.words
        if word.option is None
    ]
    notes = [f"{doubt.th} | {doubt.en}" for doubt in (*proposal.doubts, *unknown)]
    try:
        write_mapping(path, proposal.mapping, list(dict.fromkeys(notes)))
    except OSError as error:
        raise FolderUnwritable(folder=path, why=error.strerror) from error
