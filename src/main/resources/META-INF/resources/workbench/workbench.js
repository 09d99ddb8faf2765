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

// The cells of a table are changed where they stand, as in a spreadsheet. The service draws what is shown: the form of
// a cell, what the check finds while somebody types, and the rows once the change is saved.
const CHECK_DELAY = 300;
let saving = null;
let opening = 0;

const theGrid = () => document.querySelector("[data-grid]");
const theEditor = () => document.querySelector("form.cell-editor");
const placeOf = (cell) => ({ row: cell.parentElement.dataset.row, column: cell.dataset.column });
const cellAt = ({ row, column }) => theGrid()?.querySelector(`tr[data-row="${row}"] > [data-column="${column}"]`);

// A part of a page; null where the connection is lost, or another page came, as after signing out.
async function loadPart(address, options, isPart) {
  try {
    const answer = await fetch(address, options);
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    return isPart(part) ? part : null;
  } catch {
    return null;
  }
}

const sent = (form) => ({ method: "POST", body: new URLSearchParams(new FormData(form)) });
const contentOf = (part) => [...(part.body ?? part).childNodes].map((node) => document.importNode(node, true));

function focusCell(cell) {
  if (!cell) return;
  theGrid().querySelectorAll("[data-column][tabindex='0']").forEach((other) => (other.tabIndex = -1));
  cell.tabIndex = 0;
  cell.focus();
}

// The cell in a direction, or null at the edge.
function neighbour(cell, rows, columns) {
  let row = cell.parentElement;
  if (columns) {
    const cells = [...row.querySelectorAll("[data-column]")];
    const next = cells[cells.indexOf(cell) + columns];
    if (next) return next;
    row = columns > 0 ? row.nextElementSibling : row.previousElementSibling;
    const others = row ? [...row.querySelectorAll("[data-column]")] : [];
    return (columns > 0 ? others[0] : others.at(-1)) ?? null;
  }
  row = rows > 0 ? row.nextElementSibling : row.previousElementSibling;
  return row?.querySelector(`[data-column="${cell.dataset.column}"]`) ?? null;
}

async function openCell(cell) {
  if (!cell || cell.querySelector("form") || !(await leaveEditor())) return;
  const place = placeOf(cell);
  const grid = theGrid();
  const name = cellAt(place).parentElement.id.slice("row-".length);
  const turn = ++opening;
  focusCell(cellAt(place));
  const address = `${grid.dataset.grid}/rows/${place.row}/cells/${place.column}${grid.dataset.query}`;
  const part = await loadPart(`${address}&name=${encodeURIComponent(name)}`, {}, (one) => one.querySelector("form.cell-editor"));
  const target = cellAt(place);
  if (turn !== opening || !target || theEditor()) return;
  if (!part) return report(grid.dataset.failed);
  target.shown = [...target.childNodes];
  target.replaceChildren(...contentOf(part));
  startEditor();
}

function startEditor() {
  const form = theEditor();
  const input = form.querySelector("input:not([type=hidden]), textarea");
  (input ?? form.querySelector("[data-leave]")).focus();
  input?.select();
  if (!input) return;
  let timer = 0;
  let check = null;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    check?.abort();
    timer = setTimeout(async () => {
      check = new AbortController();
      const found = await loadPart(form.dataset.check, { ...sent(form), signal: check.signal },
        (part) => part.querySelector(".finding"));
      if (found && form.isConnected && !saving) form.querySelector("[data-about]").replaceChildren(...contentOf(found));
    }, CHECK_DELAY);
  });
}

const isChanged = (form) =>
  [...form.querySelectorAll("input:not([type=hidden]), textarea")].some((input) => input.value !== input.defaultValue);

function closeEditor() {
  const form = theEditor();
  const cell = form?.closest("[data-column]");
  if (!cell) return null;
  cell.replaceChildren(...cell.shown);
  return cell;
}

// Whether no cell is open any more: what was typed is saved, and where that fails, the cell stays open.
function leaveEditor() {
  const form = theEditor();
  if (!form) return true;
  saving ??= saveCell(form).finally(() => (saving = null));
  return saving;
}

async function saveCell(form) {
  if (!isChanged(form) && !form.querySelector("[role=alert]")) {
    closeEditor();
    return true;
  }
  const part = await loadPart(form.action, sent(form), (one) => one.querySelector("form.cell-editor, #edit-report"));
  if (!part) {
    report(theGrid().dataset.failed);
    return false;
  }
  if (part.querySelector("form.cell-editor")) {
    form.replaceWith(...contentOf(part));
    startEditor();
    return false;
  }
  await showSaved(part);
  return true;
}

