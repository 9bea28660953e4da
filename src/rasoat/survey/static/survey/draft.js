// Every answer goes to the server as soon as it is given, and stays on this machine until the server has it: neither a
// lost connection nor an empty battery costs an answer. Without this module the button «Lưu lại» does the same.

const PREFIX = "rasoat:";
const OWN = ["csrfmiddlewaretoken", "submission_id", "features_id", "ticks", "version", "base", "editor", "luu"];
const SEVERAL = ";";
const PAUSE = 700;
const LONGEST_WAIT = 60_000;

const form = document.querySelector("form[data-save]");
if (form) start();
if (form && navigator.geolocation) offerPlace();

function start() {
  const words = JSON.parse(document.getElementById("draft-words").textContent);
  const store = storage();
  const key = PREFIX + form.dataset.draft;
  const waiting = new Map();
  let [timer, sending, wait] = [undefined, false, 2000];

  // What is typed and not confirmed.
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  addEventListener("pagehide", () => send());
  addEventListener("online", () => send());
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    try { sessionStorage.setItem(`${PREFIX}sent`, key); } catch { /* no storage, nothing to clear */ }
  });
  restore();
  offerLeftOver();

  function typed({ target: { name, type } }) {
    if (!name || OWN.includes(name) || type === "file") return;
    waiting.set(name, valueOf(name));
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }

  function keep() {
    const { base, editor } = form.elements;
    if (!waiting.size) return store?.removeItem(key);
    const kept = { base: base.value, editor: editor.value, fields: Object.fromEntries(waiting) };
    try { store?.setItem(key, JSON.stringify(kept)); } catch { /* full or switched off: the server still gets it */ }
  }

  function restore() {
    const kept = readKept(store, key);
    if (!kept) return;
    // A page that came back refused shows what was sent: that counts, not what was typed before it.
    const returned = document.getElementById("errors");
    if (!returned) Object.assign(form.elements.base, { value: kept.base });
    form.elements.editor.value = kept.editor;
    for (const [name, value] of Object.entries(kept.fields)) {
      if (!form.elements.namedItem(name)) continue;
      if (!returned) put(name, value);
      waiting.set(name, valueOf(name));
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
    send();
  }

  // Between this page and the server.
  async function send() {
    clearTimeout(timer);
    if (sending || !waiting.size) return;
    sending = true;
    const sent = new Map(waiting);
    say(words.saving);
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: body(sent), keepalive: true, headers: { Accept: "application/json" } });
      if (answer.redirected) fail(words.signIn);
      else if (answer.status === 422) refuse(await answer.json());
      else if (answer.ok) confirm(await answer.json(), sent);
      else fail(words.kept);
    } catch {
      fail(words.kept);
    }
    sending = false;
    if (waiting.size && !timer) timer = setTimeout(send, PAUSE);
  }

  function body(sent) {
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "version", "base", "editor"]) data.set(name, form.elements[name].value);
    for (const [name, value] of sent) data.set(name, value);
    return data;
  }

  function confirm({ revision, at, others, who, clashes, choose }, sent) {
    for (const [name, value] of sent) if (waiting.get(name) === value) waiting.delete(name);
    const news = Object.entries(others).filter(([name, value]) => !waiting.has(name) && show(name, value));
    // An answer typed meanwhile over one that is new here stands against what this page knew before.
    if (!Object.keys(others).some((name) => waiting.has(name))) form.elements.base.value = revision;
    keep();
    wait = 2000;
    timer = undefined;
    if (news.length) {
      form.dispatchEvent(new Event("change", { bubbles: true }));
      document.querySelector("[data-draft-news]").textContent = fill(words.others, { who, n: news.length });
    }
    if (clashes) say(fill(words.clash, { n: clashes }), choose);
    else say(news.length ? fill(words.others, { who, n: news.length }) : fill(words.saved, { at }));
  }

  function show(name, value) {
    if (!form.elements.namedItem(name) || valueOf(name) === value) return false;
    put(name, value);
    return true;
  }

  function refuse({ code, sentence }) {
    timer = setTimeout(send, LONGEST_WAIT);
    say(code ? `${code}: ${sentence}` : words.kept);
  }

  function fail(said) {
    wait = Math.min(wait * 2, LONGEST_WAIT);
    timer = setTimeout(send, wait);
    say(said);
  }

  function say(text, address) {
    const place = document.querySelector("[data-draft-state]");
    if (!address) return place.replaceChildren(text);
    place.replaceChildren(Object.assign(document.createElement("a"), { href: address, textContent: text }));
  }

  /** Answers of an earlier version of this form that never reached the server are offered, not thrown away. */
  function offerLeftOver() {
    const stem = key.slice(0, key.lastIndexOf(":") + 1);
    const old = Object.keys(store ?? {}).find((other) => other.startsWith(stem) && other !== key && readKept(store, other));
    const box = document.getElementById("left-over");
    if (!old || !box) return;
    box.hidden = false;
    const done = () => { store.removeItem(old); box.hidden = true; };
    box.querySelector("[data-drop]").addEventListener("click", done);
    box.querySelector("[data-take]").addEventListener("click", () => {
      for (const [name, value] of Object.entries(readKept(store, old).fields)) {
        if (show(name, value)) waiting.set(name, value);
      }
      keep();
      form.dispatchEvent(new Event("change", { bubbles: true }));
      done();
      send();
    });
  }
}

/** What a field holds: the choices ticked in it, joined as the server joins them, or its value. */
function valueOf(name) {
  const ticks = ticksOf(name);
  return ticks.length ? ticks.filter(({ checked }) => checked).map(({ value }) => value).join(SEVERAL) : form.elements.namedItem(name).value;
}

function put(name, value) {
  const ticks = ticksOf(name);
  for (const tick of ticks) tick.checked = value.split(SEVERAL).includes(tick.value);
  if (!ticks.length) form.elements.namedItem(name).value = value;
}

function ticksOf(name) {
  return [...form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`)];
}

/** Where the device is, rounded before it leaves it; only when somebody asks for it. */
function offerPlace() {
  const button = document.getElementById("take-place");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
    for (const name of ["latitude", "longitude"]) {
      const field = form.elements[name];
      field.value = coords[name].toFixed(2);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }));
}

function readKept(store, key) {
  try {
    const kept = JSON.parse(store?.getItem(key) ?? "null");
    return kept?.fields && Object.keys(kept.fields).length ? kept : null;
  } catch {
    return null;
  }
}

function storage() {
  try { return window.localStorage; } catch { return null; }
}

const fill = (text, places) => text.replace(/%\((\w+)\)s/g, (_, place) => places[place]);
