"""Corrections after publication (đính chính): request, check, decision, new recognition."""
