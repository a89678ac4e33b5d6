"""All benchmarks, one after the other."""

from benchmarks import pages, reports, scoring

for benchmark in (scoring, pages, reports):
    benchmark.main()
