// Pages work without this: it makes links and forms quicker, and gives agents keys.
import "htmx.org/dist/htmx.esm.js";

const typing = (at) => at.closest("input, select, textarea, [contenteditable], .cm-editor") !== null;
const shown = (element) => element.getClientRects().length > 0 || element.classList.contains("step");

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const at = event.target instanceof Element ? event.target : document.body;
  if (event.key === "Escape" && typing(at)) return at.blur();
  if (typing(at) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && at.closest("a, button, summary")) return;
  const key = CSS.escape(event.key);
  const found = [...document.querySelectorAll(`[data-key="${key}"], [data-key-too="${key}"]`)].find(shown);
  if (!found) return;
  event.preventDefault();
  if (found.matches("input, select, textarea")) found.focus();
  else found.click();
}

function opened(event) {
  const opener = event.target instanceof Element && event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
}

// Whoever reads by ear or key stays where the matter is: an answer that was begun, else the new ticket's heading, unless
// something else has the focus.
function settled() {
  document.querySelector('.queue [aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  const begun = document.querySelector("textarea[data-focus]");
  if (begun) return begun.focus();
  const here = document.activeElement;
  if (!here || here === document.body || !here.isConnected || here.closest(".decide, .queue, .flash"))
    document.querySelector("[data-focus]")?.focus({ preventScroll: true });
}

document.addEventListener("keydown", pressed);
document.addEventListener("click", opened);
document.addEventListener("htmx:after:swap", settled);
settled();
