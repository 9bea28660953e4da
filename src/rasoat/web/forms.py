"""The sign-in form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """User name and password, in the words of this office."""

    error_messages = {
        "invalid_login": _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại; nếu quên, nhờ quản trị viên đặt lại mật khẩu."
        ),
        "inactive": _("Tài khoản này đã ngừng sử dụng. Hãy hỏi quản trị viên."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Tên đăng nhập")
        self.fields["password"].label = _("Mật khẩu")
        assert isinstance(self.fields["username"], forms.CharField)
        self.fields["username"].widget.attrs.update(autocapitalize="none", spellcheck="false")
