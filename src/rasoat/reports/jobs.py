"""The long work of this step: draw the charts of a unit before anybody looks at them."""

from __future__ import annotations

from rasoat.jobs.kinds import Outcome, work
from rasoat.jobs.progress import Progress
from rasoat.reports.dashboards import ahead
from rasoat.rounds.models import Round


@work(ahead.DRAW, unasked=True)
def draw(progress: Progress, *, round_pk: int) -> Outcome:
    """Draw the charts of the job's unit and of the units above it in the round."""
    round_ = Round.objects.select_related("unit").get(pk=round_pk)
    units = list(ahead.places(round_, progress.job.unit))
    count = sum(ahead.draw(round_, unit) for unit in progress.each(units, len(units), doing=str))
    return Outcome(told=f"{count} hình")
