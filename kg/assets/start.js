"use strict";
// Drawing: what is kept is given to the view, to the line that counts it, and to the table; the slider plays the talks.

// Words around the view ----------------------------------------------------------------------------------------

function introduce() {
  const talks = present(all.map(one => one.negotiation)), read = KIND === "reader" ? null : documents.length;
  const days = all.map(one => one.date).filter(Boolean);
  at("talks").append(...(talks.length > 3 ? [plural(talks.length, "negotiation")] : talks.flatMap((one, n) => [n ? " · " : "", said(one)])));
  if (KIND === "reader") return VIEW.introduce(at("about"));
  if (!all.length) return at("about").append("There are no positions yet.");
  const span = days.length ? [...new Set([days.reduce((a, b) => a < b ? a : b), days.reduce((a, b) => a > b ? a : b)])].map(dayName).join(" to ") : "";
  const held = new Set(all.flatMap(one => one.holder)), on = new Set(all.map(one => one.issue).filter(Boolean));
  const whose = `${plural(held.size, "party", "parties")} on ${plural(on.size, "issue")}, read from ${plural(read, "document")}${span && ", " + span}.`;
  if (!partial) at("about").append(`${plural(data.total, "position")} of ${whose}`);
  else at("about").append(`${plural(data.total, "position")}. This page holds the newest ${plural(all.length, "position")} of the ` +
    `${plural(counted.size, "strongest line")} (of ${data.lineTotal.toLocaleString("en")}): ${whose} Counts are of all positions until a filter is set, then of those held.`);
  if (partial && KIND === "timeline") at("about").append(" Earlier positions, and changes, of a line may be missing: a page narrowed to one issue or party holds more of them.");
}

// Drawing ------------------------------------------------------------------------------------------------------

function draw() {
  const shown = kept();
  showState();
  view.className = KIND;
  let note = "";
  if (shown.length || KIND === "reader") {
    note = VIEW.draw(shown);
  } else {
    VIEW.clear?.();
    const empty = el("p", {className: "empty"}, all.length ? "No position fits these filters. " : "There are no positions yet. ");
    empty.append(all.length ? el("button", {type: "button", onclick: reset}, "Show all") : "Read articles into the graph with kg add FILE, then make this page again.");
    view.replaceChildren(empty);
  }
  at("hint").hidden = !shown.length;
  at("count").textContent = [`${shown.length.toLocaleString("en")} of ${plural(all.length, "position")}`, note].filter(Boolean).join(". ") + ".";
  if (data.served && partial && !whole()) at("count").append(" ", el("a", {href: elsewhereAddress()}, "Ask all positions"));
  if (at("table").open) tabulate(shown);
  showMoment();
  if (!panel.classList.contains("open")) idle();
}
function changed() {
  draw();
  const said = fragment();
  history.replaceState(null, "", said ? "#" + said : location.pathname + location.search);
}
function tabulate(shown = kept()) {
  const {headings, rows} = VIEW.table(shown), most = 1000;
  const head = el("thead", {}, el("tr", {}, ...headings.map(name => el("th", {scope: "col"}, name))));
  const body = el("tbody", {}, ...rows.slice(0, most).map(cells => el("tr", {}, ...cells.map((cell, n) => el(n ? "td" : "th", n ? {} : {scope: "row"}, cell)))));
  at("table").querySelector("div").replaceChildren(el("table", {}, head, body),
    rows.length > most ? el("p", {className: "soft"}, `The first ${most.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows.`) : "");
}

// The slider ---------------------------------------------------------------------------------------------------

/** The moments of the talks: days, or months or years where there are too many days for a slider. */
const moments = (() => {
  const days = present(all.map(one => one.date));
  for (const length of [10, 7, 4]) {
    const found = [...new Set(days.map(day => day.slice(0, length)))];
    if (found.length <= 60 || length === 4) return found;
  }
  return [];
})();
let playing = 0;
function momentName(one) {
  const rounds = present(all.filter(p => p.date && p.date.slice(0, one.length) === one).map(p => p.round));
  return dayName(one) + (rounds.length && rounds.length < 3 ? " · " + rounds.map(roundName).join(", ") : "");
}
function showMoment() {
  if (at("play").hidden) return;
  const here = moment == null ? moments.length - 1 : moments.findIndex(one => one >= moment);
  at("step").value = here < 0 ? moments.length - 1 : here;
  at("moment").textContent = moment == null ? "all of the talks" : "up to " + momentName(moments[at("step").value]);
  at("step").setAttribute("aria-valuetext", at("moment").textContent);
  [...at("bars").children].forEach((bar, n) => bar.classList.toggle("past", n <= +at("step").value));
}
function move(step) {
  moment = step >= moments.length - 1 ? null : moments[step];
  changed();
}
function stop() {
  clearInterval(playing);
  playing = 0;
  at("run").textContent = "▶";
  at("run").setAttribute("aria-label", "Play the talks");
}
function play() {
  if (playing) return stop();
  at("run").textContent = "❚❚";
  at("run").setAttribute("aria-label", "Pause");
  let step = moment == null ? 0 : +at("step").value + 1;
  move(step);
  playing = setInterval(() => {
    if (++step >= moments.length) return stop();
    move(step);
    if (step >= moments.length - 1) stop();
  }, 1400);
}
function prepareSlider() {
  at("play").hidden = moments.length < 2 || !["graph", "matrix"].includes(KIND);
  at("step").max = moments.length - 1;
  const counts = moments.map(one => all.filter(p => p.date && p.date.slice(0, one.length) === one).length), most = Math.max(...counts, 1);
  at("bars").append(...counts.map(count => { const bar = el("i"); bar.style.height = Math.max(8, 100 * count / most) + "%"; return bar; }));
  at("step").addEventListener("input", () => { stop(); move(+at("step").value); });
  at("run").onclick = play;
}

// Start --------------------------------------------------------------------------------------------------------

introduce();
prepareSlider();
readAddress();
form.addEventListener("input", changed);
form.addEventListener("submit", event => event.preventDefault());
at("clear").onclick = reset;
at("share").onclick = share;
at("table").addEventListener("toggle", () => { if (at("table").open) tabulate(); });
at("table").querySelector("summary").textContent = VIEW.tableName || "The same as a table";
at("hint").textContent = VIEW.hint || "";
// The address is the filter's: the way past it leaves it alone.
document.querySelector(".skip").onclick = event => {
  event.preventDefault();
  (at("stage") || view.querySelector("[tabindex='0'], button") || view).focus();
};
addEventListener("hashchange", () => { readAddress(); draw(); VIEW.addressed?.(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
draw();
VIEW.addressed?.();
