"""Work that takes longer than a page may: started by a person, done by the worker, found again by its owner.

An app declares its work in ``jobs.py`` (``kinds.work``); an action or a view starts it (``starting.start``).
"""
