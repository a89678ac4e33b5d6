"""All benchmarks, one after the other."""

from benchmarks.scoring import main

main()
