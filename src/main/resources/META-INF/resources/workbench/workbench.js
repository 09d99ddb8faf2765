// What pages do beyond HTML. Without it they still work.
"use strict";

// A link to a row inside a folded part opens that part.
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target; part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
  if (target) target.scrollIntoView({ block: "center" });
  else findRow();
}

// A row may be on a later page of its table: the service knows on which.
function findRow() {
  const row = location.hash.startsWith("#row-") && decodeURIComponent(location.hash.slice(5));
  const address = new URL(location.href);
  if (!row || !document.querySelector(".paging a") || address.searchParams.get("row") === row) return;
  address.searchParams.set("row", row);
  address.searchParams.delete("from");
  location.replace(address);
}
// A job is looked at again until it is done; then the page shows what it found.
function followJob() {
  const part = document.querySelector("[data-follow]");
  if (!part) return;
  setTimeout(async () => {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.querySelector("[data-follow]");
      if (!next) return location.reload();
      part.replaceWith(next);
    } catch {
      // The connection was lost: it is tried again.
    }
    followJob();
  }, 2000);
}
addEventListener("DOMContentLoaded", followJob);
addEventListener("hashchange", openTarget);
addEventListener("DOMContentLoaded", openTarget);

// A button that copies the text of a part of the page.
function copyOnClick(button) {
  const part = document.getElementById(button.dataset.copy);
  if (!part || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(part.textContent);
    button.textContent = button.dataset.copied;
  });
}
addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-copy]").forEach(copyOnClick);
});
