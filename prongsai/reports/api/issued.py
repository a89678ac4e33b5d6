"""Reports for programs: their words, versions, approval and publication."""

from datetime import date, datetime
from typing import Any, Literal

from django.conf import settings
from django.http import HttpResponse
from django.utils.timezone import localdate, now
from ninja import Field, Path, Router, Schema, Status

from prongsai.directory.api import KeyAuth
from prongsai.directory.rules import Role
from prongsai.improvement.queries.contents import plan_of
from prongsai.improvement.rules.rights import require_plan_reader
from prongsai.methodology.wording import Text
from prongsai.reports.queries.ground import ground_read
from prongsai.reports.queries.issued import VersionRow, version_of, version_row, versions_of
from prongsai.reports.rules.issuing import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    LONGEST_POSITION,
    LONGEST_WORDS,
    SignerDuty,
    VersionState,
    issued_kind,
)
from prongsai.reports.rules.writing import passages
from prongsai.reports.services import drafts, issuing
from prongsai.reports.services.downloads import report_headers
from prongsai.reports.services.previews import version_content

router = Router(tags=["reports"], auth=KeyAuth())
_REPORT = "/plans/{framework}/{int:year}/{agency}/reports/{kind}"
_VERSION = f"{_REPORT}/versions/{{int:number}}"
_WRITES = KeyAuth(Role.CENTRAL, Role.COORDINATOR)
_DECIDES = KeyAuth(Role.EXECUTIVE)


class Where(Schema):
    """A report, as addresses name it."""

    framework: str
    year: int
    agency: str
    kind: str


class WhichVersion(Where):
    """A version of it."""

    number: int


class Sentence(Schema):
    """Words of a report: generated today, and a person's; `stale`: the data changed under these."""

    key: str
    generated_th: str
    generated_en: str
    th: str
    en: str
    left_out: bool
    stale: bool


class Written(Schema):
    """A person's words; "" leaves the generated ones in that language."""

    th: str = Field("", max_length=LONGEST_WORDS)
    en: str = Field("", max_length=LONGEST_WORDS)
    left_out: bool = False


class Signer(Schema):
    """Who signs for what."""

    duty: Literal["prepared", "checked", "approved"]
    name: str = Field("", max_length=LONGEST_NAME)
    position: str = Field("", max_length=LONGEST_POSITION)


class Particulars(Schema):
    """Number and date of the document, and who signs it."""

    number: str = Field(max_length=LONGEST_NUMBER)
    dated: date | None
    signers: list[Signer] = Field([], max_length=len(SignerDuty))


class File(Schema):
    """A file of a version; size in bytes."""

    form: str
    language: str
    sha256: str
    size: int


class Version(Schema):
    """A version; `sha256` is of everything that it was made from."""

    number: int
    state: VersionState
    made_at: datetime
    decided_at: datetime | None
    published_at: datetime | None
    remark: str
    sha256: str
    files: list[File]


class Said(Schema):
    """What is to be done."""

    words: str = Field(max_length=LONGEST_WORDS)


class Publishing(Schema):
    """Whether it is put forward as evidence in the round that is open."""

    evidence: bool = False


@router.get(f"{_REPORT}/words", response=list[Sentence], summary="Words that can be written anew")
def list_words(request: Any, where: Path[Where]) -> list[Sentence]:
    """Return every generated text of a report in its order, with what stands in its place."""
    plan = _read(request, where)
    report = drafts.report_of(plan, issued_kind(where.kind))
    ground = drafts.ground_of(plan, report, on=localdate())
    stale = drafts.written(ground).stale
    return [
        Sentence(
            key=row.key,
            generated_th=row.now.th,
            generated_en=row.now.en,
            th=row.shown.th,
            en=row.shown.en,
            left_out=row.edit is not None and row.edit.left_out,
            stale=row.is_stale,
        )
        for part in passages(drafts.generated(ground), ground.edits, stale)
        for row in part.rows
    ]


@router.put(f"{_REPORT}/words/{{key}}", auth=_WRITES, response={204: None}, summary="Write words")
def write(request: Any, where: Path[Where], key: str, told: Written) -> Status[None]:
    plan, kind = _plan(where), issued_kind(where.kind)
    words = Text(told.th, told.en)
    drafts.write_words(plan, kind, key, words, left_out=told.left_out, by=request.auth, now=now())
    return Status(204, None)


