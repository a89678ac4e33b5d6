"""Doors of the command line: each module is one subcommand, one call to a service and its answer.

A module has `add_arguments(parser)` and `run(arguments) -> exit code`. What draws on the terminal
is loaded only when something is drawn, so `--json` starts quickly.
"""
