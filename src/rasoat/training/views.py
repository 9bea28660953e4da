"""Pages of the course and of practice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.accounts.access import permitted
from rasoat.accounts.doors import Visit
from rasoat.accounts.roles import Permission
from rasoat.areas.models import Level, Unit
from rasoat.audit.action import today as real_today
from rasoat.audit.desk import carry_out, language, page
from rasoat.errors import Refused, sentence
from rasoat.rounds.crumbs import Crumb, round_trail
from rasoat.rounds.models import CommuneRound, Round
from rasoat.rounds.queries import Calendar, find_round
from rasoat.survey.forms import PlainForm
from rasoat.training.course import TOPICS, Topic, topic_of
from rasoat.training.households import HOUSEHOLDS, Invented, place_of
from rasoat.training.learning import Practise, ReadTopic, practice_home
from rasoat.training.lesson import Lesson
from rasoat.training.marking import mistakes
from rasoat.training.models import Attempt
from rasoat.training.practice_form import PracticeForm
from rasoat.training.queries import (
    conferences_of,
    home_of,
    hosts,
    learners_of,
    standing_of,
)
from rasoat.training.stories import story_of


def trail(round_: Round, last: str = "") -> list[Crumb]:
    """Progress of the round, the training, then ``last``."""
    crumbs = round_trail(round_)
    here = Crumb(_("Tập huấn"), reverse("training", args=[round_.pk]) if last else "")
    return [*crumbs, here, Crumb(last)] if last else [*crumbs, here]


@permitted(Permission.TRAINING_VIEW)
@require_GET
def index(request: Visit, pk: int) -> HttpResponse:
    """The course, the practice, the conferences."""
    round_ = find_round(request, pk)
    standing = standing_of(request.user, round_)
    learns = home_of(request.access, round_, Permission.TRAINING_LEARN) is not None
    context = {
        "round": round_,
        "standing": standing,
        "topics": [(topic, topic.title(language()), topic.key in standing.read) for topic in TOPICS],
        "households": [(n, standing.best.get(n)) for n in range(1, HOUSEHOLDS + 1)],
        "learns": learns,
        "conferences": conferences_of(round_),
        "keeps": bool(request.access.scope(Permission.TRAINING_KEEP).paths),
        "hosts": hosts(request.access, round_),
        "next": _next(standing.read, standing.best) if learns else None,
        "crumbs": trail(round_),
    }
    return page(request, "training/index.html", context)


def _next(read: frozenset[str], best: dict[int, int]) -> tuple[str, Any] | None:
    """What comes next: the first page not read, else the first household not solved."""
    for topic in TOPICS:
        if topic.key not in read:
            return "topic", topic.key
    return next((("practice", n) for n in range(1, HOUSEHOLDS + 1) if best.get(n) != 0), None)


@permitted(Permission.TRAINING_VIEW)
@require_GET
def topic(request: Visit, pk: int, key: str) -> HttpResponse:
    """One page of the course."""
    round_ = find_round(request, pk)
    return _topic_page(request, round_, _topic(key))


def _topic(key: str) -> Topic:
    found = topic_of(key)
    if found is None:
        raise Http404(f"A003 {sentence('A003')}")
    return found


def _topic_page(request: Visit, round_: Round, found: Topic, form: PlainForm | None = None) -> HttpResponse:
    unit = _reader_unit(request, round_)
    lesson = Lesson(round_.rules, language(), place_of(unit), Calendar(round_).of(unit))
    at = TOPICS.index(found)
    context = {
        "round": round_,
        "topic": found,
        "title": found.title(language()),
        "sections": found.sections(lesson),
        "before": TOPICS[at - 1] if at else None,
        "after": TOPICS[at + 1] if at + 1 < len(TOPICS) else None,
        "of": len(TOPICS),
        "read": found.key in standing_of(request.user, round_).read,
        "learns": home_of(request.access, round_, Permission.TRAINING_LEARN) is not None,
        "version": round_.rules.version_title_vi if language() == "vi" else round_.rules.version_title_en,
        "plain": form or PlainForm(),
        "crumbs": trail(round_, found.title(language())),
    }
    return page(request, "training/topic.html", context)


def _reader_unit(request: Visit, round_: Round) -> Unit:
    """The unit whose points and days a page shows: the reader's own, or the first commune of his area."""
    for permission in (Permission.TRAINING_LEARN, Permission.TRAINING_VIEW):
        own = home_of(request.access, round_, permission)
        if own is not None and own.level in (Level.VILLAGE, Level.COMMUNE):
            return own
    first = CommuneRound.objects.filter(round=round_, unit__area_type="rural").select_related("unit").first()
    first = first or CommuneRound.objects.filter(round=round_).select_related("unit").first()
    return first.unit if first else round_.unit