function report(text) {
  const about = theEditor()?.querySelector("[data-about]") ?? document.getElementById("edit-report");
  const fault = document.createElement("p");
  fault.className = "fault";
  fault.setAttribute("role", "alert");
  fault.textContent = text;
  about.replaceChildren(fault);
}

// The first change begins a draft, which the whole page shows from then on.
async function showSaved(part) {
  const version = part.getElementById("edit-report").dataset.version;
  if (version !== theGrid().dataset.version) {
    const address = new URL(location.href);
    address.searchParams.set("version", version);
    const page = await loadPart(address, {}, (one) => one.querySelector("[data-grid]"));
    if (!page) return location.assign(address);
    const { scrollLeft, scrollTop } = theGrid();
    const top = scrollY;
    history.replaceState(null, "", address);
    document.getElementById("content").replaceChildren(...contentOf(page.getElementById("content")));
    startGrid();
    theGrid().scrollTo(scrollLeft, scrollTop);
    scrollTo(scrollX, top);
  } else {
    part.querySelectorAll("tr[data-row]").forEach((row) =>
      theGrid().querySelector(`tr[data-row="${row.dataset.row}"]`)?.replaceWith(document.importNode(row, true)));
    document.querySelector(".version")?.replaceWith(document.importNode(part.querySelector(".version"), true));
    const correction = part.getElementById("correction");
    if (correction) document.getElementById("correction")?.replaceWith(document.importNode(correction, true));
  }
  const place = document.getElementById("edit-report");
  place.replaceChildren(...contentOf(part.getElementById("edit-report")));
  const later = place.querySelector("[data-load]");
  if (!later) return;
  loadPart(later.dataset.load, {}, (one) => !one.querySelector("main")).then((found) => {
    if (found && later.isConnected) later.replaceChildren(...contentOf(found));
  });
}

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

async function onGridKey(event) {
  const form = event.target.closest("form.cell-editor");
  if (form) {
    const cell = form.closest("[data-column]");
    const isButton = event.target instanceof HTMLButtonElement;
    if (event.key === "Escape") {
      event.preventDefault();
      focusCell(closeEditor());
    } else if (event.key === "Enter" && !isButton && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      const place = placeOf(cell);
      if (await leaveEditor()) focusCell(cellAt(place));
    } else if (event.key === "Tab" && !isButton) {
      const next = neighbour(cell, 0, event.shiftKey ? -1 : 1);
      if (!next) return;
      event.preventDefault();
      const place = placeOf(next);
      if (await leaveEditor()) openCell(cellAt(place));
    }
    return;
  }
  if (!event.target.matches("[data-column]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === "F2") {
    event.preventDefault();
    openCell(event.target);
  } else if (event.key in ARROWS) {
    event.preventDefault();
    focusCell(neighbour(event.target, ...ARROWS[event.key]));
  }
}

// Outside the form, what was typed is saved; not where another window comes to the front.
function onGridLeave(event) {
  const form = event.target.closest("form.cell-editor");
  if (!form || form.contains(event.relatedTarget)) return;
  setTimeout(() => {
    if (form.isConnected && document.hasFocus() && !form.contains(document.activeElement)) leaveEditor();
  });
}

function startGrid() {
  const grid = theGrid();
  if (!grid) return;
  grid.querySelector("table").setAttribute("role", "grid");
  const first = grid.querySelector("[data-column]");
  if (first) first.tabIndex = 0;
  document.getElementById("cell-hint").hidden = false;
  grid.addEventListener("keydown", onGridKey);
  grid.addEventListener("focusout", onGridLeave);
  grid.addEventListener("submit", async (event) => {
    if (!event.target.matches("form.cell-editor")) return;
    event.preventDefault();
    const place = placeOf(event.target.closest("[data-column]"));
    if (await leaveEditor()) focusCell(cellAt(place));
  });
  // Some browsers take the focus away from the cell, but give it to no button.
  grid.addEventListener("mousedown", (event) => event.target.closest("[data-leave]") && event.preventDefault());
  grid.addEventListener("click", (event) => {
    if (event.target.closest("[data-leave]")) return focusCell(closeEditor());
    if (!event.target.closest("a, button, form")) openCell(event.target.closest("[data-column]"));
  });
}
addEventListener("DOMContentLoaded", startGrid);
