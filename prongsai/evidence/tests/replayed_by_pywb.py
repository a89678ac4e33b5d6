"""Run by another Python, in which pywb is: what pywb shows of archives, as JSON.

python replayed_by_pywb.py FOLDER FILE.warc.gz ... -- MOMENT/LINK ...
"""

import gevent.monkey

gevent.monkey.patch_all()

import json  # noqa: E402 # pywb wants to be first
import os  # noqa: E402
import sys  # noqa: E402
from base64 import b64encode  # noqa: E402
from contextlib import redirect_stdout  # noqa: E402

from pywb.apps.frontendapp import FrontEndApp  # noqa: E402
from pywb.manager.manager import main as manage  # noqa: E402
from werkzeug.test import Client  # noqa: E402

folder, *words = sys.argv[1:]
where = words.index("--")
os.chdir(folder)
with redirect_stdout(sys.stderr):
    manage(["init", "copies"])
    manage(["add", "copies", *words[:where]])
    browser = Client(FrontEndApp())
    shown = {}
    for asked in words[where + 1 :]:
        answer = browser.get(f"/copies/{asked}")
        head = {name.lower(): value for name, value in answer.headers}
        shown[asked] = [answer.status_code, b64encode(answer.data).decode(), head]
sys.stdout.write(json.dumps(shown))
