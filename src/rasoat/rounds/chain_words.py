"""What the steps between commune and province are called under a round's chain of approval."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.law import Act, Chain

LEVELS = {"commune": gettext_lazy("xã"), "district": gettext_lazy("huyện"), "province": gettext_lazy("tỉnh")}


def asked(chain: Chain) -> str:
    """Return the level that is asked for its opinion on a commune's report, in words; empty where nobody is."""
    levels = chain.levels(Act.OPINION)
    return str(LEVELS[levels[0]]) if levels else ""


def report_step(chain: Chain) -> str:
    """Return what the commune's report is called: after the level it goes to, or the decision that follows."""
    level = asked(chain)
    if level:
        return _("Báo cáo kết quả lên %(level)s") % {"level": level}
    return _("Báo cáo kết quả, trình Chủ tịch xã quyết định")


def send_button(chain: Chain) -> str:
    """Return what the button says that sends the report on."""
    level = asked(chain)
    return _("Gửi lên %(level)s") % {"level": level} if level else _("Trình Chủ tịch xã")


def chain_words(chain: Chain) -> dict[str, str]:
    """Return what the pages of a commune's dossier call those above: ``asked``, ``report_step``, ``send_button``."""
    return {"asked": asked(chain), "report_step": report_step(chain), "send_button": send_button(chain)}
