"""Improvement: from weak points to a plan, what was done about them, and what it brought.

A *plan* belongs to an agency and the fiscal year in which it is carried out. Its *points* are the
weak points that a score run of the year before found, as they were then. *Themes* group
*measures*; a measure answers points, has units that are responsible, a period, *steps* that
repeat and the *tasks* that follow from them. *Actions* tell what was done, *outcomes* what came
of it; both may belong to several measures. A *snapshot* is the plan as it stood on a day: when
the executive approved it, after six months, after twelve.
"""
