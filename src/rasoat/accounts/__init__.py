"""People, the roles they hold for a unit and a period, and what each role permits."""
