"""An invented nation: agencies, respondents, verdicts and history that never were.

It serves demonstrations, tests and measurements at the size of a country. Nothing in it is
about anybody: names of agencies are put together from a list of words, nobody was asked.

seed        the number that everything follows from: same seed, same nation, on any day
quality     how good an agency is, a latent number; 0 is ordinary, the tail goes down
sheet       what one person answered in one instrument, a position per part
coached     an agency where nearly everybody hands in one of a few best sheets
history     the indicators' scores of the years before, lower the longer ago
"""
