"""The directory: agencies and their units, people and what they may do.

An *agency* is the body that is assessed, known everywhere by its code. What it is ranked with in a
year (type, ministry, province) belongs to that year's round and results: agencies move. A person
has *duties*: a role for one agency, one ministry, or everywhere; rules see a person as an *actor*.
"""
