// What pages do beyond HTML. Without it they still work.
"use strict";

// A link to a row inside a folded part opens that part.
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target; part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
  if (target) target.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", openTarget);
addEventListener("DOMContentLoaded", openTarget);
