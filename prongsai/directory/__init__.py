"""The directory: which agencies there are.

An *agency* is the body that is assessed, known everywhere by its code. What it is ranked with in a
year (type, ministry, province) belongs to that year's results: agencies move. Units and people
come with the rounds that they take part in.
"""
