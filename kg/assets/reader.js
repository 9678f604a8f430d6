"use strict";
// The reader: a document's text with its passages marked by stance, each opening its positions.

const VIEW = (() => {
  const chars = [...data.text], [, title, publisher, date, url, negotiation, round] = data.document;
  const text = (from, to) => chars.slice(from, to).join("");
  let chosen = null, spans = [];

  function introduce(place) {
    if (!at("talks").textContent && negotiation) at("talks").append(said(negotiation));
    const facts = [publisher && said(publisher), date && dayName(date), round && roundName(round),
      web(url) && el("a", {href: url, rel: "noopener noreferrer"}, "the article")].filter(Boolean);
    place.append(...facts.flatMap((one, n) => [n ? " · " : "", one]));
  }
  /** Paragraphs of the text, as {from, to, kind}: parted by empty lines; a line after # is a heading. */
  function blocks() {
    const found = [], lines = [];
    for (let from = 0, n = 0; n <= chars.length; n++) if (n === chars.length || chars[n] === "\n") { lines.push([from, n]); from = n + 1; }
    let open = null;
    for (const [from, to] of lines) {
      const line = text(from, to), heading = /^(#{1,6})\s+\S/.exec(line);
      if (!line.trim()) { open = null; continue; }
      if (heading && !found.length && line.slice(heading[1].length).trim() === title && !all.some(one => one.passage.start < to)) continue;
      if (heading) { found.push({from: from + heading[1].length + 1, to, kind: "h" + Math.min(4, heading[1].length + 1)}); open = null; continue; }
      // Wrapped prose goes on in the next line; short lines, lists and tables stand as they are.
      if (/^\s*([-*•|>]|\d+[.)])\s/.test(line)) open = null;
      if (open && open.long) { open.to = to; open.long = to - from > 40; } else found.push(open = {from, to, kind: "p", long: to - from > 40});
    }
    return found;
  }
  /** The stretches of a paragraph and which positions were read from each. */
  function stretches({from, to}, shown) {
    const here = shown.filter(one => one.passage.start < to && one.passage.end > from);
    const cuts = [...new Set([from, to, ...here.flatMap(one => [one.passage.start, one.passage.end]).filter(cut => cut > from && cut < to)])].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((cut, n) => ({from: cut, to: cuts[n + 1], positions: here.filter(one => one.passage.start <= cut && one.passage.end >= cuts[n + 1])}));
  }
  function passage(stretch) {
    const {positions} = stretch, stances = Object.keys(STANCES).filter(stance => positions.some(one => one.stance === stance));
    const begins = positions.some(one => one.passage.start === stretch.from);
    const told = stances.join(", "), words = text(stretch.from, stretch.to), [, first, rest] = /^(\S{0,12})([^]*)$/.exec(words);
    const made = el("span", {className: `passage ${stances[0]}` + (positions.every(loose) ? " loose" : ""), role: "button", tabIndex: 0, title: told},
      ...(begins ? [el("span", {className: "first"}, ...stances.map(stance => el("span", {className: "bare " + stance}, sign(stance))), first)] : []), begins ? rest : words);
    made.setAttribute("aria-description", plural(positions.length, "position") + ": " + told);
    made.positions = positions;
    made.onclick = () => choose(made);
    made.onkeydown = event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(made); } };
    return made;
  }
  function choose(span, only) {
    for (const one of spans) one.classList.toggle("chosen", one.positions.some(p => span.positions.includes(p)));
    chosen = span;
    open(["Read from this passage"], only ? [only] : span.positions);
    panel.querySelector(".heading div").append(steps());
  }
  /** Buttons to the passage before and the one after. */
  function steps() {
    const firsts = spans.filter((one, n) => !n || spans[n - 1].positions[0] !== one.positions[0]), here = firsts.findIndex(one => one.positions[0] === chosen.positions[0]);
    const step = (to, name) => el("button", {type: "button", disabled: !firsts[to], onclick: () => { firsts[to].scrollIntoView({block: "center"}); choose(firsts[to]); }}, name);
    return el("p", {className: "steps"}, step(here - 1, "← Before"), step(here + 1, "Next →"), el("span", {className: "soft"}, ` passage ${here + 1} of ${firsts.length}`));
  }
  function draw(shown) {
    const body = el("div", {className: "text"}, ...blocks().map(block => el(block.kind, {}, ...stretches(block, shown).map(stretch =>
      stretch.positions.length ? passage(stretch) : text(stretch.from, stretch.to)))));
    view.replaceChildren(body);
    spans = [...body.querySelectorAll(".passage")];
    return all.length ? "" : "No position was read from this document";
  }
  function table(shown) {
    return {headings: ["Who", "Stance", "What", "Issue", "Sentence"], rows: shown.map(one =>
      [el("button", {type: "button", className: "plain", onclick: () => show(one)}, said(labels(one.holder))), one.stance, said(one.what), said(one.issue?.label || ""), said(one.passage.quote)])};
  }
  function show(position) {
    const span = spans.find(one => one.positions.includes(position));
    if (!span) return;
    span.scrollIntoView({block: "center"});
    choose(span, position);
  }
  document.addEventListener("shut", () => spans.forEach(one => one.classList.remove("chosen")));
  idle = () => {
    const shown = kept();
    panel.replaceChildren(el("h2", {}, plural(shown.length, "position")), el("p", {className: "hint"}, "In the order of the text. Choose one here, or a marked passage."),
      el("ol", {className: "brief"}, ...shown.slice(0, 300).map(one => el("li", {}, el("button", {type: "button", onclick: () => show(one)},
        el("span", {}, pill(one.stance), " ", el("b", {}, said(labels(one.holder)))), el("span", {className: "what"}, said(one.what)))))));
  };
  return {draw, table, introduce, tableName: "The positions as a table",
    addressed() {
      const id = new URLSearchParams(location.hash.slice(1)).get("position"), wanted = id && all.find(one => one.id === id);
      if (wanted) show(wanted);
    },
    hint: "Tinted passages were read as positions; a dashed edge: only expected, or from an unnamed source. Tab goes from passage to passage, Enter opens one."};
})();
