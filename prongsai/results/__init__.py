"""Results: what follows from what is known of a round.

Sources (published figures, verdicts, tallies of answers) become *rounds*, one per year; a round is
scored, ranked and compared with the year before; its rows are what pages, commands and files show.
A score run, once the database keeps it, is never changed: it names the hashes of its inputs.
"""
