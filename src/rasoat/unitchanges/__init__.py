"""Units that change: one order (nghị quyết) closes old units, makes new ones, and takes households along."""
