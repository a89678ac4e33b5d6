"""An authority stamps the daily seal; one that is down, wrong or false holds nothing up."""

import json
import shutil
import subprocess
import threading
from base64 import b64decode
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from prongsai.evidence.models import Capture, Page, Seal, Stamp
from prongsai.evidence.rules.captures import NotStamped
from prongsai.evidence.services.sealing import broken_seals, seal_day
from prongsai.evidence.services.stamping import stamp_seals, stamps_read
from prongsai.evidence.services.watching import stamp_in_turn

OPENSSL = shutil.which("openssl")
TODAY = datetime.now(UTC)
CONFIG = """
[tsa]
default_tsa = this
[this]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
signer_digest = sha256
clock_precision_digits = 3
"""
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(OPENSSL is None, reason="NO TIME STAMP IS TESTED HERE: no openssl"),
]


class Authority:
    """A time stamp authority on this machine; `says` is what it answers in place of a stamp."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.says, self.last = folder, b"", b""
        folder.mkdir()
        self.root = folder / "root.pem"
        root, root_key = certificate(folder / "root", "Root", None)
        certificate(folder / "tsa", "Authority", (root, root_key))
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")

    def answer(self, request: bytes) -> bytes:
        if self.says:
            return self.says
        (self.folder / "request.tsq").write_bytes(request)
        words = ["ts", "-reply", "-config", "tsa.cnf", "-section", "this"]
        files = ["-queryfile", "request.tsq", "-out", "reply.tsr", "-signer", "tsa.pem"]
        keys = ["-inkey", "tsa.key"]
        openssl([*words, *files, *keys], self.folder)
        self.last = (self.folder / "reply.tsr").read_bytes()
        return self.last


def openssl(words: list[str], folder: Path) -> str:
    done = subprocess.run(
        [OPENSSL, *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def certificate(path: Path, name: str, issuer):
    key = rsa.generate_private_key(65537, 2048)
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by, by_key = issuer or (None, key)
    built = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(by.subject if by else named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(TODAY - timedelta(days=1))
        .not_valid_after(TODAY + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by_key.public_key()),
            critical=False,
        )
    )
    if by is not None:
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        built = built.add_extension(use, critical=True)
    made = built.sign(by_key, hashes.SHA256())
    path.with_suffix(".pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.with_suffix(".key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    return made, key


@pytest.fixture
def authority(tmp_path, settings):
    settings.PRONGSAI_HOME = tmp_path
    made = Authority(tmp_path / "authority")

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            answer = made.answer(asked)
            self.send_response(500 if answer == b"down" else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.STAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.STAMP_CERTIFICATES = str(made.root)
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def sealed(authority) -> Seal:
    page = Page.objects.create(address="http://a.example/", digest="0")
    told = {"page": page, "reason": "scheduled", "outcome": "timeout", "seconds": 1}
    Capture.objects.create(number=1, asked_at=TODAY, previous="0" * 64, sha256="1" * 64, **told)
    return seal_day(localdate(TODAY))


def test_a_seal_is_stamped_once_and_the_stamp_holds_years_later(sealed, authority, settings):
    (stamp,) = stamp_seals(now=TODAY)
    assert abs(stamp.stamped_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert stamp_seals(now=TODAY) == []
    settings.STAMP_URL = "http://127.0.0.1:1/"  # nobody is asked for verifying
    assert stamps_read().payload() == {"held": 1, "without": 0, "unread": False, "broken": []}
    with pytest.raises(IntegrityError), transaction.atomic():
        Stamp.objects.update(stamped_at=TODAY)


def test_a_later_seal_of_the_same_chain_gets_a_stamp_of_its_own(sealed, authority):
    stamp_seals(now=TODAY)
    old = TODAY - timedelta(days=30)
    seal_day(localdate(TODAY + timedelta(days=1)))
    seal_day(old.date())
    assert len(stamp_seals(now=TODAY + timedelta(days=1))) == 1
    read = stamps_read()
    assert (read.held, read.without) == (2, 1)


@pytest.mark.parametrize("says", [b"down", b"nonsense", b"0"], ids=["down", "nonsense", "short"])
def test_an_authority_that_fails_holds_nothing_up_and_is_asked_again(sealed, authority, says):
    authority.says = says
    with pytest.raises(NotStamped, match=r"sent again every hour.*\[EVIDENCE-081\]"):
        stamp_seals(now=TODAY)
    stamp_in_turn(0)  # the worker notes it, and goes on
    assert broken_seals() == []
    authority.says = b""
    assert len(stamp_seals(now=TODAY)) == 1


def test_an_answer_to_another_question_is_not_taken(sealed, authority):
    stamp_seals(now=TODAY)
    authority.says = authority.last  # a good stamp, of another seal
    seal_day(localdate(TODAY + timedelta(days=1)))
    with pytest.raises(NotStamped, match="VerificationError"):
        stamp_seals(now=TODAY)


def test_the_stamp_of_an_authority_that_nobody_named_does_not_count(sealed, authority, settings):
    other = Authority(authority.folder / "other")
    settings.STAMP_CERTIFICATES = str(other.root)
    with pytest.raises(NotStamped):
        stamp_seals(now=TODAY)
    settings.STAMP_CERTIFICATES = str(authority.root)
    stamp_seals(now=TODAY)
    settings.STAMP_CERTIFICATES = str(other.root)
    assert stamps_read().broken == (sealed.day,)
    settings.STAMP_CERTIFICATES = str(authority.folder / "nothing.pem")
    assert stamps_read().broken == (sealed.day,)
    settings.STAMP_CERTIFICATES = ""
    assert stamps_read().unread


def test_a_stamp_that_was_moved_to_another_seal_does_not_hold(sealed, authority):
    (stamp,) = stamp_seals(now=TODAY)
    other = Seal.objects.create(
        day=date(2026, 1, 1), number=1, head="2" * 64, key="k", signature="s"
    )
    told = {"authority": stamp.authority, "stamped_at": stamp.stamped_at}
    Stamp.objects.create(seal=other, token=stamp.token, **told)
    assert stamps_read().broken == (other.day,)


def test_without_an_authority_seals_have_no_stamp(sealed, settings):
    settings.STAMP_URL = ""
    assert stamp_seals(now=TODAY) == []
    assert stamps_read().payload() == {"held": 0, "without": 1, "unread": False, "broken": []}


def test_another_program_verifies_a_stamp_that_was_handed_out(
    sealed, authority, prongsai, tmp_path
):
    assert prongsai("rounds", "plan", "2566").code == 0
    assert len(prongsai("captures", "seal", "--json").json["stamps"]) == 1
    assert "Stamps that hold: 1." in prongsai("captures", "verify", "--lang", "en").out
    out = tmp_path / "copies.warc.gz"
    assert prongsai("captures", "export", "2566", "--out", str(out)).code == 0
    (seal,) = json.loads(out.with_name(f"{out.name}.key.json").read_text())["seals"]
    (tmp_path / "stamp.tsr").write_bytes(b64decode(seal["stamp"]["token"]))
    (tmp_path / "sealed.txt").write_text(seal["stamp"]["of"])
    files = ["-in", "stamp.tsr", "-data", "sealed.txt", "-CAfile", str(authority.root)]
    openssl(["ts", "-verify", *files], tmp_path)
    assert seal["head"] in seal["stamp"]["of"]
