"""How one agency's total came about, step by step, so that anybody can compute it again."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.methodology.edition.tree import Edition, Kind
from prongsai.methodology.exact import MISSING
from prongsai.methodology.rounding import exact_score
from prongsai.methodology.tally import sums
from prongsai.methodology.wording import Text
from prongsai.results.queries.histories import AgencyYear
from prongsai.results.queries.privacy import hidden_codes

#: Decimals that are shown of a score that has more than two.
_SHOWN = 6


@dataclass(frozen=True)
class Term:
    """One score that a mean is made of: unrounded as text, None where there is none.

    share: how much of the mean it is, "0.30"; "" where there is no score
    """

    code: str
    text: Text
    exact: str | None
    share: str


@dataclass(frozen=True)
class Step:
    """One score and where it comes from.

    published: hundredths
    exact:     the unrounded score as text, "94.798"
    given:     whether a source states it; otherwise it is the mean of the terms
    indicator: code of the indicator that it belongs to; "" above the indicators
    answered:  of a survey part that was counted here: how many answered; None otherwise
    hidden:    so few answered that the score is not shown apart
    is_leaf:   whether people or evaluators answer it directly
    """

    code: str
    kind: Kind
    text: Text
    published: int
    exact: str
    given: bool
    indicator: str
    terms: tuple[Term, ...] = ()
    answered: int | None = None
    hidden: bool = False
    is_leaf: bool = False

    @property
    def is_weighted(self) -> bool:
        """Whether its terms count differently."""
        return len({term.share for term in self.terms if term.exact}) > 1

    @property
    def known(self) -> int:
        """How many of its terms are known."""
        return sum(term.exact is not None for term in self.terms)


def steps_of(year: AgencyYear) -> list[Step]:
    """Return every score of an agency that is known, from the total down."""
    edition, known = year.edition, year.scores.known
    answered, _ = sums(edition, known.tally.counts)
    hidden = hidden_codes(year)
    exact = [exact_score(edition, known, year.row, node) for node in range(len(edition.nodes))]
    found = []
    for number, node in enumerate(edition.nodes):
        score = exact[number]
        if score is None:
            continue
        given = int(known.given[year.row, number]) != MISSING
        people = None
        if node.is_leaf and not given and not edition.is_checklist(number):
            people = int(answered[year.row, edition.leaves.index(number)])
        found.append(
            Step(
                node.code,
                node.kind,
                node.text,
                int(year.scores.published[year.row, number]),
                exact_text(score),
                given,
                _indicator(edition, number),
                () if given else _terms(edition, edition.children[number], exact, hidden),
                people,
                node.code in hidden,
                node.is_leaf,
            )
        )
    return found


def _terms(
    edition: Edition,
    children: tuple[int, ...],
    exact: list[Fraction | None],
    hidden: frozenset[str],
) -> tuple[Term, ...]:
    """Return what a score is the mean of; nothing where that is not shown."""
    if any(edition.nodes[child].code in hidden for child in children):
        return ()
    weights = {child: edition.nodes[child].weight for child in children}
    whole = sum(weight for child, weight in weights.items() if exact[child] is not None)
    terms = []
    for child, weight in weights.items():
        node, score = edition.nodes[child], exact[child]
        if score is None:
            terms.append(Term(node.code, node.text, None, ""))
        else:
            share = exact_text(Fraction(weight, whole))
            terms.append(Term(node.code, node.text, exact_text(score), share))
    return tuple(terms)


def _indicator(edition: Edition, number: int) -> str:
    if edition.nodes[number].kind in {Kind.TOTAL, Kind.INSTRUMENT}:
        return ""
    return edition.nodes[edition.above(number, Kind.INDICATOR)].code


def exact_text(score: Fraction) -> str:
    """Write a score with as many decimals as it has, at least two and at most six.

    >>> exact_text(Fraction(94798, 1000)), exact_text(Fraction(2, 3)), exact_text(Fraction(85))
    ('94.798', '0.666667', '85.00')
    """
    decimal = Decimal(score.numerator) / Decimal(score.denominator)
    text = f"{decimal:.{_SHOWN}f}".rstrip("0")
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest:0<2}"
