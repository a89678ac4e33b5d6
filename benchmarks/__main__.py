"""All benchmarks, one after the other."""

from benchmarks import annual, pages, reports, scoring

for benchmark in (scoring, pages, reports, annual):
    benchmark.main()
