"""`python -m bot`, the same as `cratemate`."""

from bot.cli import main

raise SystemExit(main())
