"use strict";
// The panel: positions with their evidence, one below the other.

const SHOWN = 100;
const web = url => /^https?:\/\//i.test(url || "") ? url : null;
/** The page of a thing; browsers would follow dots between slashes. */
function pathOf(kind, id) {
  const plain = !id.includes("//") && !id.split("/").some(part => part === "." || part === "..");
  const written = encodeURIComponent(id);
  return "/" + kind + "/" + (plain ? written.replaceAll("%2F", "/") : written);
}

/** What stands in the panel while nothing is chosen. */
let idle = () => {};
let opener = null;

/** Shows positions under a title; `more` is {count, query} where the store has more of them than the page holds. */
function open(title, positions, more) {
  if (!panel.contains(document.activeElement)) opener = document.activeElement;
  const close = el("button", {type: "button", className: "close", title: "Close (Esc)", onclick: shut}, "✕");
  close.setAttribute("aria-label", "Close");
  const told = plural(more && more.count > positions.length ? more.count : positions.length, "position");
  panel.replaceChildren(el("div", {className: "heading"}, el("div", {}, el("h2", {}, ...title),
    el("p", {className: "soft"}, told)), close),
    more && more.count > positions.length ? elsewhere(more, positions.length) : "", ...positions.slice(0, SHOWN).map(card));
  if (positions.some(one => one.marks)) panel.append(el("p", {className: "hint"}, el("mark", {}, "marked"), ": what is wanted; ",
    el("span", {className: "cue"}, "underlined"), ": the words that say so; ", el("span", {className: "holder"}, "dotted"), ": who."));
  if (positions.length > SHOWN) panel.append(el("p", {className: "soft"}, `The first ${SHOWN} are shown; a filter finds the others.`));
  panel.classList.add("open");
  panel.scrollTop = 0;
  panel.focus({preventScroll: true});
}
function shut() {
  panel.classList.remove("open");
  panel.replaceChildren();
  document.dispatchEvent(new Event("shut"));
  idle();
  if (opener && opener.isConnected) opener.focus({preventScroll: true});
}
document.addEventListener("keydown", event => { if (event.key === "Escape" && panel.classList.contains("open")) shut(); });

function elsewhere(more, held) {
  const {party, issue, stance} = more;
  const note = el("p", {className: "soft"}, `This page holds the newest ${held} of them. `);
  if (data.served) {
    note.append(el("a", {href: "/positions?" + new URLSearchParams({issue: issue.id, party: party.id, ...(stance && {stance})})}, `All ${more.count}`));
  } else {
    note.append("All: ", el("code", {}, `kg who ${quoted(issue.id)} --party ${quoted(party.id)} ${stance ? `--stance ${stance} ` : ""}--limit 0`));
  }
  return note;
}
const quoted = word => /^[\w./-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'";

/** One position: who, stance, what; the sentence; and all a reader must know to weigh it. */
function card(position) {
  const {passage} = position, {document: source} = passage;
  const title = el("h3", {}, pill(position.stance), " ", ...linked("party", position.holder));
  if (position.target.length) title.append(el("span", {className: "soft"}, ` ${data.towards[position.stance]} `), ...linked("party", position.target));
  const box = el("article", {}, title, el("p", {className: "what"}, said(position.what)));
  if (position.condition) box.append(el("p", {className: "soft"}, "On condition: ", said(position.condition)));
  box.append(el("blockquote", {}, evidence(position)));
  const facts = el("dl", {});
  const fact = (name, ...value) => { if (value[0]) facts.append(el("dt", {}, name), el("dd", {}, ...value)); };
  fact("Issue", ...(position.issue ? linked("issue", [position.issue]) : []));
  fact("Certainty", [position.certainty, position.strength !== "normal" && position.strength].filter(Boolean).join(", "));
  fact("Credited to", position.source && said(position.source.label));
  fact("Said by", position.speaker && said(position.speaker.filter(Boolean).join(", ")));
  fact("Date", [dayName(position.date), position.round && roundName(position.round)].filter(Boolean).join(" · "));
  fact("Confidence", el("meter", {min: 0, max: 1, value: position.confidence}), " " + position.confidence.toFixed(2));
  box.append(facts);
  const name = said(source.title || source.id), where = el("p", {className: "where"});
  where.append(web(source.url) ? el("a", {href: source.url, rel: "noopener noreferrer"}, name) : name);
  if (source.publisher) where.append(el("span", {className: "soft"}, " ", said(source.publisher)));
  if (data.served) {
    where.append(" · ", el("a", {href: pathOf("position", position.id)}, "evidence"));
    if (KIND !== "reader") where.append(" · ", el("a", {href: "/views/reader?" + new URLSearchParams({document: source.id}) + "#position=" + position.id}, "in the text"));
  }
  box.append(where);
  return box;
}
function linked(kind, things) {
  return things.flatMap((one, n) => [...(n ? [", "] : []), data.served ? el("a", {href: pathOf(kind, one.id)}, said(one.label)) : said(one.label)]);
}

/** The sentence, its words marked: what is wanted, and where the text shows it, who and by which words. */
function evidence(position) {
  const signs = [...position.passage.quote], {start} = position.passage, box = el("bdi", {});
  let spans = (position.marks || []).map(([kind, from, to]) => [kind, from - start, to - start])
    .filter(([, from, to]) => from >= 0 && to <= signs.length && from < to);
  if (!spans.some(([kind]) => kind === "what")) {
    const found = position.what ? position.passage.quote.indexOf(position.what) : -1;
    // Offsets count code points, as Python does; JavaScript strings count UTF-16 units.
    if (found >= 0) {
      const from = [...position.passage.quote.slice(0, found)].length;
      spans = [...spans, ["what", from, from + [...position.what].length]];
    }
  }
  const cuts = [...new Set([0, signs.length, ...spans.flatMap(([, from, to]) => [from, to])])].sort((a, b) => a - b);
  for (let n = 0; n + 1 < cuts.length; n++) {
    const kinds = spans.filter(([, from, to]) => from <= cuts[n] && to >= cuts[n + 1]).map(([kind]) => kind);
    const words = signs.slice(cuts[n], cuts[n + 1]).join("");
    box.append(kinds.length ? el(kinds.includes("what") ? "mark" : "span", {className: kinds.join(" ")}, words) : words);
  }
  return box;
}
