"use strict";
// Filters: which positions are shown, kept in the address so that it can be passed on.

const form = at("filters"), field = name => form.elements[name];
const FIELDS = ["text", "party", "issue", "round", "certainty", "since", "until", "confidence", "level", "lines", "sort", "moved"].filter(name => field(name));
const NEUTRAL = {confidence: "0", lines: String(data.drawn || "")};
/** The stances that are hidden, and up to which moment the talks are shown (null: all of them). */
const hidden = new Set();
let moment = null;

// Choices ------------------------------------------------------------------------------------------------------

function fill(name, options) {
  for (const [value, text, deep = 0] of options) field(name).append(el("option", {value}, "\u2003".repeat(deep) + text));
  if (options.length < 2) field(name).closest("label").hidden = true;
}
/** The issues as a tree: each below the broader one, all by name. */
function tree() {
  const below = grouped(issues, one => [one.above]), found = [], seen = new Set();
  (function walk(above, deep) {
    for (const one of (below.get(above) || []).sort(byLabel)) if (!seen.has(one)) {
      seen.add(one);
      found.push([one.id, one.label, deep]);
      walk(one, deep + 1);
    }
  })(null, 0);
  return found;
}
const present = values => [...new Set(values.filter(Boolean))].sort((a, b) => a.localeCompare(b, "en", {numeric: true}));
const roundKey = position => position.round ? JSON.stringify([position.negotiation, position.round]) : null;
function roundOptions() {
  const several = new Set(all.map(one => one.negotiation)).size > 1;
  return present(all.map(roundKey)).map(key => {
    const [talks, round] = JSON.parse(key);
    return [key, (several && talks ? talks + ", " : "") + roundName(round)];
  });
}
for (const stance of Object.keys(STANCES)) {
  const count = all.filter(one => one.stance === stance).length;
  const chip = el("button", {type: "button", className: "chip " + stance, disabled: !count, title: `Show or hide: ${stance}`},
    sign(stance), stance, partial ? "" : el("small", {}, " " + count.toLocaleString("en")));
  chip.setAttribute("aria-pressed", "true");
  chip.onclick = () => { if (!hidden.delete(stance)) hidden.add(stance); changed(); };
  at("stances").append(chip);
}
fill("party", [...parties].filter(one => all.some(p => p.holder.includes(one))).sort(byLabel).map(one => [one.id, one.label]));
fill("issue", tree());
if (field("level") && !issues.some(one => one.above)) field("level").closest("label").hidden = true;
fill("round", roundOptions());
fill("certainty", present(all.map(one => one.certainty)).map(one => [one, one]));
if (field("lines")) fill("lines", [50, 150, 500, 1500, 5000].filter((most, n, steps) => most <= data.drawn || steps[n - 1] < linesOf(all).length).map(count => [String(count), count.toLocaleString("en")]));
if (field("lines")) field("lines").value = NEUTRAL.lines;
if (new Set(all.map(one => one.date)).size < 2) for (const name of ["since", "until"]) field(name).closest("label").hidden = true;
function unfold(open) {
  at("more").hidden = !open;
  at("filter").setAttribute("aria-expanded", String(open));
}
at("filter").onclick = () => unfold(at("more").hidden);

// What is kept -------------------------------------------------------------------------------------------------

function under(issue, id) {
  for (let one = issue, steps = 0; one && steps < 50; one = one.above, steps++) if (one.id === id) return true;
  return false;
}
/** The words a search looks through, made when first needed. */
const words = position => position.words ??= [labels(position.holder), position.issue?.label, position.what, position.passage.quote,
  position.passage.document.title].join(" ").toLowerCase();

