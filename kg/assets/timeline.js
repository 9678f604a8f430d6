"use strict";
// The timeline: a lane for each party on each issue, a column for each date, changes of side marked.

const LANES = 150, COLUMNS = 18;

const VIEW = (() => {
  /** Dates as columns: days where they fit, else months, else years; without a date last. */
  function columnsOf(shown) {
    const days = present(shown.map(one => one.date));
    let length = 10;
    while (length > 4 && new Set(days.map(day => day.slice(0, length))).size > COLUMNS) length = length === 10 ? 7 : 4;
    const keyOf = one => one.date ? one.date.slice(0, length) : "";
    const keys = [...new Set(days.map(day => day.slice(0, length)))];
    if (shown.some(one => !one.date)) keys.push("");
    return {keys, keyOf, unit: {10: "days", 7: "months", 4: "years"}[length]};
  }
  const sideAt = positions => {
    const sides = new Set(positions.map(sideOf));
    return sides.has("for") && sides.has("against") ? "both" : sides.has("for") ? "for" : sides.has("against") ? "against" : "";
  };
  /** What happens to a party's side from date to date. A change is from one side to the other, or the first time that
   *  it takes the other side as well; threats take no side. */
  function follow(at, keys) {
    const met = new Set();
    let side = "", changes = 0;
    const steps = keys.map(key => {
      const here = at.get(key), before = key ? side : "", now = here && key ? sideAt(here) : "";
      const other = {for: "against", against: "for"}[side];
      const turned = other && now === other ? "now " + other : other && now === "both" && !met.has(other) ? "also " + other : "";
      if (now === "both") met.add("for").add("against"); else if (now) met.add(side = now);
      if (now === "both" && !side) side = "both";
      if (turned) changes++;
      return {here, before, side: key ? side : "", turned};
    });
    const last = steps.findLastIndex((step, n) => step.here && keys[n]);
    return {steps: steps.map((step, n) => ({...step, before: n <= last ? step.before : "", after: n < last ? step.side : ""})), changes};
  }
  function gather(shown) {
    const columns = columnsOf(shown), lanes = [];
    const placed = shown.filter(one => one.issue);
    for (const [issue, on] of grouped(placed, one => [shownIssue(one.issue)])) for (const [party, held] of grouped(on, shownHolders)) {
      const at = grouped(held, one => [columns.keyOf(one)]);
      lanes.push({issue, party, positions: held, ...follow(at, columns.keys)});
    }
    const moved = field("moved").checked, wanted = moved ? lanes.filter(lane => lane.changes) : lanes;
    const kept = [...wanted].sort((a, b) => b.changes - a.changes || b.positions.length - a.positions.length ||
      (a.issue.id + a.party.id < b.issue.id + b.party.id ? -1 : 1)).slice(0, LANES);
    const byIssue = [...grouped(kept, lane => [lane.issue])].map(([issue, list]) => ({issue, lanes: list,
      changes: list.reduce((sum, lane) => sum + lane.changes, 0), positions: list.reduce((sum, lane) => sum + lane.positions.length, 0)}));
    byIssue.sort((a, b) => b.changes - a.changes || b.positions - a.positions || byLabel(a.issue, b.issue));
    return {columns, byIssue, lanes: wanted.length, kept: kept.length, changed: lanes.reduce((sum, lane) => sum + lane.changes, 0), without: shown.length - placed.length};
  }
  function mark(stance, positions, lane, key, step) {
    const turn = step.turned.endsWith(" " + STANCES[stance].side), told = [dayName(key), stance, positions.length > 1 && positions.length, turn && `changed: ${step.turned}`].filter(Boolean).join(", ");
    const made = el("button", {type: "button", className: `mark ${stance}` + (positions.every(loose) ? " loose" : "") + (turn ? " turned" : ""), title: told},
      sign(stance), positions.length > 1 ? el("small", {}, String(positions.length)) : "");
    made.setAttribute("aria-label", `${lane.party.label}: ${told}`);
    made.onclick = () => {
      view.querySelector(".mark.chosen")?.classList.remove("chosen");
      made.classList.add("chosen");
      open([said(lane.party.label), " · ", said(lane.issue.label), el("span", {className: "soft"}, " " + dayName(key))], positions);
    };
    return made;
  }
  function row(lane, keys) {
    const cells = lane.steps.map((step, n) => {
      const cell = el("td", {className: [step.before && "in-" + step.before, step.after && "out-" + step.after].filter(Boolean).join(" ")});
      if (!step.here) return cell;
      const inside = el("div", {}, ...[...grouped(step.here, one => [one.stance])].map(([stance, list]) => mark(stance, list, lane, keys[n], step)));
      if (step.turned) inside.append(el("span", {className: "tag"}, "⇄ " + step.turned));
      cell.append(inside);
      return cell;
    });
    return el("tr", {}, el("th", {scope: "row"}, said(lane.party.label)), ...cells);
  }
  function headings(shown, columns) {
    const rounds = columns.keys.map(key => present(shown.filter(one => columns.keyOf(one) === key).map(one => one.round)));
    return el("tr", {}, el("th", {scope: "col"}, "Party"), ...columns.keys.map((key, n) => {
      const [year, month, day] = key.split("-");
      const told = key && month ? [dayName(key).replace(" " + year, ""), year] : [dayName(key), ""];
      return el("th", {scope: "col"}, el("b", {}, told[0]), told[1] ? el("span", {}, " " + told[1]) : "",
        rounds[n].length && rounds[n].length < 3 ? el("small", {}, rounds[n].map(roundName).join(", ")) : "");
    }));
  }

  function draw(shown) {
    const found = gather(shown), {columns} = found;
    const bodies = found.byIssue.map(({issue, lanes, changes}) => el("tbody", {},
      el("tr", {className: "issue"}, el("th", {scope: "rowgroup", colSpan: columns.keys.length + 1}, el("span", {}, said(issue.label),
        changes ? el("span", {className: "tag"}, plural(changes, "change")) : ""))),
      ...lanes.sort((a, b) => b.positions.length - a.positions.length || byLabel(a.party, b.party)).map(lane => row(lane, columns.keys))));
    const table = el("table", {className: "lanes"}, el("caption", {className: "unseen"}, "Positions of each party on each issue by date"), el("thead", {}, headings(shown, columns)), ...bodies);
    const key = el("p", {className: "key"}, el("i", {className: "lane for"}), " for ", el("i", {className: "lane against"}), " against ",
      el("span", {className: "tag"}, "⇄ now against"), " a change of side ", el("span", {className: "mark demand loose"}, sign("demand")), " only expected, or from an unnamed source");
    const scroll = el("div", {className: "scroll", tabIndex: 0, role: "region"}, table);
    scroll.setAttribute("aria-label", "Lanes by date");
    view.replaceChildren(key, found.byIssue.length ? scroll : el("p", {className: "empty"}, "Nobody here changed sides."));
    return [found.lanes > found.kept && `${found.kept} lanes of ${found.lanes} are shown: changes of side first, then those with most positions`,
      plural(found.changed, "change of side is", "changes of side are") + " marked" + (columns.unit === "days" ? "" : `, by ${columns.unit}`),
      found.without && plural(found.without, "names no issue", "name no issue")].filter(Boolean).join("; ");
  }
  document.addEventListener("shut", () => view.querySelector(".mark.chosen")?.classList.remove("chosen"));
  function table(shown) {
    const {byIssue, columns} = gather(shown);
    return {headings: ["Issue", "Party", "Positions by date", "Changes"], rows: byIssue.flatMap(({issue, lanes}) => lanes.map(lane => [
      said(issue.label), said(lane.party.label),
      lane.steps.flatMap((step, n) => step.here ? [`${dayName(columns.keys[n])}: ${[...new Set(step.here.map(one => one.stance))].join(", ")}${step.turned ? ` (${step.turned})` : ""}`] : []).join("; "),
      lane.changes ? String(lane.changes) : ""]))};
  }
  return {draw, table, tableName: "The same as a list of lanes", hint: "A lane's line shows the side last taken, until the next sign. Choose a sign to read its positions."};
})();
