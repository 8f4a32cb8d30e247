"""The model: one virtual patient or a million, the same code; and everything that is asked of it."""
