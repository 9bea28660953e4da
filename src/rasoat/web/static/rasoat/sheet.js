// Phiếu B on a phone: one group of questions a screen, back always safe, and a draft that outlives an empty battery.
// Without this module the whole form stands on one page and works the same.

const form = document.querySelector("form[data-wizard]");
const PREFIX = "rasoat:";

if (form) {
  keepDraft(form);
  const narrow = matchMedia("(max-width: 59.99rem)");
  const wizard = new Map();
  const groups = [...form.querySelectorAll(".group")];
  const place = form.querySelector("[data-wizard-place]");
  const bar = form.querySelector(".wizard-bar progress");
  const atEndOnly = form.querySelectorAll("[data-wizard-at-end]");

  const firstWrong = groups.findIndex((group) => group.querySelector(".field-error"));
  wizard.set("at", Math.max(firstWrong, 0));

  const show = (at, focus) => {
    const now = Math.min(Math.max(at, 0), groups.length - 1);
    wizard.set("at", now);
    const on = narrow.matches;
    form.classList.toggle("js-wizard", on);
    form.classList.toggle("at-start", now === 0);
    form.classList.toggle("at-end", now === groups.length - 1);
    groups.forEach((group, index) => group.classList.toggle("is-now", index === now));
    atEndOnly.forEach((each) => { each.hidden = on && now !== groups.length - 1; });
    bar.max = groups.length;
    bar.value = now + 1;
    place.textContent = `${now + 1}/${groups.length}`;
    if (focus && on) {
      groups[now].querySelector("h2").focus({ preventScroll: true });
      scrollTo(0, Math.max(form.getBoundingClientRect().top + scrollY - 12, 0));
    }
  };

  const go = (at) => {
    history.pushState({ at }, "");
    show(at, true);
  };

  history.replaceState({ at: wizard.get("at") }, "");
  form.querySelector(".wizard-next").addEventListener("click", () => go(wizard.get("at") + 1));
  form.querySelector(".wizard-back").addEventListener("click", () => history.back());
  addEventListener("popstate", (event) => { if (event.state && "at" in event.state) show(event.state.at, true); });
  narrow.addEventListener("change", () => show(wizard.get("at"), false));
  form.addEventListener("keydown", (event) => {
    // Enter moves on instead of handing in a half-filled form.
    if (event.key !== "Enter" || !event.target.matches("input") || !form.classList.contains("js-wizard")) return;
    if (!form.classList.contains("at-end")) { event.preventDefault(); go(wizard.get("at") + 1); }
  });
  document.querySelectorAll("#errors a[href^='#id_']").forEach((link) => link.addEventListener("click", () => {
    const target = document.getElementById(link.hash.slice(1));
    const index = groups.findIndex((group) => group.contains(target));
    if (index >= 0) { show(index, false); target.focus(); }
  }));
  show(wizard.get("at"), false);
}

function keepDraft(sheet) {
  const key = PREFIX + sheet.dataset.draft;
  const store = safeStorage();
  if (!store) return;
  const stem = key.slice(0, key.lastIndexOf(":") + 1);
  for (const other of Object.keys(store)) if (other.startsWith(stem) && other !== key) store.removeItem(other);
  const typed = () => [...new FormData(sheet)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const returned = document.getElementById("errors");
  const kept = store.getItem(key);
  if (kept && !returned) restore(sheet, JSON.parse(kept));
  sheet.addEventListener("submit", () => sessionStorage.setItem(PREFIX + "sent", key));
  sheet.addEventListener("input", () => store.setItem(key, JSON.stringify(typed())));
}

function restore(sheet, pairs) {
  for (const [name, value] of pairs) {
    const found = sheet.elements.namedItem(name);
    if (found) found.value = value;
  }
  sheet.dispatchEvent(new Event("change", { bubbles: true }));
}

function safeStorage() {
  try { return window.localStorage; } catch { return null; }
}
