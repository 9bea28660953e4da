"""Draws the state table as it stands in docs/process.md."""

from __future__ import annotations

from rasoat.rounds.states import (
    CASE_STEPS,
    CERTIFICATE_STEPS,
    CORRECTION_STEPS,
    FINDING_STEPS,
    HOUSEHOLD_STEPS,
    RESULT_STEPS,
    TRANSITIONS,
    CaseState,
    CertificateState,
    CommuneState,
    CorrectionState,
    FindingState,
    HouseholdState,
    ResultState,
    RoundState,
    VillageState,
)

OTHERS = (*CASE_STEPS, *CERTIFICATE_STEPS, *FINDING_STEPS, *CORRECTION_STEPS, *RESULT_STEPS)
STATES = {
    "village": VillageState,
    "commune": CommuneState,
    "round": RoundState,
    "case": CaseState,
    "certificate": CertificateState,
    "finding": FindingState,
    "correction": CorrectionState,
    "province": ResultState,
}


def state_table() -> str:
    """Return a Mermaid drawing a kind of unit, made from the table that the actions ask."""
    drawings = {"household": household_drawing(), **{of: drawing(of) for of in STATES}}
    return "\n\n".join(f"### {of}\n\n```mermaid\n{lines}\n```" for of, lines in drawings.items())


def household_drawing() -> str:
    """Return the states of a household, which follow from the facts, and what each action makes of them."""
    lines = ["stateDiagram-v2", f"    [*] --> {HouseholdState.UNSEEN.value}"]
    lines += [f"    {state.value}: {state.value} – {state.label}" for state in HouseholdState]
    for step in HOUSEHOLD_STEPS:
        for source in step.sources:
            lines += [f"    {source} --> {outcome}: {step.action}" for outcome in step.outcomes]
    return "\n".join(lines)


def drawing(of: str) -> str:
    """Return the states of ``of`` and the steps between them; steps that stay are listed in the state."""
    states = list(STATES[of])
    lines = ["stateDiagram-v2", f"    [*] --> {states[0].value}"]
    lines += [f"    {state.value}: {state.value} – {state.label}" for state in states]
    for step in (each for each in (*TRANSITIONS, *OTHERS) if each.of == of):
        for source in step.sources:
            lines.append(f"    {source} --> {step.to or source}: {step.action}")
        for source in step.unasked:
            lines.append(
                f"    {source} --> {step.to or source}: {step.action} (without an opinion in the chain)"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    print(state_table())
