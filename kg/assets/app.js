"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent), kind = document.body.dataset.kind;
const at = id => document.getElementById(id), view = at("view"), panel = at("panel");
// Okabe and Ito's palette; letter and dash pattern tell the stances apart without it.
const STANCES = {demand: ["#0072b2", "D"], support: ["#009e73", "S"], offer: ["#56b4e9", "O"],
  oppose: ["#d55e00", "X"], refuse: ["#cc79a7", "R"], threat: ["#e69f00", "T"]};
const against = p => p.stance === "oppose" || p.stance === "refuse";
const loose = p => p.certainty === "expected" || (p.source && p.source[0] === "anonymous");
const el = (tag, text, parent, more) => {
  const made = Object.assign(document.createElement(tag), more || {});
  if (text != null) made.textContent = text;
  if (parent) parent.append(made);
  return made;
};
const names = pairs => pairs.map(pair => pair[1]).join(", ");
const button = (text, positions, title, parent) => el("button", text, parent, {type: "button", onclick: () => open(positions, title)});
function open(positions, title) {
  panel.replaceChildren();
  el("bdi", title, el("h2", null, panel));
  for (const p of positions.slice(0, 200)) {
    const box = el("article", null, panel);
    el("bdi", names(p.holder) + " · " + p.stance + (p.issue ? " · " + p.issue[1] : ""), el("h3", null, box));
    el("bdi", p.what, el("p", null, box));
    const quote = el("blockquote", null, box), from = p.what ? p.quote.indexOf(p.what) : -1, bdi = el("bdi", null, quote);
    if (from < 0) bdi.textContent = p.quote;
    else { bdi.append(p.quote.slice(0, from)); el("mark", p.what, bdi); bdi.append(p.quote.slice(from + p.what.length)); }
    const facts = [p.target.length && "asked of " + names(p.target), p.certainty, p.strength !== "normal" && p.strength,
      p.condition && "if: " + p.condition, p.speaker && "said by " + p.speaker[0], p.source && "credited to " + p.source[1],
      p.date, p.round, "confidence " + p.confidence.toFixed(2)].filter(Boolean);
    el("bdi", facts.join(" · "), el("small", null, box));
    const where = el("p", null, box), name = (p.title || p.document) + (p.publisher ? " (" + p.publisher + ")" : "");
    el(/^https?:\/\//i.test(p.url || "") ? "a" : "bdi", name, where, /^https?:\/\//i.test(p.url || "") ? {href: p.url, rel: "noopener noreferrer"} : {});
  }
  if (positions.length > 200) el("p", "The first 200 of " + positions.length + ".", panel);
  panel.focus({preventScroll: innerWidth > 800});
}
// Filters ------------------------------------------------------------------------------------------------------
const all = data.positions, fields = {}, form = at("filters");
function field(name, label, options, type) {
  const made = el(options ? "select" : "input", null, el("label", label, form), {name});
  if (type) made.type = type;
  if (options) { el("option", "all", made, {value: ""}); for (const [value, text] of options) el("option", text, made, {value}); }
  fields[name] = made;
  return made;
}
const unique = pairs => [...new Map(pairs)].sort((a, b) => a[1] < b[1] ? -1 : 1);
const single = values => unique(values.filter(Boolean).map(v => [v, v]));
field("text", "Search", null, "search");
field("stance", "Stance", Object.keys(STANCES).map(s => [s, s]));
field("party", "Party", unique(all.flatMap(p => p.holder)));
field("issue", "Issue and below", unique(all.filter(p => p.issue).map(p => p.issue).concat(Object.values(data.broader).map(b => [b, b]).filter(b => !all.some(p => p.issue && p.issue[0] === b[0])))));
field("round", "Round", single(all.map(p => p.round)));
field("certainty", "Certainty", single(all.map(p => p.certainty)));
field("since", "From", null, "date"); field("until", "To", null, "date");
Object.assign(field("confidence", "Least confidence", null, "number"), {min: 0, max: 1, step: .05});
el("button", "Reset", form, {type: "button", id: "clear", onclick: () => { form.reset(); draw(); }});
const under = (id, top, seen = new Set()) => id === top || (id != null && !seen.has(id) && under(data.broader[id], top, seen.add(id)));
const kept = p => {
  const f = Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, v.value]));
  return (!f.stance || p.stance === f.stance) && (!f.party || p.holder.some(h => h[0] === f.party)) &&
    (!f.issue || (p.issue && under(p.issue[0], f.issue))) && (!f.round || p.round === f.round) &&
    (!f.certainty || p.certainty === f.certainty) && (!f.since || (p.date || "") >= f.since) &&
    (!f.until || (p.date && p.date <= f.until)) && (!f.confidence || p.confidence >= +f.confidence) &&
    (!f.text || [names(p.holder), p.issue && p.issue[1], p.what, p.quote].join(" ").toLowerCase().includes(f.text.toLowerCase()));
};
for (const [stance, [colour, letter]] of Object.entries(STANCES)) {
  const item = el("li", null, at("legend"));
  el("span", letter, item, {className: "key"}).style.borderColor = colour; item.append(stance);
}
// Views --------------------------------------------------------------------------------------------------------
const group = (list, key) => { const found = new Map(); for (const one of list) for (const k of key(one)) found.set(k, [...(found.get(k) || []), one]); return found; };
const dates = p => p.date || "undated";
let net;
const VIEWS = {
  graph(shown) {
    const by = new Map(); for (const p of shown) if (p.issue) for (const h of p.holder) {
      const k = JSON.stringify(["p:" + h[0], "i:" + p.issue[0], p.stance]); if (!by.has(k)) by.set(k, []); by.get(k).push(p); }
    const edges = data.edges.map(e => ({...e, here: by.get(JSON.stringify([e.from, e.to, e.stance]))})).filter(e => e.here);
    const used = new Set(edges.flatMap(e => [e.from, e.to])), ink = getComputedStyle(document.body).color, paper = getComputedStyle(document.body).backgroundColor;
    const nodes = data.nodes.filter(n => used.has(n.id)).map(n => ({id: n.id, label: n.label, x: n.x, y: n.y, shape: n.group === "p" ? "dot" : "box", size: 12,
      color: {background: n.group === "p" ? ink : paper, border: ink}, font: {color: ink, size: 18}, scaling: {label: {drawThreshold: 1}}, widthConstraint: {maximum: 170}}));
    const lines = edges.map(e => ({id: e.id, from: e.from, to: e.to, width: 1 + 1.6 * Math.sqrt(e.here.length), dashes: e.here.every(loose), label: STANCES[e.stance][1],
      color: STANCES[e.stance][0], font: {color: ink, strokeColor: paper, strokeWidth: 4}, smooth: {type: "curvedCW", roundness: .06 * (1 + Object.keys(STANCES).indexOf(e.stance))}, arrows: {to: {enabled: true, scaleFactor: .5, type: against(e) ? "bar" : "arrow"}}}));
    view.className = "net"; view.tabIndex = 0; if (net) net.destroy();
    net = new vis.Network(view, {nodes, edges: lines}, {physics: false, interaction: {keyboard: {enabled: true, bindToWindow: false}, hover: true}, layout: {randomSeed: 1}});
    const label = id => data.nodes.find(n => n.id === id).label;
    net.on("click", hit => {
      const e = !hit.nodes.length && edges.find(one => one.id === hit.edges[0]);
      if (hit.nodes.length) open(edges.filter(one => one.from === hit.nodes[0] || one.to === hit.nodes[0]).flatMap(one => one.here), label(hit.nodes[0]));
      else if (e) open(e.here, label(e.from) + " · " + e.stance + " · " + label(e.to));
    });
    net.fit(); window.kgNetwork = net;
    return data.edges.length < data.groups ? " The strongest " + data.edges.length + " of " + data.groups + " lines are drawn." : "";
  },
  matrix(shown) {
    const by = group(shown.filter(p => p.issue), p => p.holder.map(h => JSON.stringify([h[0], p.issue[0]])));
    const label = new Map(shown.flatMap(p => [...p.holder.map(h => ["p" + h[0], h[1]]), ...(p.issue ? [["i" + p.issue[0], p.issue[1]]] : [])]));
    const parties = data.order.parties.filter(p => label.has("p" + p)), table = el("table", null, view), head = el("tr", null, table);
    el("th", "Issue", head); for (const p of parties) el("bdi", label.get("p" + p), el("th", null, head, {scope: "col"}));
    for (const i of data.order.issues.filter(one => label.has("i" + one))) {
      const row = el("tr", null, table); el("bdi", label.get("i" + i) + (data.contested.includes(i) ? " ⚡ contested" : ""), el("th", null, row, {scope: "row"}));
      for (const p of parties) {
        const here = by.get(JSON.stringify([p, i])), cell = el("td", null, row); if (!here) continue;
        const no = here.filter(against).length, threats = here.filter(one => one.stance === "threat").length, yes = here.length - no - threats;
        button([yes && "+" + yes, no && "−" + no, threats && "T" + threats].filter(Boolean).join(" "), here, label.get("p" + p) + " · " + label.get("i" + i), cell).setAttribute("aria-label", yes + " for, " + no + " against, " + threats + " threats");
        cell.style.background = yes && no ? "#e69f0055" : no ? "#d55e0055" : yes ? "#0072b255" : "";
      }
    }
  },
  timeline(shown) {
    const lines = group(shown.filter(p => p.issue), p => p.holder.map(h => JSON.stringify([p.issue[1], h[1]]))), table = el("table", null, view);
    for (const key of [...lines.keys()].sort()) {
      const [issue, party] = JSON.parse(key), row = el("tr", null, table); el("bdi", issue, el("th", null, row)); el("bdi", party, el("th", null, row));
      const cell = el("td", null, row); let last = null;
      for (const p of lines.get(key)) {
        const side = p.stance === "threat" ? last : against(p), turned = last !== null && side !== last; last = side;
        button((turned ? "⇄ changed: " : "") + dates(p) + (p.round ? " " + p.round : "") + " " + p.stance, [p], party + " · " + issue, cell).style.borderLeft = "4px solid " + STANCES[p.stance][0];
      }
    }
  },
  reader(shown) {
    // Offsets count code points, as Python does; JavaScript strings count UTF-16 units.
    const box = el("div", null, view, {className: "text"}), chars = [...data.text], cuts = [...new Set([0, chars.length, ...shown.flatMap(p => [p.start, p.end])])].sort((a, b) => a - b);
    for (let n = 0; n + 1 < cuts.length; n++) {
      const here = shown.filter(p => p.start <= cuts[n] && p.end >= cuts[n + 1]), words = chars.slice(cuts[n], cuts[n + 1]).join("");
      const span = el("span", words, box); if (!here.length) continue;
      span.setAttribute("role", "button"); span.tabIndex = 0; span.style.borderColor = STANCES[here[0].stance][0]; span.title = here.map(p => p.stance).join(", ");
      span.onclick = () => open(here, "Read from this passage"); span.onkeydown = e => { if (e.key === "Enter") span.onclick(); };
    }
  },
};
function draw() {
  const shown = all.filter(kept); if (net) { net.destroy(); net = null; }
  view.replaceChildren(); view.className = "";
  const note = shown.length || kind === "reader" ? VIEWS[kind](shown) || "" : "";
  if (!shown.length && kind !== "reader") el("p", all.length ? "Nothing matches these filters." : "There are no positions yet.", view, {className: "hint"});
  at("count").textContent = shown.length + " of " + all.length + " positions." + note;
  const host = at("table").querySelector("div"), table = el("table"); host.replaceChildren(table);
  for (const p of shown.slice(0, 1000)) {
    const row = el("tr", null, table), cell = el("td", null, row); button(names(p.holder), [p], names(p.holder), cell);
    for (const text of [p.stance, p.issue && p.issue[1], p.what, p.date]) el("bdi", text || "", el("td", null, row));
  }
  history.replaceState(null, "", "#" + new URLSearchParams(Object.entries(fields).map(([k, v]) => [k, v.value]).filter(e => e[1])));
}
for (const [k, v] of new URLSearchParams(location.hash.slice(1))) if (fields[k]) fields[k].value = v;
form.addEventListener("input", draw); form.addEventListener("submit", e => e.preventDefault());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
draw();
})();
