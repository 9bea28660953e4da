"""Vietnamese first, English complete."""

from __future__ import annotations

import re

from tests.messages.catalogue import PO, compiled, fresh, messages, po_text, untranslated


def test_every_message_has_its_english() -> None:
    """No page falls back to Vietnamese when English is chosen."""
    assert untranslated(fresh()) == []


def test_catalogue_is_fresh() -> None:
    """`scripts/messages` has been run since a text changed."""
    assert PO.read_bytes() == po_text(fresh())


def test_compiled_catalogue_is_fresh() -> None:
    """django.mo is what django.po says."""
    assert PO.with_suffix(".mo").read_bytes() == compiled()


def test_places_to_fill_in_are_the_same() -> None:
    """A translation fills in what the message fills in."""
    place = re.compile(r"%\((\w+)\)[sd]")
    wrong = [
        str(message.id)
        for message in fresh()
        if message.id
        and not isinstance(message.id, tuple)
        and set(place.findall(str(message.id))) != set(place.findall(str(message.string)))
    ]
    assert wrong == []


def test_messages_are_found_in_templates_and_in_code() -> None:
    """The extraction sees both."""
    suffixes = {place.rpartition(".")[2] for place, _ in messages()}
    assert suffixes == {"html", "py"}
