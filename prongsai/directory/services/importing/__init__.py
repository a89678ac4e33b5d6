"""Agencies, units and people from tables: good rows are kept, the others told with reasons."""
