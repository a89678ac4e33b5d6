"""People as tests need them, and the codes that an authenticator app would show."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from django.utils.timezone import now

from prongsai.directory.models import Agency
from prongsai.directory.rules import OPERATOR, Role
from prongsai.directory.services.accounts import create_account, grant_duty

PASSWORD = "ข้าวสวยกับแกงส้ม-2"


@pytest.fixture
def department():
    return Agency.objects.create(
        code="dip", name_th="กรมทดสอบ", name_en="Department", searched="dip"
    )


@pytest.fixture
def person(db):
    """Return a function that makes an account with a role; it returns the address."""

    def made(role=None, email="somchai@agency.example", **place):
        create_account(email, name="สมชาย", password=PASSWORD, by=OPERATOR, now=now())
        if role:
            grant_duty(email, Role(role), by=OPERATOR, now=now(), **place)
        return email

    return made


@pytest.fixture
def log_in(client):
    """Return a function that logs in on the page, as a person does."""

    def done(email, password=PASSWORD, browser=None, **more):
        data = {"login": email, "password": password}
        return (browser or client).post("/accounts/login/", data, **more)

    return done


@pytest.fixture
def app_code():
    """Return a function: what an authenticator app shows, computed as RFC 6238 says."""

    def shown(secret, steps=0):
        counter = struct.pack(">Q", int(time.time()) // 30 + steps)
        digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
        place = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06}"

    return shown
