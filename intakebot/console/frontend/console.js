// Pages work without this: it makes links and forms quicker, and gives agents keys.
import "htmx.org/dist/htmx.esm.js";

const typing = (at) => at.closest("input, select, textarea, [contenteditable], .cm-editor") !== null;
const shown = (element) => element.getClientRects().length > 0 || element.classList.contains("step");

function keyed(name) {
  const key = CSS.escape(name);
  return [...document.querySelectorAll(`[data-key="${key}"], [data-key-too="${key}"]`)].find(shown);
}

// What stands in the same place on a Latin keyboard: who writes Russian keeps the layout.
function place({ code, shiftKey }) {
  if (code === "Slash") return shiftKey ? "?" : "/";
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : "";
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const at = event.target instanceof Element ? event.target : document.body;
  if (event.key === "Escape" && typing(at)) {
    event.preventDefault(); // a search box would be emptied, and its list stay as it was
    return at.blur();
  }
  if (typing(at) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && at.closest("a, button, summary")) return;
  const found = keyed(event.key) ?? keyed(place(event));
  if (!found) return;
  event.preventDefault();
  if (found.matches("input, select, textarea")) found.focus();
  else found.click();
}

function opened(event) {
  const opener = event.target instanceof Element && event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
}

// Whoever reads by ear or key stays where the matter is: what was refused, an answer that was begun, else the new ticket's
// heading, unless something else has the focus.
function settled(otherwise) {
  document.querySelector('.queue [aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  const matter = document.querySelector("[role=alert][data-focus]") ?? document.querySelector("textarea[data-focus]");
  if (matter) return matter.focus();
  const here = document.activeElement;
  if (!here || here === document.body || !here.isConnected || here.closest(".decide, .queue, .flash"))
    (document.querySelector("[data-focus]") ?? otherwise)?.focus({ preventScroll: true });
}

// Morphing keeps what was typed. Half an answer may stay while a note beside it is sent, but never go on to the next ticket.
let staying = new Map();
let read;

// Which ticket is being read.
const ticket = () => document.querySelector(".message")?.dataset.number;

function swapping({ detail }) {
  read = ticket();
  const sent = detail.ctx.sourceElement.closest("form");
  staying = new Map(sent ? [...document.forms].filter((form) => form !== sent).map((form) => [form, form.getAttribute("action")]) : []);
}

function swapped() {
  for (const form of document.forms) if (staying.get(form) !== form.getAttribute("action")) form.reset();
  if (ticket() !== read) for (const region of document.querySelectorAll(".message, .context")) region.scrollTop = 0;
  settled(document.getElementById("main"));
}

// Whoever leaves a ticket for what it names comes back to it, not to what is first in the queue by then.
function left(event) {
  const row = document.querySelector('.queue [aria-current="true"]');
  if (row && event.target instanceof Element && event.target.closest(".message a, .context a")) history.replaceState(history.state, "", row.href);
}

document.addEventListener("keydown", pressed);
document.addEventListener("click", opened);
document.addEventListener("click", left, true);
document.addEventListener("htmx:before:swap", swapping);
document.addEventListener("htmx:after:swap", swapped);
if (!document.querySelector("[autofocus]")) settled();
