"""Copied documents of a whole nation: 8,300 agencies with 43 documents each, some of them copies.

python benchmarks/copies.py [--agencies 8300] [--items 43] [--planted 5000] [--json]

Every document is the template of its item, a passage of its own, and the agency's name. Planted are
copies of another agency's document with its name replaced and some sentences changed, and as many
half copies, which are not to be found. A copy counts as one when it has 80% of all runs of nine
letters in common with its source (exact Jaccard). Beside it stand datasketch's MinHashLSH on the
documents of one item, with the same runs of letters, and the mere reading of all texts.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from itertools import count, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measuring import PYTHON
from benchmarks.scoring import tell

ALIKE = 0.8
#: Sentences of a document, and how many of them the template of an item brings, item by item: with
#: 30 of 40 any two documents have 60% in common.
SENTENCES, SHARED = 40, (4, 12, 20, 30)
#: How much of a copy is changed, at most; of a half copy.
CHANGED, HALF = 0.08, 0.5
AT_A_TIME = 2_000
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
_SYLLABLES = (
    "กา การ งาน แผน ปี ราช ประ ชา ชน รัฐ บริ หาร จัด ซื้อ จ้าง "
    "พัส ดุ งบ มาณ ราย ผล ดำ เนิน โครง กิจ กรรม ส่ง เสริม คุณ "
    "ธรรม โปร่ง ใส ตรวจ สอบ ประ เมิน ระ บบ ข้อ มูล บุค คล พัฒ นา "
    "ตำ บล อำ เภอ จัง หวัด เทศ สำ นัก คณะ ฝ่าย ส่วน กอง ศูนย์"
)
SYLLABLES = _SYLLABLES.split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=8_300)
    parser.add_argument("--items", type=int, default=43)
    parser.add_argument("--planted", type=int, default=5_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--enter", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was made is removed then, too
    if arguments.enter:
        import_module("prongsai.config.site").prepare_site()
        enter_all(nation_of(arguments))
        return
    if arguments.work:
        print(json.dumps(worked(arguments)))
        return
    figures = measured(arguments)
    print(json.dumps(figures, indent=1) if arguments.json else shown(figures))


def measured(arguments: argparse.Namespace) -> dict[str, object]:
    busy = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory(prefix="prongsai-") as place:
        home = Path(place)
        home.chmod(0o711)  # the database's account passes through
        environment = {**os.environ, "PRONGSAI_HOME": place}
        environment.pop("DATABASE_URL", None)
        told = (arguments.agencies, arguments.items, arguments.planted)
        options = zip(("--agencies", "--items", "--planted"), map(str, told), strict=True)
        command = [PYTHON, str(Path(__file__).resolve()), "--work", *sum(options, ())]
        work = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    return {**json.loads(work.stdout), "cores": os.cpu_count(), "load_before": busy}


def shown(figures: dict[str, object]) -> str:
    return "\n".join(f"{name:32}{value:>14,}" for name, value in figures.items())


@dataclass
class Nation:
    """What was planted: pairs that are copies, and pairs that are half copies; item, numbers."""

    agencies: int
    items: int
    copies: dict[tuple[int, int], int] = field(default_factory=dict)
    halves: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._shared = [
            list(islice(sentences(f"item {n}"), SHARED[n % len(SHARED)])) for n in range(self.items)
        ]

    def plant(self, number: int) -> None:
        """Choose who copied from whom: a copy and its source are in no other pair."""
        dice = random.Random(7)
        places = self.agencies * self.items
        taken = dice.sample(range(places), min(4 * number, places // 2))
        half = len(taken) // 2
        for some, where in ((taken[:half], self.copies), (taken[half:], self.halves)):
            for place in some[: len(some) // 2]:
                item, agency = divmod(place, self.agencies)
                source = dice.randrange(self.agencies - 1)
                where[item, agency] = source + (source >= agency)

    def text(self, item: int, agency: int) -> str:
        """Return the document of an agency; the same each time."""
        if (source := self.copies.get((item, agency))) is not None:
            own = changed(self.own(item, source), CHANGED, f"copy {item} {agency}")
        elif (source := self.halves.get((item, agency))) is not None:
            own = changed(self.own(item, source), HALF, f"half {item} {agency}")
        else:
            own = self.own(item, agency)
        return " ".join([name_of(agency), *self._shared[item], *own, name_of(agency)])

    def own(self, item: int, agency: int) -> list[str]:
        return list(islice(sentences(f"{item} of {agency}"), SENTENCES - len(self._shared[item])))


def nation_of(arguments: argparse.Namespace) -> Nation:
    nation = Nation(arguments.agencies, arguments.items)
    nation.plant(arguments.planted)
    return nation


def sentences(seed: str) -> Iterator[str]:
    dice = random.Random(seed)
    while True:
        yield "".join(dice.choices(SYLLABLES, k=dice.randint(12, 30)))


def changed(said: list[str], share: float, seed: str) -> list[str]:
    dice = random.Random(seed)
    most = max(1, round(share * len(said)))
    how_many = most if share == HALF else dice.randint(1, most)
    others = sentences(f"{seed} others")
    places = set(dice.sample(range(len(said)), how_many))
    return [next(others) if place in places else one for place, one in enumerate(said)]


def name_of(agency: int) -> str:
    dice = random.Random(f"name {agency}")
    return "".join(["องค์การบริหารส่วนตำบล", *dice.choices(SYLLABLES, k=6)])


# What is measured


def worked(arguments: argparse.Namespace) -> dict[str, object]:
    """Enter a nation's documents, look for copies, and tell what was found of the planted ones."""
    import_module("prongsai.config.site").prepare_site()
    nation = nation_of(arguments)
    enter = [PYTHON, str(Path(__file__).resolve()), "--enter", *sys.argv[1:]]
    subprocess.run(enter, check=True)  # in a process of its own: what that needs is not measured
    round_ = import_module("prongsai.assessments.models").Round.objects.get()
    read, size = read_all()
    before = peak_mib()
    copies = import_module("prongsai.evidence.queries.copies")
    started, busy = time.monotonic(), time.process_time()
    groups = []
    for group in copies.near_copies(round_, at_least=ALIKE):
        groups.append([(one.document.item, int(one.document.agency[1:])) for one in group.copies])
        tell(f"{group.item}: {len(groups):,} groups, {time.monotonic() - started:,.0f} s")
    seconds, peak = time.monotonic() - started, peak_mib()
    computing = time.process_time() - busy
    started = time.monotonic()
    wrong = sum(1 for _ in copies.wrong_names(round_))
    naming = time.monotonic() - started
    documents = nation.agencies * nation.items
    return {
        "documents": documents,
        "documents_per_s": round(documents / seconds),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(computing, 1),
        "seconds_wrong_names": round(naming, 1),
        "wrong_names": wrong,
        "peak_mib": peak,
        "peak_mib_before": before,
        "groups": len(groups),
        **found(nation, groups),
        "reading_the_same_s": round(read, 1),
        "text_mib": round(size / 2**20),
        **peer(nation),
    }


