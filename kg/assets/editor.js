"use strict";
// Ctrl-Enter asks; the form works without this.
document.getElementById("query").addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); event.target.form.requestSubmit(); }
});
