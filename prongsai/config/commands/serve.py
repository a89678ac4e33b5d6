"""Runs the web site with its static files, ready for many visitors; Ctrl-C ends it.

What people ask for in the background is done beside it, unless --no-worker leaves that to others.

Visitors from elsewhere need --host 0.0.0.0, and the site's name in ALLOWED_HOSTS.
  prongsai serve
  prongsai serve --host 0.0.0.0 --port 80
"""

from argparse import ArgumentParser, Namespace

from prongsai.config.options import add_address, add_language
from prongsai.config.serving import serve


def add_arguments(parser: ArgumentParser) -> None:
    add_address(parser)
    add_language(parser)


def run(arguments: Namespace) -> int:
    where = (arguments.host, arguments.port, arguments.workers, arguments.lang)
    return serve(*where, worker=arguments.worker)
