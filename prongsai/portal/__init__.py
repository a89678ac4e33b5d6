"""What any citizen or member of staff may use, in rooms of their own.

The rooms in here stand side by side and do not know each other.
"""
