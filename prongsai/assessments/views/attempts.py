"""Doing what a form asks for, so that a rule which is not met is told beside what was typed."""

from collections.abc import Callable

from django.forms import Form

from prongsai.directory.rules import NotAllowed
from prongsai.foundation.rules import UserError
from prongsai.foundation.templatetags.prongsai import said


def succeeds(form: Form, step: Callable[[], object]) -> bool:
    """Take a step if the form is in order; what the step refuses becomes an error of the form."""
    if not form.is_valid():
        return False
    try:
        step()
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error(None, said(error.text))
        return False
    return True
