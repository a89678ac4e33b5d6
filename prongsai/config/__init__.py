"""The whole house: settings, the database that comes with it, the `prongsai` command."""
