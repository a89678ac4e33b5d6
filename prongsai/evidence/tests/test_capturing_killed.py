"""A process that looks at pages is killed: nothing is lost, and what was kept is not done again."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

PAGES, PATIENCE = 400, 60
#: Host, port, "fill" or nothing. The second time begins when the first one's pages are free again.
RUN = """
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from prongsai.config.site import prepare_site
prepare_site()
from prongsai.evidence.adapters.fetching import Limits
from prongsai.evidence.models import Capture, Page
from prongsai.evidence.services.capturing import Site, capture_due_pages
from prongsai.evidence.services.chain import verify_chain
host, port, what = sys.argv[1], int(sys.argv[2]), sys.argv[3]
clock = lambda: datetime.now(UTC)
if what == "fill":
    for number in range(PAGES):
        address = f"http://{host}:{port}/?{number}"
        digest = sha256(address.encode()).hexdigest()
        Page.objects.create(address=address, digest=digest, due_at=clock())
else:
    clock = lambda: datetime.now(UTC) + timedelta(minutes=11)
site = Site(Limits(seconds=5), 2, frozenset({(host, port)}))
told = lambda done: print("kept", done, flush=True)
capture_due_pages(site=site, clock=clock, progress=told)
numbers = Capture.objects.order_by("page").values_list("page", flat=True)
print("all", len(numbers), len(set(numbers)), verify_chain(), flush=True)
""".replace("PAGES", str(PAGES))


@pytest.fixture
def home():
    place = Path(tempfile.mkdtemp(prefix="prongsai-"))
    place.chmod(0o711)  # the database's account passes through
    yield place
    shutil.rmtree(place)


def started(home, site, what):
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-c", RUN, site[0], str(site[1]), what]
    return subprocess.Popen(  # noqa: S603 # our own command
        command, env=kept | {"PRONGSAI_HOME": str(home)}, stdout=subprocess.PIPE, text=True
    )


def test_after_a_kill_the_rest_is_looked_at_and_nothing_twice(home, site):
    with started(home, site, "fill") as first:
        said = first.stdout.readline()
        assert said.startswith("kept")
        first.kill()
    before = int(said.split()[1])
    assert 0 < before < PAGES

    time.sleep(0.5)  # until the database has noticed
    with started(home, site, "go on") as second:
        *_, last = second.communicate(timeout=PATIENCE)[0].splitlines()
    assert last == f"all {PAGES} {PAGES} []"
