"""Archives read again: to see that they are whole, and to hand them to others."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Q

from prongsai.assessments.models import Round
from prongsai.directory.rules import Actor, Role, require_role
from prongsai.evidence.adapters.archives import bytes_of, digest_of, head_of_file, records_of
from prongsai.evidence.models import Capture, Seal, Stamp
from prongsai.evidence.rules.captures import ArchiveDamaged
from prongsai.evidence.services.capturing import archives_folder
from prongsai.evidence.services.frozen import place_of
from prongsai.evidence.services.sealing import public_key, words_of
from prongsai.foundation.services.audit import audit
from prongsai.methodology.wording import Text

_HAND_OUT = Text("ส่งออกสำเนาหลักฐาน", "hand out copies of evidence")
_READ = 500


def broken_archives(progress: Callable[[int], None] = lambda _done: None) -> Iterator[int]:
    """Read every archived capture again; yield the numbers of those that are not what was kept."""
    captures = Capture.objects.exclude(archive="").order_by("number")
    for done, capture in enumerate(captures.iterator(chunk_size=_READ), 1):
        if not _is_whole(capture):
            yield capture.number
        progress(done)


def export_captures(
    round_: Round, file: Path, *, agency: str = "", by: Actor, now: datetime
) -> tuple[int, Path]:
    """Copy the captures of a round, or of one agency in it, into one archive for other programs.

    A copy that refers to the bytes of an earlier one brings that one along. Beside the archive
    stand the public key and the seals.

    Out: how many captures it holds, and the file with the key

    Raises:
        NotAllowed, OSError.
        ArchiveDamaged: what lies in the archives is not what was kept.
    """
    require_role(by, _HAND_OUT, Role.CENTRAL, Role.AUDITOR)
    numbers = _numbers(round_, agency)
    with file.open("wb") as out:
        out.write(head_of_file(file.name))
        captures = Capture.objects.filter(number__in=numbers).order_by("number")
        for capture in captures.iterator(chunk_size=_READ):
            out.write(bytes_of(archives_folder(), place_of(capture)))
    beside = file.with_name(f"{file.name}.key.json")
    seals = Seal.objects.order_by("day").select_related("stamp")
    told = {"algorithm": "Ed25519", "public_key": public_key(), "seals": list(map(_told, seals))}
    beside.write_text(json.dumps(told, ensure_ascii=False, indent=1, default=str), "utf-8")
    named = f"round:{round_}" if not agency else f"participation:{round_}/{agency}"
    audit("captures.exported", named, by=by, now=now, captures=len(numbers))
    return len(numbers), beside


def _told(seal: Seal) -> dict[str, Any]:
    """Return a seal for others to verify: what was signed and stamped, and both as they are."""
    told = {name: getattr(seal, name) for name in ("day", "number", "head", "key", "signature")}
    stamp: Stamp | None = getattr(seal, "stamp", None)
    if stamp is None:
        return told
    at, token = stamp.stamped_at.isoformat(), b64encode(bytes(stamp.token)).decode()
    rfc3161 = {"authority": stamp.authority, "stamped_at": at, "token": token}
    return {**told, "stamp": {**rfc3161, "of": words_of(seal).decode()}}


def _numbers(round_: Round, agency: str) -> list[int]:
    """Return the captures to hand out, and those whose bytes they refer to."""
    of_round = Q(page__link__disclosure__participation__round=round_)
    if agency:
        of_round &= Q(page__link__disclosure__participation__agency__code=agency)
    wanted = Capture.objects.filter(of_round).exclude(archive="")
    numbers = set(wanted.values_list("number", flat=True))
    bodies = wanted.exclude(body="").values("body")
    firsts = Capture.objects.filter(body__in=bodies).order_by("body", "number").distinct("body")
    return sorted(numbers.union(firsts.values_list("number", flat=True)))


def _is_whole(capture: Capture) -> bool:
    try:
        records = list(records_of(archives_folder(), place_of(capture)))
    except (OSError, ArchiveDamaged):
        return False
    if not records:
        return False
    body = records[-1][2]
    if body:
        return digest_of(body) == capture.body
    # Nothing was sent, or the same as before: then it lies with the first that had it.
    first = Capture.objects.filter(body=capture.body, number__lt=capture.number)
    return not capture.body or first.exists()
