"""Plans in the form that reports print: a table of measures, what was done, when, who, outcome.

`writing` makes the table of a plan, `reading` finds the plan in a table, `merging` puts what a
table tells together with what it cannot show.
"""
