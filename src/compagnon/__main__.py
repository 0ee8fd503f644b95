"""The operator's command: `compagnon demo`, `serve`, `worker`, `doctor`, `setup-link`, `compute`, and every Django command."""

import os
import sys


def main() -> int:
    """Run one command; the exit status is that of the command."""
    if sys.argv[1:2] == ["compute"]:
        from compagnon.engines import door  # without Django: an engine answers at once

        return door.main(sys.argv[2:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compagnon.config.settings")
    from django.core.management import execute_from_command_line  # slow to import; `compute` does without

    command = [word.replace("-", "_") if not word.startswith("-") else word for word in sys.argv[1:2]]
    execute_from_command_line(["compagnon", *command, *sys.argv[2:]])
    return 0


if __name__ == "__main__":
    sys.exit(main())
