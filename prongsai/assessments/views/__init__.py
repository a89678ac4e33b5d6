"""Pages of rounds: what there is to do, planning, dates, who takes part, headcounts."""
