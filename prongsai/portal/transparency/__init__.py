"""Transparency: what an agency shows of itself in a round, for everybody.

A *disclosure* is public when the agency's executive approved it and disclosing is over: the tree of
the checklist with explanations, links, files, and when the last copy of each link was made. Its
*verdict* is public with the results of its year. The same is open data: tables, JSON, a *catalogue*
in the vocabulary DCAT, a feed of changes, and a *widget* that agencies put into their own pages.
Nothing is kept here: all of it is read from the rooms below.
"""
