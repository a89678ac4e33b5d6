"""The method: from integers and printed numbers to scores, levels, ranks and weak points.

Plain Python and NumPy: no Django, no files but the edition's own folder, no clock.
An *edition* defines the assessment of one fiscal year; a *tally* says how many answered what;
*scores* follow from the two, exactly. Everything a year may change is data of its edition.
"""