@permitted(Permission.TRAINING_LEARN)
@require_POST
def read(request: Visit, pk: int, key: str) -> HttpResponse:
    """Note that a page is read, and go on to the next."""
    round_, found = find_round(request, pk), _topic(key)
    unit = _learner_unit(request, round_)
    form = PlainForm(request.POST)
    done = carry_out(form, lambda _typed: ReadTopic(actor=request.user, round=round_, at=unit, topic=found))
    if done is None:
        return _topic_page(request, round_, found, form)
    at = TOPICS.index(found) + 1
    if at < len(TOPICS):
        return redirect("training-topic", pk, TOPICS[at].key)
    messages.success(request, _("Đã học xong các bài. Bây giờ thực hành với các hộ nghĩ ra."))
    return redirect("training", pk)


def _learner_unit(request: Visit, round_: Round) -> Unit:
    unit = home_of(request.access, round_, Permission.TRAINING_LEARN)
    if unit is None:
        raise Http404(f"A003 {sentence('A003')}")
    return unit


@permitted(Permission.TRAINING_LEARN)
@require_http_methods(["GET", "POST"])
def practise(request: Visit, pk: int, number: int) -> HttpResponse:
    """Fill the form of an invented household; what was wrong in the last attempt is explained and can be corrected."""
    round_ = find_round(request, pk)
    unit = _learner_unit(request, round_)
    try:
        home = practice_home(round_, unit, request.user.pk, number)
    except Refused as error:
        if error.code == "P460":
            raise Http404(f"P460 {error.sentence(language())}") from None
        return render(
            request, "training/unscored.html", {"round": round_, "error": error, "crumbs": trail(round_)}
        )
    story = story_of(home, language())
    if request.method == "POST":
        form, told = PracticeForm(round_.rules, request.POST, story, unit=unit), PlainForm(request.POST)
        if form.is_valid():
            made = carry_out(
                told,
                lambda _typed: Practise(
                    actor=request.user, round=round_, at=unit, household=number, answers=form.answers
                ),
            )
            if made is not None:
                return redirect("training-practice", pk, number)
        context = _practice(round_, home, form, story) | {"told": told}
        return page(request, "training/practice.html", context)
    return render(request, "training/practice.html", _shown(request, round_, home, unit))


def _shown(request: Visit, round_: Round, home: Invented, unit: Unit) -> dict[str, Any]:
    """The household with the last attempt marked, or blank before the first one and when it is begun again."""
    story = story_of(home, language())
    tries = Attempt.objects.filter(
        round=round_, user=request.user, household=home.number, pack_hash=round_.pack_hash
    )
    last = tries.order_by("-number").first()
    if last is None or "lai" in request.GET:
        return _practice(round_, home, PracticeForm(round_.rules, None, story, unit=unit), story)
    found = mistakes(home, last.answers, language())
    typed = {key: str(value) for key, value in last.answers.items()}
    form = PracticeForm(round_.rules, typed, story, unit=unit)
    form.is_valid()
    form.mark(found)
    given = home.explained(language(), **last.answers)
    more = {"last": last, "mistakes": found, "given": given, "right": home.explained(language())}
    return _practice(round_, home, form, story) | more


def _practice(round_: Round, home: Invented, form: PracticeForm, story: Any) -> dict[str, Any]:
    return {
        "round": round_,
        "home": home,
        "form": form,
        "story": story,
        "of": HOUSEHOLDS,
        "next": home.number + 1 if home.number < HOUSEHOLDS else None,
        "draft_words": {},
        "crumbs": trail(round_, _("Thực hành: hộ %(n)s") % {"n": home.number}),
    }


@permitted(Permission.TRAINING_KEEP)
@require_GET
def progress(request: Visit, pk: int) -> HttpResponse:
    """How far the village heads are, by commune."""
    round_ = find_round(request, pk)
    communes = learners_of(round_, request.access.scope(Permission.TRAINING_KEEP), real_today())
    every = [each for commune in communes for each in commune.learners]
    context = {
        "round": round_,
        "communes": communes,
        "people": len(every),
        "read": sum(not each.standing.left_to_read for each in every),
        "complete": sum(each.standing.complete for each in every),
        "topics": len(TOPICS),
        "households": HOUSEHOLDS,
        "crumbs": trail(round_, _("Tiến độ học")),
    }
    return page(request, "training/progress.html", context)
