"use strict";
// The graph: parties and issues, joined by lines of positions. vis-network draws and moves it; names and signs are put
// on top at one size whatever the zoom, those that matter most first, and none over another.

const VIEW = (() => {
  const PLACES = new Map(data.nodes.map(one => [one.id, [one.x, one.y]]));
  const FONT = '"Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif';
  const against = stance => STANCES[stance].side === "against";
  /** Of more lines than the first number only so many have signs, the strongest, until one comes near. */
  const CROWDED = 200, SIGNED = 40;
  let net = null, nodeSet, lineSet, lines = [], nodes = new Map(), unit = 1, fresh = null, hover = null, chosen = null, cursor = null, boxes = [], ready = false;

  // What is drawn ----------------------------------------------------------------------------------------------

  function gather(shown) {
    const found = linesOf(shown, whole()), most = +field("lines").value;
    lines = found.slice(0, most);
    nodes = new Map();
    const join = (id, label, kind, line) => {
      if (!nodes.has(id)) nodes.set(id, {id, label, kind, weight: 0, lines: []});
      nodes.get(id).weight += line.count;
      nodes.get(id).lines.push(line);
    };
    for (const line of lines) {
      line.from = "p:" + line.party.id;
      line.to = "i:" + line.issue.id;
      line.loose = line.positions.every(loose);
      join(line.from, line.party.label, "party", line);
      join(line.to, line.issue.label, "issue", line);
    }
    nodes = new Map([...nodes].sort((a, b) => b[1].weight - a[1].weight || (a[0] < b[0] ? -1 : 1)));
    fresh = moment == null ? null : new Set(lines.filter(line => line.positions.some(p => p.date && p.date.slice(0, moment.length) === moment)).map(line => line.key));
    return found.length;
  }
  /** Where a node stands: as it was laid out, else near those it is joined to; the same from time to time. */
  function placed() {
    const spots = new Map();
    // It was laid out for a screen that is wide; on one that is high it stands on its side.
    const tall = stage.clientHeight > 1.1 * stage.clientWidth;
    for (const id of nodes.keys()) if (PLACES.has(id)) spots.set(id, tall ? [...PLACES.get(id)].reverse() : PLACES.get(id));
    let turn = 0;
    for (const [id, node] of nodes) if (!spots.has(id)) {
      const near = node.lines.map(line => spots.get(line.from === id ? line.to : line.from)).filter(Boolean);
      const middle = axis => near.length ? near.reduce((sum, spot) => sum + spot[axis], 0) / near.length : 0;
      const angle = ++turn * 2.399963, reach = 90 + 9 * Math.sqrt(turn) * (near.length ? 1 : 3);
      spots.set(id, [middle(0) + reach * Math.cos(angle), middle(1) + 0.6 * reach * Math.sin(angle)]);
    }
    return spots;
  }
  /** Where there are many they are smaller, so that they leave each other room. */
  const size = node => {
    const crowd = Math.max(0.3, Math.min(1, Math.sqrt((stage.clientWidth || 800) * (stage.clientHeight || 500) / nodes.size / 8000)));
    return (node.kind === "party" ? 2.5 : 3) + crowd * (2 + Math.min(7, (nodes.size > 50 ? 0.6 : 1.1) * Math.sqrt(node.weight)));
  };
  /** Thin for one position; the widest is for the line with most of them. */
  const width = line => {
    const most = lines[0].count, thin = lines.length > 150 ? 0.8 : 1.4, wide = Math.min(8, thin + 1.2 * (Math.sqrt(most) - 1));
    return most > 1 ? thin + (wide - thin) * Math.sqrt((line.count - 1) / (most - 1)) : thin;
  };
  const strength = line => (lines.length > 400 ? 0.38 : lines.length > 150 ? 0.6 : 0.9) * (fresh && !fresh.has(line.key) ? 0.3 : 1);

  function draw(shown) {
    if (!net) start();
    const total = gather(shown), spots = placed();
    hover = cursor = null;
    ready = false;
    if (!camera.held()) fit(spots);
    const between = grouped(lines, line => [line.from + "\n" + line.to]);
    nodeSet.clear();
    lineSet.clear();
    nodeSet.add([...nodes.values()].map(node => ({id: node.id, x: spots.get(node.id)[0], y: spots.get(node.id)[1],
      shape: node.kind === "party" ? "dot" : "square", size: size(node) * unit * (node.kind === "party" ? 1 : 0.8), borderWidth: 1.5,
      color: {background: colour(node.kind === "party" ? "ink" : "paper"), border: colour("ink")}})));
    lineSet.add(lines.map(line => {
      const beside = between.get(line.from + "\n" + line.to), bend = 0.08 + 0.14 * beside.indexOf(line);
      return {id: line.key, from: line.from, to: line.to, width: width(line) * unit, dashes: line.loose ? [7 * unit, 5 * unit] : false,
        color: {color: colour(line.stance), opacity: strength(line)}, smooth: {enabled: true, type: "curvedCW", roundness: bend},
        arrows: lines.length > 1500 ? "" : {to: {enabled: true, scaleFactor: 0.42 * unit, type: against(line.stance) ? "bar" : "arrow"}}};
    }));
    ready = true;
    net.setOptions({interaction: {hideEdgesOnDrag: lines.length > 800, hideEdgesOnZoom: lines.length > 800}});
    const without = shown.filter(one => !one.issue).length, least = lines.length ? lines[lines.length - 1].count : 0;
    return [plural(lines.length, "line") + (total > lines.length ? ` of ${total.toLocaleString("en")} drawn: the strongest, of ${plural(least, "position")} or more` : " drawn"),
      partial && !whole() && "counts are of the positions held here", without && plural(without, "names no issue", "name no issue")].filter(Boolean).join("; ");
  }
  function clear() {
    net?.destroy();
    net = null;
    lines = [];
    nodes = new Map();
  }

  // The network ------------------------------------------------------------------------------------------------

  const stage = el("div", {id: "stage", tabIndex: 0, role: "application"}), tip = el("div", {id: "tip", hidden: true}), told = el("p", {className: "unseen", role: "status"});
  const tools = el("div", {className: "zoom"}, ...[["+", "Nearer", () => zoom(1.35)], ["−", "Farther", () => zoom(1 / 1.35)], ["⤢", "All of it", () => fit(placed())]].map(
    ([text, title, onclick]) => { const made = el("button", {type: "button", title, onclick}, text); made.setAttribute("aria-label", title); return made; }));
  stage.setAttribute("aria-label", "Graph of parties and issues. Left and right go from name to name, up and down along its lines, Enter opens the positions. The same stands in the table below.");

  function start() {
    view.replaceChildren(stage, tools, tip, told);
    nodeSet = new vis.DataSet();
    lineSet = new vis.DataSet();
    net = new vis.Network(stage, {nodes: nodeSet, edges: lineSet}, {...data.options, autoResize: true});
    net.on("afterDrawing", paint);
    net.on("resize", () => {
      if (!ready) return;
      const spots = placed();
      nodeSet.update([...spots].map(([id, [x, y]]) => ({id, x, y})));
      fit(spots);
    });
    net.on("click", event => choose(hit(event.pointer.DOM.x, event.pointer.DOM.y)));
    stage.onpointermove = event => {
      const box = stage.getBoundingClientRect();
      if (event.pointerType === "mouse" && !event.buttons) point(hit(event.clientX - box.left, event.clientY - box.top), event.clientX - box.left, event.clientY - box.top);
    };
    stage.onpointerleave = () => point(null);
    stage.onkeydown = key;
    window.kgNetwork = net;
  }
  /** The camera stays where it is while the talks play, so that what is new is seen to come. */
  const camera = {held: () => moment != null && camera.set, set: false};
  function fit(spots) {
    const found = [...spots.values()], [left, right] = [0, 1].map(axis => [Math.min(...found.map(s => s[axis])), Math.max(...found.map(s => s[axis]))]);
    if (!found.length) return;
    const wide = stage.clientWidth || 800, high = stage.clientHeight || 500;
    const scale = Math.min(1.25, (wide - Math.min(150, wide * 0.22)) / (left[1] - left[0] || 1), (high - 70) / (right[1] - right[0] || 1));
    unit = 1 / scale;
    camera.set = true;
    net.moveTo({position: {x: (left[0] + left[1]) / 2, y: (right[0] + right[1]) / 2}, scale, animation: false});
  }
  const zoom = factor => net.moveTo({scale: net.getScale() * factor, animation: false});

  // Names and signs over it ------------------------------------------------------------------------------------

  const spot = id => net.body.nodes[id];
  function curve(line) {
    const from = spot(line.from), to = spot(line.to), via = net.body.edges[line.key]?.edgeType?.getViaNode?.() || {x: (from.x + to.x) / 2, y: (from.y + to.y) / 2};
    return [from, via, to];
  }
  const along = ([a, b, c], t) => ({x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * b.x + t * t * c.x, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * b.y + t * t * c.y});
  /** A name in at most two lines. */
  function broken(label) {
    const rows = [""];
    for (const word of label.split(/\s+/)) {
      const row = rows[rows.length - 1];
      if (row && row.length + word.length > 17 && rows.length < 2) rows.push(word); else rows[rows.length - 1] = row ? row + " " + word : word;
    }
    return rows.map(row => [...row].length > 24 ? [...row].slice(0, 23).join("") + "…" : row);
  }
  const focused = () => hover || chosen;
  /** The nodes and lines a focus is about; null for all. */
  function about(focus) {
    if (!focus) return null;
    const kept = focus.node ? focus.node.lines : [focus.line];
    return {lines: new Set(kept), nodes: new Set(kept.flatMap(line => [line.from, line.to]))};
  }
  /** Boxes of names and of signs on the screen, none over another; `toScreen` says where a point of the graph is. */
  function arrange(toScreen, measure, wide, high, only) {
    const taken = [], free = (box, owner, over) => !taken.some(one => one.owner !== owner && !(over && one.node) && box.x < one.x + one.w && one.x < box.x + box.w && box.y < one.y + one.h && one.y < box.y + box.h);
    const inside = box => box.x + box.w > 0 && box.y + box.h > 0 && box.x < wide && box.y < high;
    taken.push({x: wide - 46, y: 0, w: 46, h: 122});
    const names = [], signs = [], radius = (node, at) => size(node) * unit * at.scale + 2;
    for (const node of nodes.values()) if (!only || only.nodes.has(node.id)) {
      const at = toScreen(spot(node.id)), r = radius(node, at);
      taken.push({x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r, owner: node, node});
    }
    for (const node of nodes.values()) {
      if (only && !only.nodes.has(node.id)) continue;
      const at = toScreen(spot(node.id)), rows = broken(node.label), px = Math.min(15, 11.5 + Math.log2(node.weight) * 0.5);
      const w = Math.max(...rows.map(row => measure(row, px, node.kind))) + 10, h = rows.length * px * 1.2 + 5, r = radius(node, at);
      const around = [[-w / 2, r], [-w / 2, -r - h], [r, -h / 2], [-r - w, -h / 2], [-w * 0.2, r], [-w * 0.8, r], [-w * 0.2, -r - h], [-w * 0.8, -r - h]];
      const tries = node.kind === "issue" ? [[-w / 2, -h / 2], ...around] : around;
      if (!inside({x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r})) continue;
      // A name near the edge moves in.
      const found = tries.map(([x, y]) => ({x: Math.max(3, Math.min(wide - w - 3, at.x + x)), y: Math.max(3, Math.min(high - h - 3, at.y + y)), w, h}));
      // Where it is crowded, the weightiest names go over lesser nodes.
      const box = found.find(one => free(one, node)) || (names.length < 20 && found.find(one => free(one, node, true)));
      if (!box) continue;
      taken.push({...box, owner: box});
      names.push({...box, node, rows, px});
    }
    // Signs of very many lines would hide what they stand on: the others' come when one is near enough, or looks at a few.
    const far = lines.length > CROWDED && !only && toScreen(spot(lines[0].from)).scale * unit < 1.8;
    for (const line of far ? lines.slice(0, SIGNED) : lines) {
      if (only && !only.lines.has(line)) continue;
      const path = curve(line);
      for (const t of [0.5, 0.4, 0.6, 0.3, 0.7]) {
        const at = toScreen(along(path, t)), box = {x: at.x - 6, y: at.y - 6, w: 12, h: 12};
        if (!inside(box) || !free(box, null)) continue;
        taken.push(box);
        signs.push({...at, line});
        break;
      }
    }
    return {names, signs};
  }
  function paint(context) {
    if (!ready) return;
    const focus = focused(), only = about(focus), scale = net.getScale(), [wide, high] = [stage.clientWidth, stage.clientHeight];
    const [paper, ink] = [colour("paper"), colour("ink")];
    if (only) {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.globalAlpha = 0.86;
      context.fillStyle = paper;
      context.fillRect(0, 0, context.canvas.width, context.canvas.height);
      context.restore();
      for (const line of only.lines) {
        const [from, via, to] = curve(line);
        context.beginPath();
        context.moveTo(from.x, from.y);
        context.quadraticCurveTo(via.x, via.y, to.x, to.y);
        context.strokeStyle = colour(line.stance);
        context.lineWidth = Math.max(1.5 / scale, width(line) * unit);
        context.setLineDash(line.loose ? [7 / scale, 5 / scale] : []);
        context.stroke();
      }
      context.setLineDash([]);
      for (const id of only.nodes) dot(context, nodes.get(id), ink, paper);
    }
    const origin = net.DOMtoCanvas({x: 0, y: 0});
    const measure = (row, px, kind) => { context.font = `${kind === "issue" ? "600 " : ""}${px}px ${FONT}`; return context.measureText(row).width; };
    context.save();
    context.translate(origin.x, origin.y);
    context.scale(1 / scale, 1 / scale);
    const toScreen = at => ({x: (at.x - origin.x) * scale, y: (at.y - origin.y) * scale, scale});
    const {names, signs} = arrange(toScreen, measure, wide, high, only);
    boxes = names;
    for (const at of signs) mark(context, at, paper);
    for (const name of names) label(context, name, paper, ink);
    context.restore();
  }
  function dot(context, node, ink, paper) {
    const at = spot(node.id), r = size(node) * unit * (node.kind === "party" ? 1 : 0.8);
    context.beginPath();
    if (node.kind === "party") context.arc(at.x, at.y, r, 0, 7); else context.rect(at.x - r, at.y - r, 2 * r, 2 * r);
    context.fillStyle = node.kind === "party" ? ink : paper;
    context.strokeStyle = ink;
    context.lineWidth = 1.5 * unit;
    context.fill();
    context.stroke();
  }
  function mark(context, {x, y, line}, paper) {
    context.save();
    context.translate(x, y);
    context.globalAlpha = fresh && !fresh.has(line.key) && !focused() ? 0.35 : 1;
    context.beginPath();
    context.arc(0, 0, 6.5, 0, 7);
    context.fillStyle = paper;
    context.fill();
    context.translate(-5, -5);
    context.scale(10 / 12, 10 / 12);
    context.fillStyle = colour(line.stance);
    context.fill(new Path2D(STANCES[line.stance].sign), "evenodd");
    context.restore();
  }
  function label(context, {x, y, w, h, node, rows, px}, paper, ink) {
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.font = `${node.kind === "issue" ? "600 " : ""}${px}px ${FONT}`;
    const strong = focused()?.node === node || cursor?.node === node;
    if (node.kind === "issue") {
      context.beginPath();
      context.roundRect(x, y, w, h, 4);
      context.fillStyle = strong ? ink : paper;
      context.strokeStyle = ink;
      context.lineWidth = 1.2;
      context.fill();
      context.stroke();
    }
    rows.forEach((row, n) => {
      const at = y + h / 2 + (n - (rows.length - 1) / 2) * px * 1.2;
      if (node.kind === "party") {
        context.lineJoin = "round";
        context.lineWidth = 4;
        context.strokeStyle = paper;
        context.strokeText(row, x + w / 2, at);
      }
      context.fillStyle = node.kind === "issue" && strong ? paper : ink;
      context.fillText(row, x + w / 2, at);
    });
  }

  // Pointing and choosing --------------------------------------------------------------------------------------

  function hit(x, y) {
    const inside = box => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h;
    const named = boxes.find(inside);
    if (named) return {node: named.node};
    const scale = net.getScale();
    for (const node of nodes.values()) {
      const at = net.canvasToDOM(spot(node.id));
      if (Math.hypot(at.x - x, at.y - y) <= size(node) * unit * scale + 3) return {node};
    }
    let near = null, least = matchMedia("(pointer: coarse)").matches ? 16 : 8;
    for (const line of lines) {
      const path = curve(line);
      for (let t = 0; t <= 1; t += 1 / 24) {
        const at = net.canvasToDOM(along(path, t)), away = Math.hypot(at.x - x, at.y - y);
        if (away < least) [near, least] = [line, away];
      }
    }
    return near && {line: near};
  }
  const same = (one, other) => one?.node === other?.node && one?.line === other?.line;
  const text = found => found.node ? `${found.node.label}: ${plural(found.node.weight, "position")}` :
    `${found.line.party.label} · ${found.line.stance} · ${found.line.issue.label}: ${plural(found.line.count, "position")}` + (found.line.loose ? ", only expected or from an unnamed source" : "");
  function point(found, x, y) {
    tip.hidden = !found;
    stage.style.cursor = found ? "pointer" : "";
    if (found) {
      tip.textContent = text(found);
      tip.style.left = Math.min(x + 14, stage.clientWidth - tip.offsetWidth - 4) + "px";
      tip.style.top = Math.min(y + 14, stage.clientHeight - tip.offsetHeight - 4) + "px";
    }
    if (same(found, hover)) return;
    hover = found;
    net.redraw();
  }
  function choose(found) {
    if (!found) { if (chosen) shut(); return; }
    chosen = found;
    hover = null;
    tip.hidden = true;
    if (found.node) {
      const title = [said(found.node.label)], held = [...new Set(found.node.lines.flatMap(line => line.positions))].sort((a, b) => (b.date || "") < (a.date || "") ? -1 : 1);
      open(title, held);
    } else {
      const {party, stance, issue, positions, count} = found.line;
      open([said(party.label), " · ", stance, " · ", said(issue.label)], positions, found.line);
    }
    net.redraw();
  }
  document.addEventListener("shut", () => { chosen = hover = null; tip.hidden = true; net?.redraw(); });
  stage.addEventListener("blur", () => point(null));

  // Keys -------------------------------------------------------------------------------------------------------

  function key(event) {
    const list = [...nodes.values()], step = {ArrowRight: 1, ArrowLeft: -1}[event.key], along = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (event.key === "Enter" || event.key === " ") { if (cursor) choose(cursor.line ? {line: cursor.line} : {node: cursor.node}); }
    else if (event.key === "+" || event.key === "=") zoom(1.35);
    else if (event.key === "-") zoom(1 / 1.35);
    else if (event.key === "0") fit(placed());
    else if (step && list.length) {
      cursor = {node: list[cursor ? (list.indexOf(cursor.node) + step + list.length) % list.length : step > 0 ? 0 : list.length - 1]};
      show(cursor, `${text(cursor)}, ${plural(cursor.node.lines.length, "line")}`);
    } else if (along && list.length) {
      const node = cursor?.node || list[0], number = cursor?.line ? node.lines.indexOf(cursor.line) + along : along > 0 ? 0 : node.lines.length - 1;
      cursor = {node, line: node.lines[(number + node.lines.length) % node.lines.length]};
      show({line: cursor.line}, text({line: cursor.line}));
    } else return;
    event.preventDefault();
  }
  function show(found, words) {
    hover = found.line ? {line: found.line} : {node: found.node};
    told.textContent = words;
    tip.hidden = false;
    tip.textContent = words;
    tip.style.left = "8px";
    tip.style.top = stage.clientHeight - tip.offsetHeight - 8 + "px";
    net.redraw();
  }

  // Saving -----------------------------------------------------------------------------------------------------

  /** The graph as it is filtered, with its title, key and count: SVG text, every word of it escaped by the DOM. */
  function picture() {
    const NS = "http://www.w3.org/2000/svg", wide = 1600, margin = 90, top = 110, found = [...nodes.values()].map(node => spot(node.id));
    const span = axis => [Math.min(...found.map(s => s[axis])), Math.max(...found.map(s => s[axis]))], [x0, x1] = span("x"), [y0, y1] = span("y");
    const scale = Math.min(1.6, (wide - 2 * margin) / (x1 - x0 || 1)), high = Math.max(240, (y1 - y0) * scale) + top + 120, left = (wide - (x1 - x0) * scale) / 2;
    const toScreen = at => ({x: (at.x - x0) * scale + left, y: (at.y - y0) * scale + top + 30, scale});
    const made = (tag, attributes, words) => {
      const one = document.createElementNS(NS, tag);
      for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, typeof value === "number" ? +value.toFixed(2) : value);
      if (words != null) one.textContent = words;
      return one;
    };
    const svg = made("svg", {xmlns: NS, viewBox: `0 0 ${wide} ${Math.round(high)}`, width: wide, height: Math.round(high), "font-family": FONT.replaceAll('"', "'")});
    const [paper, ink, soft] = ["paper", "ink", "soft"].map(colour), put = (...one) => svg.append(made(...one));
    put("rect", {width: "100%", height: "100%", fill: paper});
    put("text", {x: 30, y: 48, "font-size": 30, "font-weight": 700, "font-family": "Georgia, serif", fill: ink}, document.title);
    put("text", {x: 30, y: 76, "font-size": 15, fill: soft}, [at("talks").textContent, at("count").textContent, moment != null && at("moment").textContent].filter(Boolean).join(" · "));
    let x = 30;
    for (const stance of Object.keys(STANCES).filter(one => lines.some(line => line.stance === one))) {
      put("path", {d: STANCES[stance].sign, "fill-rule": "evenodd", fill: colour(stance), transform: `translate(${x} ${high - 42})`});
      put("text", {x: x + 18, y: high - 31, "font-size": 15, fill: ink}, stance);
      x += 44 + stance.length * 9;
    }
    put("text", {x: x + 10, y: high - 31, "font-size": 15, fill: soft}, "dashed: only expected, or from an unnamed source");
    for (const line of lines) {
      const [a, b, c] = curve(line).map(toScreen);
      put("path", {d: `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${b.x.toFixed(1)} ${b.y.toFixed(1)} ${c.x.toFixed(1)} ${c.y.toFixed(1)}`, fill: "none", stroke: colour(line.stance),
        "stroke-width": width(line), "stroke-opacity": strength(line), ...(line.loose ? {"stroke-dasharray": "7 5"} : {})});
    }
    for (const node of nodes.values()) {
      const at = toScreen(spot(node.id)), r = size(node);
      put(...(node.kind === "party" ? ["circle", {cx: at.x, cy: at.y, r, fill: ink}] : ["rect", {x: at.x - r * 0.8, y: at.y - r * 0.8, width: r * 1.6, height: r * 1.6, fill: paper, stroke: ink}]));
    }
    const pen = document.createElement("canvas").getContext("2d");
    const measure = (row, px, kind) => { pen.font = `${kind === "issue" ? "600 " : ""}${px}px ${FONT}`; return pen.measureText(row).width; };
    const {names, signs} = arrange(toScreen, measure, wide, high, null);
    for (const {x, y, line} of signs) {
      put("circle", {cx: x, cy: y, r: 6.5, fill: paper});
      put("path", {d: STANCES[line.stance].sign, "fill-rule": "evenodd", fill: colour(line.stance), transform: `translate(${(x - 5).toFixed(1)} ${(y - 5).toFixed(1)}) scale(.833)`});
    }
    for (const {x, y, w, h, node, rows, px} of names) {
      if (node.kind === "issue") put("rect", {x, y, width: w, height: h, rx: 4, fill: paper, stroke: ink, "stroke-width": 1.2});
      rows.forEach((row, n) => put("text", {x: x + w / 2, y: y + h / 2 + (n - (rows.length - 1) / 2) * px * 1.2, "font-size": px, "text-anchor": "middle", "dominant-baseline": "central",
        fill: ink, ...(node.kind === "issue" ? {"font-weight": 600} : {stroke: paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke"})}, row));
    }
    return {text: new XMLSerializer().serializeToString(svg), wide, high: Math.round(high)};
  }
  function save(blob, name) {
    const link = el("a", {href: URL.createObjectURL(blob), download: name});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  at("svg").onclick = () => { if (lines.length) save(new Blob([picture().text], {type: "image/svg+xml"}), "positions.svg"); };
  at("png").onclick = () => {
    if (!lines.length) return;
    const {text, wide, high} = picture(), image = new Image(), source = URL.createObjectURL(new Blob([text], {type: "image/svg+xml"}));
    image.onload = () => {
      const canvas = el("canvas", {width: 2 * wide, height: 2 * high});
      canvas.getContext("2d").drawImage(image, 0, 0, 2 * wide, 2 * high);
      URL.revokeObjectURL(source);
      canvas.toBlob(blob => save(blob, "positions.png"), "image/png");
    };
    image.src = source;
  };

  // Beside it --------------------------------------------------------------------------------------------------

  function table() {
    return {headings: ["Party", "Stance", "Issue", "Positions", ""], rows: lines.map(line => [
      el("button", {type: "button", className: "plain", onclick: () => choose({line})}, said(line.party.label)), pill(line.stance), said(line.issue.label),
      line.count.toLocaleString("en"), line.loose ? "only expected, or from an unnamed source" : ""])};
  }
  idle = () => {
    const item = (found, ...inside) => el("li", {}, el("button", {type: "button", onclick: () => choose(found)}, el("span", {}, ...inside)));
    const torn = [...nodes.values()].filter(node => node.kind === "issue").map(node => {
      const on = side => new Set(node.lines.filter(line => STANCES[line.stance].side === side).map(line => line.party.id));
      return {node, yes: on("for").size, no: on("against").size};
    }).filter(one => one.yes && one.no).sort((a, b) => Math.min(b.yes, b.no) - Math.min(a.yes, a.no) || b.yes + b.no - a.yes - a.no);
    panel.replaceChildren(el("p", {className: "hint"}, "Choose a line or a name to read the positions behind it: the sentence, who is credited for it, and the article."),
      ...(torn.length ? [el("h2", {}, "Most contested"), el("ul", {className: "brief"}, ...torn.slice(0, 6).map(({node, yes, no}) => item({node}, el("b", {}, said(node.label)), el("span", {className: "soft"}, ` ${yes} for, ${no} against`))))] : []),
      ...(lines.length ? [el("h2", {}, "Strongest lines"), el("ul", {className: "brief"}, ...lines.slice(0, 6).map(line => item({line}, pill(line.stance), " ", el("b", {}, said(line.party.label)), " ", said(line.issue.label), el("span", {className: "soft"}, ` ×${line.count}`))))] : []));
  };
  const line = (...classes) => el("i", {className: ["line", ...classes].join(" ")});
  view.before(el("p", {className: "key"}, el("i", {className: "dot"}), " party ", el("i", {className: "square"}), " issue ", line("thin"), " one position ", line("thick"), " many ",
    line("dashed"), " only expected, or from an unnamed source"));
  return {draw, clear, table, names: () => boxes, hint: "Drag to move, scroll to zoom; names that have no room appear as you come nearer. By keyboard: ← → names, ↑ ↓ lines, Enter opens."};
})();
