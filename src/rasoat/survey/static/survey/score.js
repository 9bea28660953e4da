// Scores a household with the rules of one day as the server compiled them (their shape: rasoat/scoring/program.py).
// Pure: answers in, points, class and reasons out. Whole numbers only, and no number of the law stands here.

/**
 * @typedef {{code: string, column: string, value: string | null}} Reason why there is no score
 * @typedef {Object<string, string | number | null | undefined>} Answers by column; floor area in m² of the dwelling
 * @typedef {{status: "scored" | "refused", b1: number | null, b2: number | null, class: string | null,
 *   deprivations: number[] | null, reasons: Reason[]}} Result a score with its class, or the reasons why there is none
 */

const SHAPE = 1;
const CM2_PER_M2 = 10_000;

/** Score a household. @param {object} program @param {Answers} answers @returns {Result} */
export function score(program, answers) {
  return outcome(program, read(program, answers));
}

/**
 * What the answers typed so far give; a result once nothing is missing.
 * @param {object} program @param {Answers} answers
 * @returns {{b1: number, b2: number, answered: number, of: number, contradictions: Reason[], scored: Result | null}}
 */
export function running(program, answers) {
  const reading = read(program, answers);
  const { values, reasons } = reading;
  const ready = ({ column, per }) => reading.area && column in values && (!per || values[per]);
  const contradictions = reasons.filter(({ code }) => code !== "S001");
  const asked = ({ relevant: [what, answer] = [] }) => what !== "area_type" || answer === reading.areaType;
  const of = program.questions.filter(asked).length;
  return {
    b1: sum(program.items.filter(ready).map((item) => itemPoints(reading, item))),
    b2: sum(deprived(program, values).map(({ points }) => points ?? 0)),
    answered: of - (reasons.length - contradictions.length),
    of,
    contradictions,
    scored: reasons.length ? null : outcome(program, reading),
  };
}

/** The sentence of a reason; ``column`` is what the question is called in that language. */
export function sentence(program, { code, column: id, value }, language, column = id) {
  const places = { column, value: value ?? "" };
  return program.sentences[code][language].replace(/\{(\w+)\}/g, (_, place) => places[place]);
}

// Reading: each column to a value that is possible, or to the reason why it is not.
const patterns = new Map();
function pattern(program, name) {
  const source = program.reading[name];
  if (!patterns.has(source)) patterns.set(source, new RegExp(source, name === "blanks" ? "g" : ""));
  return patterns.get(source);
}

const fits = (program, name, found) => pattern(program, name).test(found);
const because = (code, column, value = null) => ({ code, column, value });
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** An answer as the text a file would hold, or null when it is blank. */
function text(program, answer) {
  if (answer === null || answer === undefined) return null;
  return String(answer).replace(pattern(program, "blanks"), "") || null;
}

/** One value a column (floor area in cm²), and what stands against a score. */
function read(program, answers) {
  if (program.shape !== SHAPE) throw new Error(`rules of shape ${program.shape}, this script reads ${SHAPE}`);
  const areaType = text(program, answers.area_type) ?? "";
  const reading = { areaType, area: null, values: Object.create(null), reasons: [] };
  readArea(program, reading, text(program, answers.region));
  for (const question of program.questions) readOne(program, reading, question, text(program, answers[question.id]));
  for (const indicator of program.indicators) checkDerived(reading, indicator, text(program, answers[indicator.key]));
  return reading;
}

function readArea(program, reading, region) {
  const { areaType, reasons } = reading;
  const area = program.areas.find((each) => each.area_type === areaType && [each.key, null].includes(region));
  if (!areaType) reasons.push(because("S001", "area_type"));
  else if (areaType !== "rural" && areaType !== "urban") reasons.push(because("S002", "area_type", areaType));
  else if (areaType === "urban" && region !== null) reasons.push(because("S008", "region", region));
  else if (areaType === "rural" && region === null) reasons.push(because("S001", "region"));
  else if (!area) reasons.push(because("S002", "region", region));
  else {
    reading.area = area.key;
    if (area.gaps) reasons.push(because("S016", "area_type", area.key));
  }
}

function readOne(program, { areaType, values, reasons }, question, found) {
  const { id, relevant, at_most: atMost } = question;
  const left = found === null && relevant && areaType !== relevant[1];
  const [code, value] = left ? ["", 0] : found === null ? ["S001"] : READERS[question.type](program, question, found);
  if (!code) values[id] = value;
  if (code) reasons.push(because(code, id, found));
  else if (atMost && value > values[atMost]) reasons.push(because("S006", id, String(value)));
  else if (relevant && areaType === "urban" && value !== 0) reasons.push(because("S009", id, String(value)));
}

