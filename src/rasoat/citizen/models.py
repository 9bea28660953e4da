"""How often one address has knocked within the hour: what keeps machines from the public forms."""

from __future__ import annotations

from django.db import models


class Knock(models.Model):
    """How many times an address came to one door within one hour.

    ``address`` is a keyed hash that is another one every day; rows of earlier days are deleted, so nobody can be
    followed from one day to the next.
    """

    door = models.CharField(max_length=20)
    address = models.CharField(max_length=64)
    hour = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["door", "address", "hour"], name="knock_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.door} {self.hour:%H:%M} {self.times}"
