"""Charts drawn on the server as SVG, each with the same numbers as a table.

A function takes plain numbers and words in the page's language and returns a `Chart`. Scores are
hundredths, or None where there is none. Colours are CSS classes, so that a chart follows the
theme of the page and the printer; no number is told by colour or place alone.

`drawing` the parts, `letters` how wide words are, `scales` where numbers stand; then one module
for each family of charts: `trend`, `bars`, `change`, `distribution`, `spread`, `cells`.
"""
