"""The world outside the directory: the library that lets people in."""
