"""`prongsai plans remind`: the letters of the night, sent now; for cron where no worker runs."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import Any

from django.utils.timezone import now

from prongsai.config.options import add_output, put_json, terminal
from prongsai.improvement.services.counting import check_counters
from prongsai.improvement.services.reminding import remind

ACTION = "remind"
_TEXT = "ตรวจตัวนับและส่งอีเมลเตือนงานที่ถึงกำหนด | check counters, and mail about tasks that are due"


def add_reminding(actions: Any) -> None:
    """Add the action to those of the command."""
    action: ArgumentParser = actions.add_parser(ACTION, help=_TEXT, description=_TEXT)
    add_output(action)


def send_reminders(arguments: Namespace) -> None:
    """Let facts turn measures done, write to those whose tasks are due, and say how many."""
    moment = now()
    done, told = check_counters(now=moment), remind(now=moment)
    if arguments.json:
        put_json({"measures_done": done, **asdict(told)})
    else:
        terminal("plans").show_reminded(done, told, arguments.lang)
