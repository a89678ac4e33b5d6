"""What can be asked of what belongs to no other room.

What this package itself gives works without a database: commands that only read files load nothing
else. Its other modules need one.
"""

from prongsai.foundation.queries.editions import DEFAULT_FRAMEWORK, EditionLibrary, faults_of

__all__ = ["DEFAULT_FRAMEWORK", "EditionLibrary", "faults_of"]