@router.delete(
    f"{_REPORT}/words/{{key}}", auth=_WRITES, response={204: None}, summary="Generated words again"
)
def forget(request: Any, where: Path[Where], key: str) -> Status[None]:
    drafts.forget_words(_plan(where), issued_kind(where.kind), key, by=request.auth, now=now())
    return Status(204, None)


@router.put(f"{_REPORT}/particulars", auth=_WRITES, response={204: None}, summary="Number, date")
def tell(request: Any, where: Path[Where], told: Particulars) -> Status[None]:
    drafts.tell_particulars(
        _plan(where),
        issued_kind(where.kind),
        number=told.number,
        dated=told.dated,
        signers=[signer.dict() for signer in told.signers],
        by=request.auth,
        now=now(),
    )
    return Status(204, None)


@router.get(f"{_REPORT}/versions", response=list[Version], summary="Versions, the latest first")
def list_versions(request: Any, where: Path[Where]) -> list[Version]:
    report = drafts.report_of(_read(request, where), issued_kind(where.kind))
    return [_version(row) for row in versions_of(report)]


@router.post(
    f"{_REPORT}/versions", auth=_WRITES, response={201: Version}, summary="Send to the executive"
)
def submit(request: Any, where: Path[Where]) -> Status[Version]:
    """Keep the report as it is today and send it to the executive."""
    made = issuing.submit_report(_plan(where), issued_kind(where.kind), by=request.auth, now=now())
    return Status(201, _version(version_row(made)))


@router.get(f"{_VERSION}/{{language}}.{{form}}", summary="A version as PDF, DOCX, XLSX or HTML")
def download(request: Any, where: Path[WhichVersion], language: str, form: str) -> HttpResponse:
    _read(request, where)
    found = _found(where)
    content = version_content(
        version_row(found),
        ground_read(found.ground),
        form,
        language,
        home=settings.PRONGSAI_HOME,
    )
    name = f"{where.agency}-{where.year}-{where.kind}-{where.number}.{language}.{form}"
    return HttpResponse(content, headers=report_headers(form, name))


@router.post(f"{_VERSION}/approve", auth=_DECIDES, response=Version, summary="Approve it")
def approve(request: Any, where: Path[WhichVersion]) -> Version:
    """Approve a version; its files are made in the background."""
    issuing.approve_version(_found(where), by=request.auth, now=now())
    return _version(version_row(_found(where)))


@router.post(f"{_VERSION}/return", auth=_DECIDES, response=Version, summary="Send it back")
def send_back(request: Any, where: Path[WhichVersion], said: Said) -> Version:
    issuing.return_version(_found(where), words=said.words, by=request.auth, now=now())
    return _version(version_row(_found(where)))


@router.post(f"{_VERSION}/publish", auth=_WRITES, response=Version, summary="Publish it")
def publish(request: Any, where: Path[WhichVersion], how: Publishing) -> Version:
    site = request.build_absolute_uri("/")
    issuing.publish_version(
        _found(where), as_evidence=how.evidence, site=site, by=request.auth, now=now()
    )
    return _version(version_row(_found(where)))


@router.post(f"{_VERSION}/withdraw", auth=_WRITES, response=Version, summary="Withdraw it")
def withdraw(request: Any, where: Path[WhichVersion]) -> Version:
    issuing.withdraw_version(_found(where), by=request.auth, now=now())
    return _version(version_row(_found(where)))


def _plan(where: Where) -> Any:
    return plan_of(where.agency, where.framework, where.year)


def _read(request: Any, where: Where) -> Any:
    """Return the plan of a report for who may read it."""
    plan = _plan(where)
    require_plan_reader(request.auth, plan.agency_id, plan.agency.ministry)
    return plan


def _found(where: WhichVersion) -> Any:
    return version_of(drafts.report_of(_plan(where), issued_kind(where.kind)), where.number)


def _version(row: VersionRow) -> Version:
    told = {name: getattr(row, name) for name in Version.model_fields if name != "files"}
    return Version(**told, files=[File(**vars(file)) for file in row.files])