function kept() {
  const value = name => field(name).value, sought = value("text").trim().toLowerCase().split(/\s+/).filter(Boolean);
  const [party, issue, round, certainty, since, until, least] =
    [value("party"), value("issue"), value("round"), value("certainty"), value("since"), value("until"), +value("confidence")];
  return all.filter(one =>
    !hidden.has(one.stance) && (!party || one.holder.some(holder => holder.id === party)) && (!issue || under(one.issue, issue)) &&
    (!round || roundKey(one) === round) && (!certainty || one.certainty === certainty) &&
    // A date as precise as 2017-09 is neither before nor after a day of that month.
    (!since || (one.date && one.date >= since.slice(0, one.date.length))) && (!until || (one.date && one.date <= until)) &&
    one.confidence >= least && (moment == null || (one.date && one.date.slice(0, moment.length) <= moment)) &&
    sought.every(word => words(one).includes(word)));
}
const set = name => field(name).type === "checkbox" ? field(name).checked : field(name).value && field(name).value !== (NEUTRAL[name] ?? "");
/** Whether every position is shown. */
const whole = () => !hidden.size && moment == null && !FIELDS.some(name => !["level", "lines", "sort", "moved"].includes(name) && set(name));

// The address --------------------------------------------------------------------------------------------------

function fragment() {
  const said = new URLSearchParams(FIELDS.filter(set).map(name => [name, field(name).value]));
  if (hidden.size) said.set("stance", Object.keys(STANCES).filter(one => !hidden.has(one)).join(" "));
  if (moment != null) said.set("upto", moment);
  return said.toString();
}
function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  form.reset();
  if (field("lines")) field("lines").value = NEUTRAL.lines;
  for (const name of FIELDS) {
    if (!said.has(name)) continue;
    if (field(name).type === "checkbox") field(name).checked = true; else field(name).value = said.get(name);
  }
  hidden.clear();
  if (said.has("stance")) for (const one of Object.keys(STANCES)) if (!said.get("stance").split(/[ ,]/).includes(one)) hidden.add(one);
  moment = said.get("upto");
  if (FIELDS.some(name => name !== "text" && set(name))) unfold(true);
}
/** Where the site answers the same of the whole store; searches and moments it does not know. */
function elsewhereAddress() {
  const asked = new URLSearchParams(location.search), value = name => set(name) && field(name).value;
  for (const [name, given] of Object.entries({party: value("party"), issue: value("issue"), certainty: value("certainty"), since: value("since"),
    until: value("until"), min_confidence: value("confidence")})) if (given) asked.set(name, given);
  if (value("round")) {
    const [talks, round] = JSON.parse(value("round"));
    asked.set("round", round);
    if (talks) asked.set("negotiation", talks);
  }
  if (hidden.size) {
    asked.delete("stance");
    for (const one of Object.keys(STANCES)) if (!hidden.has(one)) asked.append("stance", one);
  }
  return location.pathname + "?" + asked;
}
function reset() {
  form.reset();
  if (field("lines")) field("lines").value = NEUTRAL.lines;
  hidden.clear();
  moment = null;
  changed();
}
function showState() {
  const count = FIELDS.filter(set).filter(name => name !== "text").length;
  at("active").textContent = count ? ` · ${count}` : "";
  at("clear").hidden = !fragment();
  at("least").textContent = +field("confidence").value ? (+field("confidence").value).toFixed(2) : "any";
  for (const [n, stance] of Object.keys(STANCES).entries()) at("stances").querySelectorAll(".chip")[n].setAttribute("aria-pressed", String(!hidden.has(stance)));
}
async function share() {
  const link = location.href;
  let done = false;
  try { await navigator.clipboard.writeText(link); done = true; } catch { /* no clipboard here: the field below serves */ }
  if (!done) {
    const box = el("input", {value: link, readOnly: true, className: "link"});
    box.setAttribute("aria-label", "Link to this view");
    at("share").after(box);
    box.select();
    box.onblur = () => box.remove();
    return;
  }
  at("share").textContent = "Copied";
  setTimeout(() => { at("share").textContent = "Copy link"; }, 1500);
}
