"""Several people at one form: whatever they do in whatever order, no answer of anybody is lost."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from rasoat.survey.merging import Entry, History, add, merge, read, since, standing

INITIAL = {"wall": "wood", "tv": ""}
NAMES = ("wall", "tv", "cattle")
VALUES = ("", "0", "1", "2", "wood")


@dataclass
class Page:
    """A browser at the form: what it shows, and which revision that is."""

    editor: str
    base: int = 0
    shown: dict[str, str] = field(default_factory=lambda: {name: INITIAL.get(name, "") for name in NAMES})


@dataclass
class Server:
    """The draft as the server keeps it, with the clashes nobody has settled."""

    history: History = field(default_factory=dict)
    revision: int = 0
    clashes: dict[tuple[str, str], str] = field(default_factory=dict)

    def save(self, page: Page, typed: dict[str, str], *, reply: bool = True) -> None:
        """Take in what a page sends; without ``reply`` the page never hears of it."""
        merged = merge(self.history, INITIAL, page.base, page.editor, typed)
        others = since(self.history, page.base, page.editor)
        if merged.written:
            self.revision += 1
            entry = Entry(self.revision, "", len(page.editor), "", page.editor)
            self.history = add(self.history, merged.written, entry)
        for clash in merged.clashes:
            self.clashes[clash.name, page.editor] = clash.value
        if reply:
            page.shown |= {name: entry.value for name, entry in others.items()}
            page.base = self.revision

    def values(self, name: str) -> set[str]:
        """Every value of an answer that is still on record."""
        kept = {entry.value for entry in self.history.get(name, ())}
        return kept | {value for (each, _), value in self.clashes.items() if each == name}


step = st.tuples(
    st.integers(0, 2),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES), min_size=1),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(step, max_size=20))
def test_no_answer_is_lost(steps: list[tuple[int, dict[str, str], bool, bool]]) -> None:
    """What each page typed last is in the form's history or waits in a clash, unless the form held it already."""
    server, pages = Server(), [Page(editor) for editor in "abc"]
    typed: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for who, answers, whole, reply in steps:
        page = pages[who]
        page.shown |= answers
        for name, value in answers.items():
            typed[page.editor, name] = value, server.values(name) | {INITIAL.get(name, "")}
        server.save(page, dict(page.shown) if whole else answers, reply=reply)
        lost = [
            (name, value)
            for (_, name), (value, held) in typed.items()
            if value not in server.values(name) | held
        ]
        assert lost == []


@given(st.lists(step, max_size=20))
def test_nobody_overwrites_an_answer_he_has_not_seen(
    steps: list[tuple[int, dict[str, str], bool, bool]],
) -> None:
    """What follows another page's answer in the history was typed by somebody who had that answer before him."""
    server, pages = Server(), [Page(editor) for editor in "abc"]
    for who, answers, whole, reply in steps:
        page = pages[who]
        base, before = page.base, {name: list(server.history.get(name, ())) for name in NAMES}
        page.shown |= answers
        server.save(page, dict(page.shown) if whole else answers, reply=reply)
        for name in NAMES:
            old, new = before[name], server.history.get(name, ())
            if len(new) > len(old) > 0:
                assert old[-1].revision <= base or old[-1].editor == page.editor


@given(st.lists(step, max_size=12))
def test_the_same_save_twice_changes_nothing_more(
    steps: list[tuple[int, dict[str, str], bool, bool]],
) -> None:
    """A page that lost the reply sends again: the form stays as it is."""
    server, pages = Server(), [Page(editor) for editor in "abc"]
    for who, answers, _whole, _reply in steps:
        page = pages[who]
        server.save(page, answers, reply=False)
        once = standing(server.history, INITIAL)
        server.save(page, answers, reply=False)
        assert standing(server.history, INITIAL) == once


def test_different_answers_merge_by_themselves() -> None:
    """Two pages of one form, each another question: both answers stand and nobody is asked."""
    server, one, two = Server(), Page("a"), Page("b")
    server.save(one, {"wall": "brick"})
    server.save(two, {"cattle": "3"})
    assert standing(server.history, INITIAL) == {"wall": "brick", "tv": "", "cattle": "3"}
    assert server.clashes == {}


def test_the_same_answer_twice_is_no_clash() -> None:
    """Both say the same: there is nothing to choose."""
    server, one, two = Server(), Page("a"), Page("b")
    server.save(one, {"wall": "brick"})
    server.save(two, {"wall": "brick"})
    assert server.clashes == {}


def test_a_stored_history_is_read_back() -> None:
    """From JSON lists and back nothing changes."""
    history = add({}, {"tv": "1"}, Entry(1, "", 7, "2018-10-20T08:00:00", "a"))
    assert read({name: [list(entry) for entry in entries] for name, entries in history.items()}) == history
