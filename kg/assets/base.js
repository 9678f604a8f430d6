"use strict";
// What the views share: the data as objects, the signs of stances, and helpers that write nothing but text.

const data = JSON.parse(document.getElementById("data").textContent);
const KIND = document.body.dataset.kind;
const at = id => document.getElementById(id);
const view = at("view"), panel = at("panel");

// Elements -----------------------------------------------------------------------------------------------------

/** A new element with properties, and children or texts in it. */
function el(tag, properties = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value; else made.setAttribute(name, value);
  }
  made.append(...inside.filter(one => one != null && one !== ""));
  return made;
}
/** Text of a document or vocabulary: isolated, so that its direction marks end where it ends. */
const said = text => el("bdi", {}, text);
const plural = (count, one, many = one + "s") => count.toLocaleString("en") + " " + (count === 1 ? one : many);
const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

// Stances ------------------------------------------------------------------------------------------------------

/** Each stance has a colour (--name in the style sheet), a side, and a sign drawn in a box of 12 by 12. */
const STANCES = {
  demand: {side: "for", sign: "M2 1L11 6L2 11Z"},
  support: {side: "for", sign: "M4.3 1h3.4v3.3H11v3.4H7.7V11H4.3V7.7H1V4.3h3.3Z"},
  offer: {side: "for", sign: "M6 .5L11.5 6L6 11.5L.5 6ZM6 3.6L3.6 6L6 8.4L8.4 6Z"},
  oppose: {side: "against", sign: "M2.6 1L6 4.4L9.4 1L11 2.6L7.6 6L11 9.4L9.4 11L6 7.6L2.6 11L1 9.4L4.4 6L1 2.6Z"},
  refuse: {side: "against", sign: "M1.5 1.5h9v9h-9Z"},
  threat: {side: "neither", sign: "M6 .8L11.6 11H.4Z"},
};
const sideOf = position => STANCES[position.stance].side;
/** Only expected, or told by someone without a name: drawn with dashes. */
const loose = position => position.certainty === "expected" || position.source?.id === "anonymous";

function sign(stance) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "sign");
  path.setAttribute("d", STANCES[stance].sign);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}
const pill = stance => el("span", {className: "stance " + stance}, sign(stance), stance);

// Data ---------------------------------------------------------------------------------------------------------

const named = ([id, label]) => ({id, label});
const parties = data.parties.map(named);
const issues = data.issues.map(([id, label]) => ({id, label, above: null}));
data.issues.forEach(([, , above], n) => { if (above != null) issues[n].above = issues[above]; });
const documents = data.documents.map(([id, title, publisher, date, url, negotiation, round]) =>
  ({id, title, publisher, date, url, negotiation, round}));
const passages = data.passages.map(([of, start, end, section, quote]) => ({document: documents[of], start, end, section, quote}));
const all = data.positions.map(one => ({
  ...one,
  holder: (one.holder || []).map(n => parties[n]),
  target: (one.target || []).map(n => parties[n]),
  issue: one.issue == null ? null : issues[one.issue],
  source: one.source ? named(one.source) : null,
  passage: passages[one.passage],
  date: passages[one.passage].document.date,
  round: passages[one.passage].document.round,
  negotiation: passages[one.passage].document.negotiation,
}));
/** Lines that were counted over more positions than the page holds: JSON of [party, issue, stance] to the count. */
const counted = new Map(data.lines.map(([party, issue, stance, count]) =>
  [JSON.stringify([parties[party].id, issues[issue].id, stance]), count]));
const partial = data.total > all.length;

const labels = things => things.map(one => one.label).join(", ");
const byLabel = (one, other) => one.label.localeCompare(other.label, "en");
function grouped(list, keysOf) {
  const found = new Map();
  for (const one of list) for (const key of keysOf(one)) {
    const there = found.get(key);
    if (there) there.push(one); else found.set(key, [one]);
  }
  return found;
}
/** A round as people say it. */
const roundName = round => /^\d+$/.test(round) ? "round " + round : round;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** A date of ISO 8601, as precise as it is: 2017-09-02, 2017-09 or 2017. */
function dayName(date) {
  const [year, month, day] = (date || "").split("-");
  return date ? [day && +day, month && (MONTHS[+month - 1] || month), year].filter(Boolean).join(" ") : "no date";
}

// Issues -------------------------------------------------------------------------------------------------------

/** The broadest issue that an issue belongs to; none broader than the one a filter asks for. */
function broadest(issue) {
  const asked = at("filters").elements.issue.value;
  let one = issue;
  for (let steps = 0; one.above && one.id !== asked && steps < 50; steps++) one = one.above;
  return one;
}
/** The issue under which a position is shown. */
const shownIssue = issue => issue && at("filters").elements.level?.value === "broad" ? broadest(issue) : issue;

/** Whose lines a position is part of: of several holders only the one that a filter asks for. */
function shownHolders(position) {
  const asked = at("filters").elements.party.value;
  return asked ? position.holder.filter(one => one.id === asked) : position.holder;
}

// Lines --------------------------------------------------------------------------------------------------------

/** Positions by (party, issue, stance), the lines with most positions first. */
function linesOf(shown, whole) {
  const found = new Map();
  for (const position of shown) if (position.issue) for (const party of shownHolders(position)) {
    const key = JSON.stringify([party.id, position.issue.id, position.stance]);
    if (partial && !counted.has(key)) continue;
    if (!found.has(key)) found.set(key, {key, party, issue: position.issue, stance: position.stance, positions: []});
    found.get(key).positions.push(position);
  }
  // Without a filter the counts are those of the whole store, even where this page holds a part.
  for (const line of found.values()) line.count = Math.max(whole && counted.get(line.key) || 0, line.positions.length);
  return raised([...found.values()]).sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}
/** Lines under the issues that are shown: those that fall together are one. */
function raised(lines) {
  const found = new Map();
  for (const line of lines) {
    const issue = shownIssue(line.issue), key = issue === line.issue ? line.key : JSON.stringify([line.party.id, issue.id, line.stance]);
    const there = found.get(key);
    if (!there) found.set(key, {...line, key, issue});
    else Object.assign(there, {count: there.count + line.count, positions: [...new Set([...there.positions, ...line.positions])]});
  }
  return [...found.values()];
}