def found(nation: Nation, groups: list[list[tuple[str, int]]]) -> dict[str, object]:
    """Compare what was found with what was planted: of pairs that are alike, exactly counted."""
    group_of = {place: number for number, group in enumerate(groups) for place in group}
    alike, hit = 0, 0
    for (item, agency), source in nation.copies.items():
        if likeness(nation, item, agency, source) >= ALIKE:
            alike += 1
            together = [group_of.get((f"O{item + 1}", one), object()) for one in (agency, source)]
            hit += together[0] == together[1]
    right = sum(is_right(nation, group) for group in groups)
    return {
        "planted": len(nation.copies),
        "planted_alike": alike,
        "recall": round(hit / max(alike, 1), 5),
        "precision": round(right / max(len(groups), 1), 5),
    }


def is_right(nation: Nation, group: list[tuple[str, int]]) -> bool:
    """Whether every member of a group is really alike another one of it."""
    numbers, item = [agency for _, agency in group], int(group[0][0][1:]) - 1
    return all(
        any(likeness(nation, item, one, other) >= ALIKE for other in numbers if other != one)
        for one in numbers
    )


def likeness(nation: Nation, item: int, one: int, other: int) -> float:
    similar = import_module("prongsai.evidence.rules.similar")
    texts = (nation.text(item, one), nation.text(item, other))
    return similar.similarity(*map(similar.runs_of, texts))


