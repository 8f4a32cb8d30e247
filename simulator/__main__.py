"""`python -m simulator COMMAND`: see docs or `--help`."""

from simulator.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
