#!/usr/bin/env python
"""Run a management command; commands that change the schema log in as the owner of the tables."""

import os
import sys

OWNER_COMMANDS = {"migrate", "flush", "prepare_database"}


def main() -> None:
    """Choose the settings and, for schema commands, the owner's login; then hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cementiris.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ["CEMENTIRIS_LOGIN"] = "owner"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
