"""The law as it is kept here: editions of the packs, proposals to change a value, and who compared it with its source."""