def peer(nation: Nation) -> dict[str, object]:
    """Let datasketch look for copies among the documents of the first item."""
    try:
        datasketch = import_module("datasketch")
    except ImportError:
        return {"peer": "datasketch is not installed (scripts/setup.py --with benchmarks)"}
    similar = import_module("prongsai.evidence.rules.similar")
    texts = {agency: nation.text(0, agency) for agency in range(nation.agencies)}
    started = time.monotonic()
    index = datasketch.MinHashLSH(threshold=ALIKE, num_perm=128)
    pairs = set()
    for agency, text in texts.items():
        sketch = datasketch.MinHash(num_perm=128)
        sketch.update_batch([run.tobytes() for run in similar.runs_of(text)])
        pairs |= {(other, agency) for other in index.query(sketch)}
        index.insert(agency, sketch)
    seconds = time.monotonic() - started
    planted = {agency: source for (item, agency), source in nation.copies.items() if item == 0}
    alike = {tuple(sorted(pair)) for pair in planted.items() if likeness(nation, 0, *pair) >= ALIKE}
    both = {tuple(sorted(pair)) for pair in pairs}
    right = sum(likeness(nation, 0, *pair) >= ALIKE for pair in both)
    return {
        "datasketch_documents_per_s": round(nation.agencies / seconds),
        "datasketch_recall": round(len(both & alike) / max(len(alike), 1), 5),
        "datasketch_precision": round(right / max(len(both), 1), 5),
    }


def read_all() -> tuple[float, int]:
    """Read every text once and do nothing with it; return seconds and bytes."""
    texts = import_module("prongsai.evidence.models").CapturedText.objects
    started = time.monotonic()
    size = sum(
        len(text.encode()) for text in texts.values_list("text", flat=True).iterator(AT_A_TIME)
    )
    return time.monotonic() - started, size


def peak_mib() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


# The documents in the database


def enter_all(nation: Nation) -> None:
    """Enter a round with all agencies, and a captured document for every item of each."""
    directory = import_module("prongsai.directory.models")
    assessments = import_module("prongsai.assessments.models")
    edition = import_module("prongsai.foundation.queries").EditionLibrary().load("2566")
    by = import_module("prongsai.directory.rules").OPERATOR
    plan = import_module("prongsai.assessments.services.rounds").plan_round
    round_ = plan(edition, by=by, now=NOW)
    agencies = directory.Agency.objects.bulk_create(
        directory.Agency(code=f"A{n}", searched=f"a{n}", name_th=name_of(n))
        for n in range(nation.agencies)
    )
    participations = assessments.Participation.objects.bulk_create(
        assessments.Participation(round=round_, agency=agency) for agency in agencies
    )
    numbers = count(1)
    for item in range(nation.items):
        tell(f"entering item {item + 1}")
        enter_item(nation, item, participations, numbers)


def enter_item(nation: Nation, item: int, participations: list, numbers: Iterator[int]) -> None:
    models = import_module("prongsai.evidence.models")
    texts = [nation.text(item, agency) for agency in range(nation.agencies)]
    digests = [sha256(text.encode()).hexdigest() for text in texts]
    kept = (
        models.CapturedText(digest=digest, text=text)
        for digest, text in zip(digests, texts, strict=True)
    )
    models.CapturedText.objects.bulk_create(kept, ignore_conflicts=True, batch_size=AT_A_TIME)
    addresses = [f"https://a{n}.example/{item}" for n in range(nation.agencies)]
    pages = models.Page.objects.bulk_create(
        models.Page(address=one, digest=sha256(one.encode()).hexdigest()) for one in addresses
    )
    disclosures = models.Disclosure.objects.bulk_create(
        models.Disclosure(participation=one, item=f"O{item + 1}", state="approved")
        for one in participations
    )
    models.Link.objects.bulk_create(
        models.Link(disclosure=disclosure, page=page, place=0)
        for disclosure, page in zip(disclosures, pages, strict=True)
    )
    models.Capture.objects.bulk_create(
        capture(models, page, digest, next(numbers))
        for page, digest in zip(pages, digests, strict=True)
    )


def capture(models: object, page: object, digest: str, number: int) -> object:
    return models.Capture(
        number=number,
        page=page,
        reason="deadline",
        asked_at=NOW,
        outcome="shown",
        seconds=0.1,
        text_id=digest,
        previous="0" * 64,
        sha256=f"{number:064}",
    )


if __name__ == "__main__":
    main()
