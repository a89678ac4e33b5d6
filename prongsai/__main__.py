"""`python -m prongsai` is the command `prongsai`."""

import sys

from prongsai.config.main import main

sys.exit(main())
