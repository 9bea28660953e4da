"""The small forms of this door."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.audit.desk import DeskForm, LineField


class ReceiptForm(DeskForm):
    """The number of a receipt and the secret code printed beside it."""

    number = LineField(
        label=_("Số biên nhận"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "class": "short",
                "spellcheck": "false",
            }
        ),
    )
    code = LineField(
        label=_("Mã tra cứu"),
        max_length=30,
        help_text=_("12 chữ và số in trên biên nhận; viết hoa hay thường, có gạch nối hay không đều được."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
