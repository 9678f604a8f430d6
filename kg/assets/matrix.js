"use strict";
// The matrix: parties by issues, those who take the same sides beside each other.

const WIDE = 40, HIGH = 80;

const VIEW = (() => {
  const rank = blocs => new Map(blocs.flat().map((id, n) => [id, n]));
  const [partyRank, issueRank] = data.blocs.map(rank);
  /** The bloc of each party; those alone in theirs share the last. */
  const blocOf = new Map(data.blocs[0].flatMap((bloc, n) => bloc.map(id => [id, bloc.length > 1 ? n : -1])));
  /** For how many positions, against how many, and threats. */
  function score(lines) {
    const found = {for: 0, against: 0, neither: 0};
    for (const line of lines) found[STANCES[line.stance].side] += line.count;
    return found;
  }
  const side = score => score.for && score.against ? "both" : score.for ? "for" : score.against ? "against" : "neither";

  function gather(shown) {
    const cells = new Map(), held = new Map(), on = new Map();
    for (const line of linesOf(shown, whole())) {
      const {party, issue, count} = line, row = cells.get(issue) || cells.set(issue, new Map()).get(issue);
      row.set(party, [...(row.get(party) || []), line]);
      held.set(party, (held.get(party) || 0) + count);
      on.set(issue, (on.get(issue) || 0) + count);
    }
    const strongest = (counts, most, ranks) => [...counts].sort((a, b) => b[1] - a[1] || (a[0].id < b[0].id ? -1 : 1))
      .slice(0, most).map(([one]) => one).sort((a, b) => ranks.get(a.id) - ranks.get(b.id));
    const columns = strongest(held, WIDE, partyRank), rows = strongest(on, HIGH, issueRank).map(issue => {
      const scores = [...cells.get(issue).values()].map(score);
      const yes = scores.filter(one => one.for > one.against).length, no = scores.filter(one => one.against > one.for).length;
      return {issue, yes, no, contested: Math.min(yes, no), positions: on.get(issue)};
    });
    const sort = field("sort").value;
    if (sort === "name") rows.sort((a, b) => byLabel(a.issue, b.issue));
    if (sort === "positions") rows.sort((a, b) => b.positions - a.positions);
    if (sort === "contested") rows.sort((a, b) => b.contested - a.contested || b.positions - a.positions);
    return {cells, columns, rows, parties: held.size, issues: on.size, without: shown.filter(one => !one.issue).length};
  }
  function cell(lines, party, issue) {
    const positions = [...new Set(lines.flatMap(line => line.positions))], found = score(lines), kind = side(found);
    const parts = [found.for && "+" + found.for, found.against && "−" + found.against, found.neither && "!" + found.neither].filter(Boolean);
    const told = [found.for && `${found.for} for`, found.against && `${found.against} against`, found.neither && plural(found.neither, "threat")].filter(Boolean).join(", ");
    const made = el("button", {type: "button", className: `cell ${kind}` + (positions.every(loose) ? " loose" : ""), title: `${party.label}, ${issue.label}: ${told}`},
      ...parts.map(part => el("span", {}, part)));
    made.setAttribute("aria-label", `${party.label}, ${issue.label}: ${told}`);
    if (kind === "both") made.style.setProperty("--share", Math.round(100 * found.for / (found.for + found.against)) + "%");
    made.onclick = () => {
      view.querySelector(".cell.chosen")?.classList.remove("chosen");
      made.classList.add("chosen");
      open([said(party.label), " · ", said(issue.label)], positions, {count: lines.reduce((sum, line) => sum + line.count, 0), party, issue});
    };
    return made;
  }
  function draw(shown) {
    const found = gather(shown), {cells, columns, rows} = found;
    const ends = new Set(columns.filter((party, n) => n && blocOf.get(party.id) !== blocOf.get(columns[n - 1].id)));
    const head = el("tr", {}, el("td", {className: "corner"}), ...columns.map(party =>
      el("th", {scope: "col", className: ends.has(party) ? "bloc" : ""}, el("div", {}, el("span", {title: party.label}, said(party.label))))));
    const body = rows.map(({issue, yes, no, contested}) => el("tr", {className: contested ? "contested" : ""},
      el("th", {scope: "row"}, el("span", {className: "name"}, said(issue.label)), " ", contested ? el("span", {className: "tag"}, `contested ${yes}\u2009:\u2009${no}`) : ""),
      ...columns.map(party => {
        const here = cells.get(issue).get(party);
        return el("td", {className: ends.has(party) ? "bloc" : ""}, here ? cell(here, party, issue) : "");
      })));
    const table = el("table", {className: "grid"}, el("caption", {className: "unseen"}, "Parties by issues: positions for (+), against (−) and threats (!)"),
      el("thead", {}, head), el("tbody", {}, ...body));
    const key = el("p", {className: "key"}, el("span", {className: "cell for"}, "+1"), " for ", el("span", {className: "cell against"}, "−1"), " against ",
      el("span", {className: "cell both"}, el("span", {}, "+1"), el("span", {}, "−1")), " on both sides ", el("span", {className: "cell neither"}, "!1"), " threat ",
      el("span", {className: "cell for loose"}, "+1"), " only expected, or from an unnamed source");
    const kept = view.querySelector(".scroll"), place = kept && [kept.scrollLeft, kept.scrollTop];
    const scroll = el("div", {className: "scroll", tabIndex: 0, role: "region"}, table);
    scroll.setAttribute("aria-label", "Parties by issues");
    view.replaceChildren(key, scroll);
    if (place) scroll.scrollTo(...place);
    return [
      found.parties > columns.length && `The ${columns.length} parties of ${found.parties} with most positions are shown`,
      found.issues > rows.length && `the ${rows.length} issues of ${found.issues} with most positions`,
      found.without && plural(found.without, "names no issue", "name no issue"),
    ].filter(Boolean).join("; ");
  }
  // Arrow keys go from cell to cell, as in a spreadsheet; Tab leaves.
  view.addEventListener("keydown", event => {
    const here = document.activeElement.closest?.("td"), step = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]}[event.key];
    if (!here || !step || !here.closest(".grid")) return;
    const rows = [...view.querySelectorAll(".grid tbody tr")];
    for (let x = here.cellIndex + step[0], y = rows.indexOf(here.parentNode) + step[1]; rows[y]?.cells[x]; x += step[0], y += step[1]) {
      const button = rows[y].cells[x].querySelector("button");
      if (button) { event.preventDefault(); button.focus(); break; }
    }
  });
  document.addEventListener("shut", () => view.querySelector(".cell.chosen")?.classList.remove("chosen"));
  function table(shown) {
    const {cells, columns, rows} = gather(shown);
    return {headings: ["Issue", "For", "Against", "Contested"], rows: rows.map(({issue, yes, no, contested}) => {
      const who = wanted => columns.filter(party => cells.get(issue).has(party) && wanted.includes(side(score(cells.get(issue).get(party)))));
      return [said(issue.label), said(labels(who(["for", "both"]))), said(labels(who(["against", "both"]))), contested ? `${yes} to ${no}` : ""];
    })};
  }
  return {draw, table, tableName: "The same as a list of issues",
    hint: "Parties that take the same sides stand together; a thick line ends their bloc. Choose a cell to read its positions; arrow keys go from cell to cell."};
})();