/** By type of question: a code against the answer or none, and its value. */
const READERS = {
  choice: (_program, { choices }, found) => [choices.some(({ key }) => key === found) ? "" : "S002", found],
  yes_no: (_program, _question, found) => [found === "0" || found === "1" ? "" : "S002", Number(found)],
  integer: (program, { minimum = 0 }, found) => {
    if (fits(program, "whole", found)) return [Number(found) < minimum ? "S004" : "", Number(found)];
    if (fits(program, "negative", found)) return ["S004"];
    return [fits(program, "too_long", found) ? "S007" : "S003"];
  },
  decimal: (program, _question, found) => {
    if (!fits(program, "area", found)) return [fits(program, "negative", found) ? "S004" : "S005"];
    const [metres, fraction = ""] = found.split(/[.,]/);
    return ["", Number(metres) * CM2_PER_M2 + Number(fraction.padEnd(4, "0"))];
  },
};

function checkDerived({ values, reasons }, indicator, found) {
  if (found === null || !indicator.parts) return;
  const is = derived(values, indicator);
  if (found !== "0" && found !== "1") reasons.push(because("S002", indicator.key, found));
  else if (is !== null && is !== (found === "1")) reasons.push(because("S010", indicator.key, found));
}

// Points, deprivations, class.
function outcome(program, reading) {
  const { areaType, values, reasons } = reading;
  if (reasons.length) return { status: "refused", b1: null, b2: null, class: null, deprivations: null, reasons };
  const lacking = deprived(program, values);
  const b1 = sum(program.items.map((item) => itemPoints(reading, item)));
  const b2 = sum(lacking.map(({ points }) => points));
  const rule = program.classes.find((each) => each.area_type === areaType && holds(each, b1, b2));
  return { status: "scored", b1, b2, class: rule.class, deprivations: lacking.map(({ number }) => number), reasons };
}

function holds({ b1_above = -Infinity, b1_to = Infinity, b2_from = -Infinity, b2_below = Infinity }, b1, b2) {
  return b1 > b1_above && b1 <= b1_to && b2 >= b2_from && b2 < b2_below;
}

function itemPoints({ area, values }, item) {
  if (item.waiver && values[item.waiver] === 1) return 0;
  return chosen(item, values).points[area] ?? 0;
}

function chosen({ column, kind, per, options }, values) {
  const value = values[column];
  if (kind === "choice") return options.find(({ key }) => key === value);
  if (kind === "yes_no") return options.find(({ key }) => key === (value === 1 ? "yes" : "no"));
  // Nothing is divided. An amount has ten digits at most: a product too large to be exact is above it all the same.
  const size = kind === "per_person" ? CM2_PER_M2 * values[per] : 1;
  return options.find(({ below }) => below === undefined || value < below * size);
}

function deprived(program, values) {
  return program.indicators.filter((indicator) => derived(values, indicator) ?? values[indicator.key] === 1);
}

/** Whether an indicator that follows from answers is deprived; null when it is not known, or follows from none. */
function derived(values, { parts, at_least: atLeast }) {
  const signs = parts?.map((part) => sign(values, part)) ?? [null];
  return signs.includes(null) ? null : signs.filter(Boolean).length >= atLeast;
}

function sign(values, { question, options, per, below }) {
  const value = values[question];
  if (value === undefined || (per && !values[per])) return null;
  return options ? options.includes(value) : value < below * CM2_PER_M2 * (per ? values[per] : 1);
}

// Members: what follows from their ages and answers. A test is read from left to right, no further than needed.
const AGES = {
  age_from: ({ age }, bound) => age >= bound,
  age_below: ({ age }, bound) => age < bound,
  age_above: ({ age }, bound) => age > bound,
  born_from: ({ year }, bound) => year >= bound,
};

/**
 * What members give on the reference date: the answers that follow, or the reasons why none do; who makes what deprived.
 * @param {object} program @param {Answers[]} members each with birth_date (yyyy-mm-dd, yyyy-mm or yyyy) and 0/1 answers
 * @returns {{facts: Object<string, number>, reasons: Reason[],
 *   findings: {indicator: string, index: number, age: number, said: Object<string, string>[]}[]}}
 */
export function judge(program, members) {
  if (!members.length) return { facts: {}, reasons: [because("S012", "household_id")], findings: [] };
  const people = members.map((member) => person(program, member));
  const [facts, found] = [{}, []];
  for (const { column, counts, tests } of program.member_facts) {
    const passing = tests ? people.filter((each) => passed(each, tests)).length : people.length;
    facts[column] = counts ? passing : Number(passing === people.length);
  }
  for (const indicator of program.indicators.filter(({ tests }) => tests)) {
    const { percent, tests } = indicator;
    const who = people.flatMap((each, index) => personFindings(program, indicator.key, tests, each, index));
    const is = percent === undefined ? who.length > 0 : who.length * 100 > people.length * percent;
    facts[indicator.key] = Number(is);
    if (is) found.push(...who);
  }
  const reasons = worst(program, people.flatMap((each) => each.reasons));
  return { facts: reasons.length ? {} : facts, reasons, findings: found };
}

