"use strict";
// Search as one types: asks the site, lists what is found under the field; the form works without this.
(() => {
const field = document.getElementById("q"), list = document.getElementById("hits");
if (!field || !list) return;
let waiting = 0, asked = 0, at = -1;
const options = () => [...list.querySelectorAll("[role=option]")];
const close = () => { list.hidden = true; at = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
Object.entries({role: "combobox", "aria-controls": "hits", "aria-autocomplete": "list", "aria-expanded": "false"}).forEach(([name, value]) => field.setAttribute(name, value));
function choose(to) {
  const all = options();
  if (!all.length) return;
  at = (to + all.length) % all.length;
  all.forEach((one, number) => one.setAttribute("aria-selected", String(number === at)));
  field.setAttribute("aria-activedescendant", all[at].id);
  all[at].scrollIntoView({block: "nearest"});
}
function show(hits) {
  list.replaceChildren(...hits.map((hit, number) => {
    const item = document.createElement("li"), link = document.createElement("a");
    Object.assign(item, {id: "hit-" + number, role: "option"});
    item.setAttribute("aria-selected", "false");
    link.href = hit.path;
    link.tabIndex = -1;
    for (const [tag, text] of [["small", hit.kind === "position" ? hit.told : hit.kind], ["bdi", hit.label]]) {
      const part = document.createElement(tag);
      part.textContent = text;
      link.append(part);
    }
    item.append(link);
    return item;
  }));
  if (!hits.length) {
    const none = document.createElement("li");
    none.textContent = "Nothing found";
    list.append(none);
  }
  at = -1;
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
}
async function ask() {
  const words = field.value.trim(), mine = ++asked;
  if (!words) return close();
  try {
    const answer = await fetch("/api/search?" + new URLSearchParams({q: words}));
    if (answer.ok && mine === asked && document.activeElement === field) show(await answer.json());
  } catch { close(); }
}
field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 150); });
field.addEventListener("keydown", event => {
  if (event.key === "Escape") close();
  else if (list.hidden) return;
  else if (event.key === "ArrowDown") choose(at + 1);
  else if (event.key === "ArrowUp") choose(at < 0 ? -1 : at - 1);
  else if (event.key === "Enter" && at >= 0) location.href = options()[at].querySelector("a").href;
  else return;
  event.preventDefault();
});
field.form.addEventListener("focusout", event => { if (!field.form.contains(event.relatedTarget)) close(); });
list.addEventListener("mousedown", event => event.preventDefault());
})();
