// A long form one question at a time, where the screen is narrow or the person prefers it; and by the keyboard alone.
// Without this module the whole form stands on one page and works the same.

const MODE = "rasoat-sheet";
const form = document.querySelector("form[data-wizard]");

if (form) start();

function start() {
  const narrow = matchMedia("(max-width: 59.99rem)");
  const steps = [...form.querySelectorAll(".group")].flatMap(stepsOf);
  const place = form.querySelector("[data-wizard-place]");
  const bar = form.querySelector(".wizard-bar progress");
  const atEndOnly = form.querySelectorAll("[data-wizard-at-end]");
  const mode = form.querySelector(".wizard-mode");
  let at = first();

  form.classList.add("has-script");
  history.replaceState({ at, depth: history.state?.depth ?? 0 }, "");
  form.querySelector(".wizard-next").addEventListener("click", () => go(at + 1));
  form.querySelector(".wizard-back").addEventListener("click", back);
  addEventListener("popstate", ({ state }) => { if (state && "at" in state) show(state.at, true); });
  narrow.addEventListener("change", () => show(at, false));
  mode.addEventListener("click", () => { remember(oneByOne() ? "all" : "one"); show(at, true); });
  document.addEventListener("keydown", press);
  document.querySelectorAll("#errors a[href^='#id_']").forEach((link) => link.addEventListener("click", () => {
    const target = document.getElementById(link.hash.slice(1));
    const index = steps.findIndex((step) => step.contains(target));
    if (index >= 0) { show(index, false); target.focus(); }
  }));
  show(at, false);

  /** A group that asks nobody anything by itself is one step; every question is a step of its own. */
  function stepsOf(group) {
    const questions = [...group.querySelectorAll(".question")];
    return questions.length ? questions : [group];
  }

  /** Where to begin: at the first fault, where one was before the page was loaded again, or at the first open question. */
  function first() {
    const wrong = steps.findIndex((step) => step.querySelector(".field-error"));
    if (wrong >= 0) return wrong;
    if (Number.isInteger(history.state?.at)) return Math.min(history.state.at, steps.length - 1);
    const open = "begun" in form.dataset ? steps.findIndex((step) => !answered(step)) : 0;
    return open >= 0 ? open : steps.length - 1;
  }

  function answered(step) {
    const typed = [...step.querySelectorAll("input:not([type=radio], [type=checkbox])")];
    return Boolean(step.querySelector("input:is([type=radio], [type=checkbox]):checked")) || typed.some(({ value }) => value) || step.matches("[data-group=remarks]");
  }

  function oneByOne() {
    let chosen = null;
    try { chosen = localStorage.getItem(MODE); } catch { /* no storage: as the screen is */ }
    return chosen ? chosen === "one" : narrow.matches;
  }

  function remember(chosen) {
    try { localStorage.setItem(MODE, chosen); } catch { /* the choice holds for this page only */ }
  }

  function show(index, focus) {
    at = Math.min(Math.max(index, 0), steps.length - 1);
    const [one, step] = [oneByOne(), steps[at]];
    form.classList.toggle("js-wizard", one);
    form.classList.toggle("at-start", at === 0);
    form.classList.toggle("at-end", at === steps.length - 1);
    for (const each of form.querySelectorAll(".is-now")) each.classList.remove("is-now");
    for (const each of [step, step.closest(".person"), step.closest(".group")]) each?.classList.add("is-now");
    atEndOnly.forEach((each) => { each.hidden = one && narrow.matches && at !== steps.length - 1; });
    Object.assign(bar, { max: steps.length, value: at + 1 });
    place.textContent = one ? `${at + 1}/${steps.length}` : "";
    mode.textContent = one ? mode.dataset.all : mode.dataset.one;
    if (focus && one) {
      scrollTo(0, Math.max(form.getBoundingClientRect().top + scrollY - 12, 0));
      enter(step);
    }
  }

  function go(index) {
    if (index >= steps.length) return;
    history.pushState({ at: index, depth: (history.state?.depth ?? 0) + 1 }, "");
    show(index, true);
  }

  /** Where one came from, as the browser's own back; on a page just opened, the question before. */
  function back() {
    if (history.state?.depth) return history.back();
    show(at - 1, true);
    history.replaceState({ at, depth: 0 }, "");
  }

  function enter(step) {
    const field = step.querySelector("input:checked") ?? step.querySelector("input:not([type=hidden]), textarea:not(:disabled)");
    (field ?? step.querySelector("h2, .ask") ?? step).focus({ preventScroll: oneByOne() });
  }

  function press(event) {
    const { key, target, altKey } = event;
    if (target !== document.body && !form.contains(target)) return;
    const typing = target.matches("textarea, input:not([type=radio]):not([type=checkbox])");
    const step = steps.find((each) => each.contains(target)) ?? steps[at];
    if (key === "Enter" && target.matches("input")) {
      event.preventDefault();
      onward(steps.indexOf(step) + 1);
    } else if (altKey && key === "ArrowLeft" && oneByOne()) {
      event.preventDefault();
      back();
    } else if (!typing && !altKey && !event.ctrlKey && !event.metaKey && /^[1-9]$/.test(key)) {
      step.querySelectorAll("input:is([type=radio], [type=checkbox])")[Number(key) - 1]?.click();
    }
  }

  function onward(index) {
    if (index >= steps.length) form.querySelector("#answers-save, button.primary.only-end")?.focus();
    else if (oneByOne()) go(index);
    else enter(steps[index]);
  }
}
