// On the pages of a letter and of a support document only: each text gets an editor that underlines what is wrong (and completes
// Liquid), and what comes of it follows. The pages work without it: what is written stands in the form's own fields all the time.
import { autocompletion } from "@codemirror/autocomplete";
import { insertNewline } from "@codemirror/commands";
import { liquid } from "@codemirror/lang-liquid";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { EditorView, minimalSetup } from "codemirror";

const PAUSE = 400;
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.tagName], color: "var(--main)" },
  { tag: [tags.variableName, tags.propertyName], color: "var(--good)", fontWeight: "600" },
  { tag: [tags.string, tags.attributeName, tags.number], color: "var(--soon)" },
  { tag: [tags.comment, tags.bracket, tags.angleBracket, tags.brace], color: "var(--soft)" },
]);
const LOOKS = EditorView.theme({
  "&": { border: "1px solid var(--field)", borderRadius: "6px", background: "var(--ground)", color: "var(--ink)", maxHeight: "28rem" },
  "&.cm-focused": { outline: "3px solid var(--main)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", fontSize: ".9rem", overflow: "auto" },
  ".cm-content": { minHeight: "1.6rem", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "var(--mark) !important" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--late)" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--soon)" },
  ".cm-tooltip": { background: "var(--shade)", color: "var(--ink)", border: "1px solid var(--field)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--main)", color: "var(--on-main)" },
  ".cm-panels": { background: "var(--shade)", color: "var(--ink)" },
});

// TOML as far as colours need it; texts over several lines are seldom.
const TOML = StreamLanguage.define({
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.sol() && stream.match(/\[+[^\]]*\]+/)) return "keyword";
    if (stream.match(/#.*/)) return "comment";
    if (stream.match(/"(?:[^"\\]|\\.)*"?|'[^']*'?/)) return "string";
    if (stream.match(/[\w.-]+(?=\s*=)/)) return "propertyName";
    if (stream.match(/(?:true|false|[+-]?\d[\w:.+-]*)/)) return "number";
    stream.next();
    return null;
  },
});
const liquidWith = (known) => [liquid(), autocompletion({ override: [offered(known)] })];

// The server counts code points, the editor UTF-16 units: where each sign of a text begins.
function units(text) {
  const at = [0];
  for (const sign of text) at.push(at[at.length - 1] + sign.length);
  return at;
}

function offered(known) {
  const variables = known.variables.map(([label, info]) => ({ label, info, type: "variable" }));
  const plain = (labels, type) => labels.map((label) => ({ label, type }));
  const options = { tag: plain(known.tags, "keyword"), filter: plain(known.filters, "function"), variable: variables };
  return (context) => {
    const before = context.matchBefore(/\{[{%](?:(?![%}]\}).)*$/);
    if (!before) return null;
    const word = context.matchBefore(/\w*/);
    const kind = /^\{%-?\s*\w*$/.test(before.text) ? "tag" : /\|\s*\w*$/.test(before.text) ? "filter" : "variable";
    return { from: word.from, options: options[kind], validFor: /^\w*$/ };
  };
}

// HTML begins with what nobody came for: its text is behind the tag "body".
const begin = ({ name, value }) => (name === "html" ? /<body[^>]*>\s*/i.exec(value) : null);

function mounted(area, known, typed) {
  const before = begin(area);
  const at = before ? before.index + before[0].length : 0;
  const host = document.createElement("div");
  host.className = "cm-editor part";
  area.after(host);
  area.hidden = true;
  // Within a shadow root styles are adopted, so that no style element has to be allowed to the page.
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    doc: area.value, parent: root, root, selection: { anchor: at },
    extensions: [
      // Spaces that an editor puts before a line would stand in letters.
      keymap.of([{ key: "Enter", run: insertNewline }]), minimalSetup, known ? liquidWith(known) : TOML, syntaxHighlighting(COLOURS), LOOKS, EditorView.lineWrapping, keymap.of(lintKeymap),
      EditorView.contentAttributes.of({ "aria-label": area.dataset.name, lang: area.lang, spellcheck: "false", tabindex: "0" }),
      EditorView.updateListener.of((change) => {
        if (!change.docChanged) return;
        area.value = change.state.doc.toString();
        typed();
      }),
    ],
  });
  if (at) view.requestMeasure({ read: () => view.lineBlockAt(at).top, write: (top) => (view.scrollDOM.scrollTop = top) });
  return { kind: area.name, view };
}

// What is the same stays: nothing flickers, nothing is read aloud again. A letter for chats alone has no HTML to be compared.
function replaced(place, html) {
  if (!place || place.said === html) return;
  place.said = html;
  const open = new Map([...place.querySelectorAll("details")].map((one) => [one.id, one.open]));
  place.innerHTML = html;
  for (const one of place.querySelectorAll("details")) if (open.has(one.id)) one.open = open.get(one.id);
}

function begun(form) {
  let waiting, asked;
  const editors = [...form.querySelectorAll("textarea")].map((area) => mounted(area, area.dataset.syntax ? null : JSON.parse(form.dataset.known), typed));

  function typed() {
    clearTimeout(waiting);
    waiting = setTimeout(checked, PAUSE);
    const kept = document.getElementById("kept");
    if (kept?.dataset.typed) kept.textContent = kept.dataset.typed;
  }

  // Another page may have taken this one's place meanwhile.
  const here = () => document.getElementById(form.id) === form;

  async function checked() {
    asked?.abort();
    if (!here()) return;
    asked = new AbortController();
    const texts = editors.map(({ view }) => view.state.doc);
    try {
      const answer = await fetch(form.dataset.check, {
        method: "POST", body: new URLSearchParams(new FormData(form)), signal: asked.signal, redirect: "error",
      });
      if (!answer.ok && answer.status !== 429) return said(form.dataset.lost);
      const found = await answer.json();
      if (!found.wait) return told(found, texts);
      said(form.dataset.slow);
      waiting = setTimeout(checked, 1000 * found.wait + PAUSE);
    } catch (error) {
      if (error.name !== "AbortError") said(form.dataset.lost);
    }
  }

  function said(words) {
    if (!here()) return;
    replaced(document.getElementById("proof"), "");
    document.getElementById("proof").textContent = words;
  }

  function told({ flaws, ...places }, texts) {
    if (!here()) return;
    editors.forEach(({ kind, view }, at) => {
      if (view.state.doc !== texts[at]) return;
      const unit = units(texts[at].toString());
      const found = (flaws[kind] ?? []).map(([start, end, message, severity = "error"]) => ({ from: unit[start], to: unit[end], severity, message }));
      view.dispatch(setDiagnostics(view.state, found));
    });
    for (const [place, html] of Object.entries(places)) replaced(document.getElementById(place), html);
  }

  function opened(part) {
    const view = editors.find(({ kind }) => kind === part)?.view;
    view?.dom.scrollIntoView({ block: "nearest" });
    view?.focus();
  }

  for (const link of document.querySelectorAll("[data-part]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      opened(link.dataset.part);
    });
  for (const [at, label] of [...form.querySelectorAll("label[for]")].entries())
    label.addEventListener("click", () => editors[at].view.focus());
  for (const name of ["under", "ticket"]) form.elements[name]?.addEventListener("change", typed);
  opened(/^#part-(\w+)$/.exec(location.hash)?.[1]);
  checked();
}

const form = document.querySelector("form[data-check]");
if (form) begun(form);
