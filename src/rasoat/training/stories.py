"""The story of an invented household in words, and which sentence of it answers which question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rasoat import scoring
from rasoat.law import Question
from rasoat.survey.forms import GROUPS
from rasoat.text_vi import number
from rasoat.training.households import Invented, Someone, asked_of
from rasoat.training.sentences import IN_THE_FORM, NO, NOTHING_ELSE, PEOPLE, PERSON, SENTENCES, YES


class Part(NamedTuple):
    """One part of a story: what it is about, and its sentences."""

    key: str
    title: str
    sentences: list[str]

    @property
    def text(self) -> str:
        """The sentences; each person on a line of his own."""
        return ("\n" if self.key == "people" else " ").join(self.sentences)


class Story(NamedTuple):
    """A story in one language; ``said`` gives the sentence that answers a question."""

    parts: list[Part]
    said: dict[str, str]


def story_of(home: Invented, language: str) -> Story:
    """Return the story of a household; what follows from its people is told of the people."""
    said: dict[str, str] = {}
    parts = [Part("people", _title("people"), _people(home, said, language))]
    by_id = {question.id: question for question in asked_of(home.rules, home.place)}
    for each in home.rules.member_columns:
        by_id.pop(each, None)
    for key, _label, ids in GROUPS:
        asked = [by_id.pop(each) for each in ids if each in by_id]
        if asked:
            parts.append(Part(key, _title(key), list(_sentences(home, key, asked, said, language))))
    if by_id:
        rest = list(_sentences(home, "", list(by_id.values()), said, language))
        parts.append(Part("others", _title("services-lack"), rest))
    return Story([part for part in parts if part.sentences], said)


def _title(key: str) -> str:
    return next((str(label) for each, label, _ids in GROUPS if each == key), "")


def _people(home: Invented, said: dict[str, str], language: str) -> list[str]:
    listed = ", ".join(PERSON.to(language, name=each.name, age=each.age) for each in home.people)
    everybody = PEOPLE.to(language, n=len(home.people), list=listed)
    about = [_person(home, each, language) for each in home.people]
    whole = " ".join([everybody, *about])
    for column in home.rules.member_columns:
        said[column] = whole
    for column in ("household_size",):
        said[column] = everybody
    found = home.explained(language)
    for line in found.deprivations:
        if line.key in said:
            said[line.key] = _because(home, line.key, language)
    return [everybody, *about]


def _person(home: Invented, each: Someone, language: str) -> str:
    facts = [
        question.said[each.answers[question.id]][0 if language == "vi" else 1]
        for question in home.rules.member_questions
        if question.id in each.answers
    ]
    return f"{each.name} ({each.age}): {', '.join(facts)}."


def _because(home: Invented, column: str, language: str) -> str:
    """Return who makes an indicator deprived, by the rule of the pack; or that nobody does."""
    judged = scoring.judge(home.rules, [each.member() for each in home.people], home.rules.on)
    found = [
        f"{home.people[each.index].name} ({each.age}): {each.said(language)}"
        for each in judged.findings
        if each.indicator == column
    ]
    if found:
        return "; ".join(found) + "."
    return "không ai trong hộ như vậy." if language == "vi" else "nobody of the house is so."


def _sentences(
    home: Invented, group: str, asked: list[Question], said: dict[str, str], language: str
) -> Iterator[str]:
    silent = []
    for question in asked:
        answer = home.answers[question.id]
        if group in NOTHING_ELSE and answer == 0:
            silent.append(question.id)
            continue
        said[question.id] = _sentence(question, answer, language)
        yield said[question.id]
    if silent:
        closing = NOTHING_ELSE[group].to(language)
        said.update(dict.fromkeys(silent, closing))
        yield closing


def _sentence(question: Question, answer: int | str, language: str) -> str:
    told = SENTENCES.get(question.id, {})
    sentence = told.get(str(answer)) or told.get("n")
    if sentence is not None:
        return sentence.to(language, n=figure(answer, language))
    return IN_THE_FORM.to(
        language, asked=question.label(language), answer=answer_text(question, answer, language)
    )


def figure(answer: int | str, language: str) -> str:
    """Return a number as it is written in ``language``."""
    if not isinstance(answer, int):
        return str(answer)
    return number(answer) if language == "vi" else f"{answer:,}"


def answer_text(question: Question, answer: int | str | None, language: str) -> str:
    """Return an answer in the words of the form."""
    if answer is None:
        return "–"
    if question.type == "yes_no":
        return (YES if str(answer) == "1" else NO).to(language)
    chosen = next((choice for choice in question.choices if choice.key == answer), None)
    return chosen.label(language) if chosen else figure(answer, language)
