"""Results and findings as plain values for JSON; the shape is stable (docs/reference/json.md)."""

from typing import Any

from prongsai.methodology.edition.doubts import doubts
from prongsai.methodology.exact import HUNDREDTHS, MISSING
from prongsai.methodology.findings import Finding
from prongsai.results.queries.rounds import Round
from prongsai.results.queries.rows import AgencyResult, IndicatorRow, WeakItems


def result_payload(result: AgencyResult) -> dict[str, Any]:
    """Return one agency's result in one year."""
    level = result.level
    return {
        "agency": result.agency.code,
        "name_th": result.agency.name_th or None,
        "name_en": result.agency.name_en or None,
        "year_be": result.year_be,
        "edition": result.edition,
        "total": points(result.total),
        "margin": None if result.margin is None else round(result.margin, 2),
        "level": {
            "code": level.code if level else None,
            "th": level.name.th if level else None,
            "en": level.name.en if level else None,
            "reason_th": result.reason.th,
            "reason_en": result.reason.en,
        },
        "instruments": {code: points(value) for code, value in result.instruments.items()},
        "indicators": [_indicator(row) for row in result.indicators if row.score != MISSING],
        "weak": {code: _weak(items) for code, items in result.weak.items()},
        "delta": None if result.change.delta is None else result.change.delta / HUNDREDTHS,
        "trend": result.change.trend,
        "real_change": result.change.real,
        "change_by_indicator": {
            code: round(value, 4) for code, value in result.change.by_indicator.items()
        },
        "ranks": {
            name: {
                "rank": standing.rank,
                "of": standing.of,
                "shared_with": standing.shared_with,
                "stated": standing.stated,
            }
            for name, standing in result.standings.items()
        },
    }


def points(hundredths: int | None) -> float | None:
    """Return hundredths as a number with two decimals; null when missing."""
    return None if hundredths is None or hundredths == MISSING else hundredths / HUNDREDTHS


def _indicator(row: IndicatorRow) -> dict[str, Any]:
    return {
        "no": int(row.code),
        "score": points(row.score),
        "rank": row.rank,
        "measure": row.measure.code if row.measure else None,
    }


def _weak(items: WeakItems) -> dict[str, Any]:
    return {
        "count": items.count,
        "items": [point.code for point in items.points],
        "points": [
            {
                "item": point.code,
                "score": points(point.score),
                "parts": list(point.parts),
                "gain": round(point.gain, 4),
            }
            for point in items.points
        ],
    }


def finding_payload(finding: Finding) -> dict[str, Any]:
    """Return one finding."""
    return {
        "rule": finding.rule.id,
        "severity": finding.rule.severity,
        "message_th": finding.message.th,
        "message_en": finding.message.en,
        "suggestion": finding.suggestion or None,
        "agency": finding.agency or None,
        "year_be": finding.year_be,
        "place": str(finding.place) if finding.place else None,
        "confidence": finding.confidence,
    }


def unconfirmed_payload(rounds: list[Round]) -> list[dict[str, Any]]:
    """Return what nobody could confirm in the editions of these rounds."""
    return [
        {
            "edition": round_.edition.id,
            "where": doubt.where,
            "note_th": doubt.note.th,
            "note_en": doubt.note.en,
        }
        for round_ in rounds
        for doubt in doubts(round_.edition)
    ]
