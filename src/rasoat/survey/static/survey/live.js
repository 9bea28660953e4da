// Phiếu B counts along while it is typed: points, contradictions and checks stand beside the questions without asking
// the server. Without this module, or while the rules cannot be loaded, the preview of the server shows the same.

const data = document.getElementById("live-data");
const form = document.getElementById("answers-form");
if (data && form) start(JSON.parse(data.textContent));

async function start(live) {
  // Room for the words is made before the rules arrive, so that no question moves afterwards.
  const questions = live.noted.map((id) => form.querySelector(`[data-question="${id}"]`)).filter(Boolean);
  const notes = new Map(questions.map(questionNote));
  const members = form.querySelector("#group-members .group-body");
  if (members) notes.set("members", addNote(members, "live-members"));
  dropShown();
  for (const [key, reason] of Object.entries(live.reasons)) {
    const box = form.querySelector(`[data-live-check="${key}"] textarea`);
    if (box) box.value = reason;
  }
  let script, programs;
  try {
    [script, ...programs] = await Promise.all([import(live.script), ...live.programs.map(load)]);
  } catch {
    return;
  }
  form.addEventListener("htmx:beforeRequest", (event) => event.preventDefault());
  const update = () => show(judge(script, programs, live), notes, live);
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  update();
}

async function load(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

// What is typed.

/** The table of members as the server reads it: empty while nothing is answered about anybody. */
function table(typed, people, questions) {
  const of = (member, id) => typed[`m-${member}-${id}`];
  const rows = people.map(({ member, birth_date }) => ({
    birth_date,
    ...Object.fromEntries(questions.map(({ id }) => [id, of(member, id)])),
  }));
  return rows.some((row) => questions.some(({ id }) => row[id])) ? rows : [];
}

/** Everything the page says about the answers: totals, who makes what deprived, and what to look at again. */
function judge(script, programs, live) {
  const { language, area } = live;
  const [program] = programs;
  const typed = Object.fromEntries(new FormData(form));
  const members = table(typed, live.people, programs.flatMap(({ member_questions }) => member_questions));
  let answers = { ...typed, ...area };
  const [against, told] = [[], new Set()];
  for (const each of members.length ? programs : []) {
    const followed = script.withMembers(each, answers, members);
    answers = followed.answers;
    against.push(...followed.reasons.filter(({ code }) => code === "S011"));
    for (const found of script.judge(each, members).findings) told.add(toldOf(each, found, live));
  }
  const totals = script.running(program, answers);
  const doubts = [...totals.contradictions, ...against].map((reason) => doubtOf(script, program, reason, language));
  for (const check of script.findings(program, answers, members, live.earlier)) {
    doubts.push({ key: check.key, at: placeOf(check), said: check.label[language], short: check.label[language] });
  }
  doubts.push(...(members.length ? [] : tooFewDependants(answers.dependants, live.byAge)));
  return { totals, told: [...told].sort(), doubts: distinct(doubts) };
}

function toldOf({ indicators }, { indicator, index, age, said }, { people, words, language }) {
  const who = fill(words.person, { name: people[index].name, age });
  const label = indicators.find(({ key }) => key === indicator).label[language];
  return `${label}: ${[who, ...said.map((each) => each[language])].join(", ")}`;
}

/** A reason in full, and short for the place beside its question, which needs no naming there. */
function doubtOf(script, program, reason, language) {
  const { code, column } = reason;
  const question = form.querySelector(`[data-question="${column}"] :is(label, .ask)`);
  const sentence = script.sentence(program, reason, language, question?.textContent.trim());
  const rest = script.sentence(program, reason, language, "\0").replace(/^[^\0]*\0[»”]?\s*/, "");
  return { at: column, said: `${code}: ${sentence}`, short: rest.charAt(0).toUpperCase() + rest.slice(1) };
}

function placeOf({ conditions: [{ kind, columns = [] }] }) {
  return { member: "members", jump: "" }[kind] ?? columns[0];
}

/** Fewer dependants than the ages of the roster give want a reason. */
function tooFewDependants(typed, { key, least, said }) {
  if (!/^\s*[0-9]{1,9}\s*$/.test(typed ?? "") || Number(typed) >= least) return [];
  const sentence = fill(said, { typed: Number(typed) });
  return [{ key, at: "dependants", said: sentence, short: sentence }];
}

function distinct(doubts) {
  return doubts.filter(({ said }, index) => doubts.findIndex((other) => other.said === said) === index);
}

const fill = (text, places) => text.replace(/%\((\w+)\)s/g, (_, place) => places[place]);

// What is shown.

function show(found, notes, live) {
  showTotals(found.totals, live.words);
  const totals = document.getElementById("running-totals");
  totals.querySelector("[data-live-told]").replaceChildren(...toldList(found.told, live.words.told));
  totals.querySelector("[data-live-doubts]").replaceChildren(...doubtList(found.doubts, live.words.doubts));
  for (const [place, note] of notes) {
    const said = found.doubts.filter(({ at }) => at === place).map(({ short }) => short).join(" ");
    if (note.title !== said) note.replaceChildren(...(said ? [icon(), said] : []));
    note.title = said;
  }
  for (const box of form.querySelectorAll("[data-live-check]")) showBox(box, found.doubts);
  showMini(found, live.words);
  announce(found, live.words);
}

function showTotals({ b1, b2, answered, of, scored }, words) {
  const totals = document.getElementById("running-totals");
  const all = form.querySelectorAll("[data-question]").length;
  const number = (value) => new Intl.NumberFormat("vi-VN").format(value);
  totals.querySelector("[data-b1]").textContent = number(b1);
  totals.querySelector("[data-b2]").textContent = number(b2);
  totals.querySelector("[data-answered]").textContent = fill(words.answered, { n: answered + all - of, all });
  Object.assign(totals.querySelector("progress"), { max: all, value: answered + all - of });
  totals.querySelector("[data-verdict]").replaceChildren(scored ? badge(scored.class) : words.open);
}

/** The same in one line above the question, where the totals are not in sight. */
function showMini({ totals: { b1, b2 }, doubts }, { look }) {
  const line = form.querySelector("[data-mini]");
  if (!line) return;
  line.hidden = false;
  line.querySelector("[data-mini-b1]").textContent = b1;
  line.querySelector("[data-mini-b2]").textContent = b2;
  line.querySelector("[data-mini-doubts]").textContent = doubts.length ? fill(look, { n: doubts.length }) : "";
}

function badge(name) {
  return document.getElementById("live-badges").content.querySelector(`[data-class="${name}"]`).cloneNode(true);
}

function toldList(told, title) {
  if (!told.length) return [];
  return [element("details", { open: true, className: "small" }, element("summary", {}, title), list(told))];
}

function doubtList(doubts, title) {
  if (!doubts.length) return [];
  return [element("p", { className: "small late-mark" }, icon(), title), list(doubts.map(({ said }) => said))];
}

/** The box of a check: what to look at again, and where a reason helps, room for it. */
function showBox(box, doubts) {
  const speaking = doubts.find(({ key }) => key === box.dataset.liveCheck);
  const reason = box.querySelector("textarea");
  box.hidden = !speaking;
  if (reason) reason.disabled = !speaking;
  if (speaking) box.querySelector(".late-mark span").textContent = speaking.said;
}

/** A check that the server has asked about already has its box. */
function dropShown() {
  for (const { dataset } of document.querySelectorAll("#group-remarks [data-check]")) {
    form.querySelector(`[data-live-check="${dataset.check}"]`)?.remove();
  }
}

let heard = new Set();
let pause;

/** Tell a screen reader what is new, once the typing rests. */
function announce({ doubts, totals: { scored } }, { doubts: title }) {
  clearTimeout(pause);
  pause = setTimeout(() => {
    const now = new Set(doubts.map(({ said }) => said));
    if (scored) now.add(badge(scored.class).textContent);
    const fresh = [...now].filter((said) => !heard.has(said));
    heard = now;
    if (!fresh.length) return;
    const first = doubts.some(({ said }) => fresh.includes(said)) ? `${title}: ` : "";
    document.getElementById("live-said").textContent = first + fresh.join(" ");
  }, 1000);
}

// Parts of the page.

function questionNote(box) {
  box.classList.add("has-note");
  const note = addNote(box, `live-${box.dataset.question}`);
  const target = box.querySelector("input:not([type=radio])") ?? box;
  target.setAttribute("aria-describedby", `${target.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
  return [box.dataset.question, note];
}

function addNote(box, id) {
  const note = element("p", { className: "live-note", id });
  box.append(note);
  return note;
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const icon = () => document.getElementById("live-icon").content.cloneNode(true);
const list = (texts) => element("ul", { className: "small" }, ...texts.map((textContent) => element("li", { textContent })));
