"""Prongsai (โปร่งใส): the yearly cycle of a public-sector integrity and transparency assessment."""

__version__ = "0.1.0"