/** The answers with the facts of the members, and what is wrong with the members or contradicts them. */
export function withMembers(program, answers, members) {
  const { facts, reasons } = judge(program, members);
  const indicators = program.indicators.filter(({ tests }) => tests);
  const columns = [...program.member_facts.map(({ column }) => column), ...indicators.map(({ key }) => key)];
  const others = Object.fromEntries(Object.entries(answers).filter(([column]) => !columns.includes(column)));
  if (reasons.length) return { answers: others, reasons };
  const filled = columns.map((column) => [column, text(program, answers[column])]).filter(([, found]) => found);
  const wrong = filled.filter(([column, found]) => !fits(program, "whole", found) || Number(found) !== facts[column]);
  return { answers: { ...others, ...facts }, reasons: wrong.map(([column, found]) => because("S011", column, found)) };
}

/** A member as the tests see him; an answer is 0, 1, null when blank and undefined when it is neither. */
function person(program, member) {
  const born = birthDay(program, text(program, member.birth_date));
  const [answers, reasons] = [Object.create(null), born.code ? [born] : []];
  for (const { id } of program.member_questions) {
    const found = text(program, member[id]);
    // Without an age no test can ask for anything: a blank is no.
    if (found === null) answers[id] = born.code ? 0 : null;
    else if (found === "0" || found === "1") answers[id] = Number(found);
    else reasons.push(because("S002", `members.${id}`, found));
  }
  return { age: born.age ?? null, year: born.year ?? null, answers, reasons };
}

/** Age in years and year of birth by the first day a birth date can mean, or the reason why it is none. */
function birthDay(program, found) {
  const refuse = (code) => because(code, "members.birth_date", found);
  if (found === null) return refuse("S001");
  if (!fits(program, "birth_date", found)) return refuse("S014");
  const [year, month, day] = `${found}-01-01`.slice(0, 10).split("-").map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  if (year < 1 || day < 1 || day > days) return refuse("S014");
  const [onYear, onMonth, onDay] = program.on.split("-").map(Number);
  const age = onYear - year - Number(month > onMonth || (month === onMonth && day > onDay));
  if (age < 0) return refuse("S015");
  return age <= program.reading.oldest ? { age, year } : refuse("S014");
}

/** The first test that holds; an answer asked for and not given is a reason. */
function passed(each, tests) {
  return tests.find((test) => test.every(([what, value]) => {
    if (what in AGES) return each.age !== null && AGES[what](each, value);
    if (each.answers[what] === null) each.reasons.push(because("S001", `members.${what}`));
    return each.answers[what] === value;
  }));
}

function personFindings(program, indicator, tests, each, index) {
  const asked = passed(each, tests)?.filter(([what]) => !(what in AGES));
  const said = asked?.map(([what, value]) => program.member_questions.find(({ id }) => id === what).said[value]);
  return said ? [{ indicator, index, age: each.age ?? 0, said }] : [];
}

/** One reason a column, the lowest code first met, in the order of the questions. */
function worst(program, reasons) {
  const columns = ["birth_date", ...program.member_questions.map(({ id }) => id)].map((id) => `members.${id}`);
  const of = columns.map((column) => reasons.filter((reason) => reason.column === column));
  return of.filter(({ length }) => length).map((each) => each.reduce((low, one) => (one.code < low.code ? one : low)));
}

// Checks before handing in.
function within(number, { least = -Infinity, most = Infinity }) {
  return typeof number === "number" && number >= least && number <= most;
}

const MEASURES = {
  answer: ({ values }, condition) => within(values[condition.columns[0]], condition),
  sum: ({ values }, condition) => within(sum(condition.columns.map((column) => values[column])), condition),
  per: ({ values }, { columns: [area, heads], least = 0, most = Infinity }) => {
    const unit = CM2_PER_M2 * values[heads];
    return unit > 0 && within(values[area], { least: least * unit, most: most * unit });
  },
  option: ({ values }, { columns: [column], options = [] }) => options.includes(values[column]),
  member: ({ people }, { tests }) => people.some((each) => passed(each, tests)),
  jump: ({ b1, earlier }, condition) => {
    if (!earlier || earlier.eventSince || b1 === null) return false;
    const change = b1 - earlier.b1;
    return within({ rise: change, fall: -change }[condition.columns[0]] ?? Math.abs(change), condition);
  },
};

/**
 * The checks of the pack that speak, in its order; missing or impossible answers raise none. ``earlier``: last review.
 * @param {object} program @param {Answers} answers @param {Answers[]} members
 * @param {{b1: number, eventSince?: boolean} | null} earlier
 * @returns {{key: string, level: "warning" | "error", label: Object<string, string>}[]}
 */
export function findings(program, answers, members = [], earlier = null) {
  const reading = read(program, answers);
  const people = members.map((member) => person(program, member));
  const known = { values: reading.values, people, b1: outcome(program, reading).b1, earlier };
  return program.checks.filter(({ conditions }) => conditions.every((each) => MEASURES[each.kind](known, each)));
}
