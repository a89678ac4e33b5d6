"""The catalogue of all open data, for harvesters: DCAT 2 in JSON-LD."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.timezone import localdate
from django.views.decorators.cache import cache_control

from prongsai.foundation.views import reads_only
from prongsai.methodology.wording import Text, same
from prongsai.portal.transparency.queries.years import PublicYear, changed_at, public_years
from prongsai.portal.transparency.views.addresses import whole
from prongsai.portal.transparency.views.pages import KEPT
from prongsai.results.queries.page_tables import COUNTRY_TABLES
from prongsai.results.queries.published import PublishedYear, published_years
from prongsai.results.services.downloads import MEDIA

Said = dict[str, Any]
_WORDS = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_KINDS = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = [{"@id": f"http://id.loc.gov/vocabulary/iso639-1/{code}"} for code in ("th", "en")]
_CATALOG = Text(
    "บัญชีข้อมูลเปิดของการประเมินคุณธรรมและความโปร่งใส (ITA)",
    "Open data of the integrity and transparency assessment (ITA)",
)
_RESULTS = Text("ผลการประเมิน ITA ปีงบประมาณ %(year)s", "ITA results of fiscal year %(year)s")
_RESULTS_ARE = Text(
    "คะแนนรวม ระดับ ลำดับ และคะแนนรายตัวชี้วัดของทุกหน่วยงาน",
    "Totals, levels, ranks and the scores of all indicators, agency by agency",
)
_DISCLOSURES = Text(
    "การเปิดเผยข้อมูลตามแบบวัด OIT ปีงบประมาณ %(year)s",
    "What agencies disclosed for the OIT of fiscal year %(year)s",
)
_DISCLOSURES_ARE = Text(
    "ลิงก์ ไฟล์ คำอธิบาย วันที่และค่าแฮชของสำเนา และผลตรวจที่เผยแพร่แล้ว รายข้อของทุกหน่วยงาน",
    "Links, files, explanations, dates and hashes of copies, and published verdicts, item by item",
)
_TABLES = {
    "ranking": Text("ลำดับของทุกหน่วยงาน", "Ranking of all agencies"),
    "levels": Text("จำนวนหน่วยงานตามระดับ", "Agencies by level"),
    "distribution": Text("การกระจายของคะแนนรวม", "Distribution of totals"),
    "heat": Text("ตัวชี้วัดตามประเภทหน่วยงาน", "Indicators by type of agency"),
}


@cache_control(public=True, max_age=KEPT)
@reads_only
def catalog(request: HttpRequest) -> JsonResponse:
    """Tell what data there are, where, and since when."""
    results, disclosures = published_years(), public_years(localdate())
    datasets = [
        *(_results(request, year) for year in results),
        *(_disclosures(request, year, changed_at(year)) for year in disclosures),
    ]
    told = {
        "@context": _WORDS,
        "@id": whole(request, "transparency:catalog"),
        "@type": "dcat:Catalog",
        "dct:title": _said(_CATALOG),
        "dct:description": _said(_CATALOG),
        "dct:publisher": _publisher(request),
        "dct:license": {"@id": settings.DATA_LICENSE},
        "dct:language": _LANGUAGES,
        "foaf:homepage": {"@id": whole(request, "results:country")},
        "dcat:dataset": datasets,
    }
    return JsonResponse(
        told, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )


def _results(request: HttpRequest, year: PublishedYear) -> Said:
    page = whole(request, "results:country_year", year.year_be)
    files = [
        _distribution(
            _TABLES.get(table, same(table)),
            whole(request, "results:country_table", year.year_be, table, form),
            media,
        )
        for table in COUNTRY_TABLES
        for form, media in MEDIA.items()
    ]
    return _dataset(
        request, f"{page}#data", (_RESULTS, _RESULTS_ARE), year.year_be, year.published_at
    ) | {"dcat:landingPage": {"@id": page}, "dcat:distribution": files}


def _disclosures(request: HttpRequest, year: PublicYear, changed: datetime | None) -> Said:
    address = whole(request, "transparency:year_table", year.year_be)
    files = [_distribution(_DISCLOSURES.filled(year=year.year_be), address, "text/csv")]
    told = _dataset(
        request, f"{address}#data", (_DISCLOSURES, _DISCLOSURES_ARE), year.year_be, changed
    )
    return told | {"dcat:distribution": files}


def _dataset(
    request: HttpRequest,
    address: str,
    words: tuple[Text, Text],
    year_be: int,
    changed: datetime | None,
) -> Said:
    title, description = words
    told = {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": address,
        "dct:title": _said(title.filled(year=year_be)),
        "dct:description": _said(description),
        "dct:publisher": _publisher(request),
        "dct:license": {"@id": settings.DATA_LICENSE},
        "dct:language": _LANGUAGES,
        "dct:accrualPeriodicity": {"@id": "http://purl.org/cld/freq/annual"},
        "dcat:keyword": [{"@value": "ITA", "@language": language} for language in ("th", "en")],
    }
    if changed:
        told["dct:modified"] = {"@value": changed.isoformat(), "@type": "xsd:dateTime"}
    return told


def _distribution(name: Text, address: str, media: str) -> Said:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _said(name),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": _KINDS + media.partition(";")[0]},
        "dct:license": {"@id": settings.DATA_LICENSE},
    }


def _publisher(request: HttpRequest) -> Said:
    thai, _, english = settings.DATA_PUBLISHER.partition(" | ")
    name = Text(thai, english or thai) if thai else same(request.get_host())
    return {
        "@id": f"{whole(request, 'results:country')}#publisher",
        "@type": "foaf:Agent",
        "foaf:name": _said(name),
    }


def _said(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.th, "@language": "th"}, {"@value": text.en, "@language": "en"}]
