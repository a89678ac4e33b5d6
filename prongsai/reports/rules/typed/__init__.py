"""Reports that somebody typed: found in plain lines, and held against themselves.

`reading` finds what a report says, `judging` what of it contradicts itself. Both know nothing of
files: lines come in, findings go out.
"""
