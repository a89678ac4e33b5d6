"""`python -m prongsai` is the command `prongsai`."""

import sys

from prongsai.config.main import main

if __name__ == "__main__":
    sys.exit(main())
