"""What a page is asked by those who walk through it."""

#: What a state is made of: elements with what tells them apart, each row of equal ones once. First all of it in one word;
#: then of each element that can be seen its place on the page, what it is made of and stands in, whether it has words of its
#: own, and its parent's place.
MADE_OF = r"""() => {
  const short = (text) => {
    let one = 0xdeadbeef, other = 0x41c6ce57;
    for (let at = 0; at < text.length; at += 1) {
      one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
      other = Math.imul(other ^ text.charCodeAt(at), 1597334677);
    }
    return (one >>> 0).toString(36) + (other >>> 0).toString(36);
  };
  const mark = ({ name, value }) => `[${name}=${name.startsWith("aria-") && name.endsWith("by") ? "" : value}]`;
  const all = [...document.querySelectorAll("*")], places = new Map(all.map((one, at) => [one, at])), parts = [];
  const told = (one, around) => {
    if (one.localName === "svg") return "svg";
    const marks = [...one.attributes].filter(({ name }) => /^(class|type|role|open|disabled|aria-(?!label))/.test(name));
    const own = one.localName + marks.map(mark).join(""), within = short(around + own);
    const made = short(own + [...new Set([...one.children].map((child) => told(child, within)))]);
    const words = [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
    parts.push([places.get(one), short(within + made), words, places.get(one.parentElement)]);
    return made;
  };
  return [location.pathname.replace(/[^/]*\d[^/]*/g, "…") + told(document.body, ""), parts];
}"""
#: How many titles the page has, and its fields that hold something else than it was made with.
HEADINGS_AND_TYPED = """() => [document.querySelectorAll("h1").length, [...document.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), textarea")]
  .filter((one) => one.value !== one.defaultValue).map((one) => `${one.name}: ${one.value}`)]"""
#: Counts how often a page was changed in place, once everybody else has heard of it.
SWAPS = "window.swaps = 0; window.addEventListener('htmx:after:swap', () => { window.swaps += 1; })"
#: Where the buttons of the page lead.
OFFERED = """() => [...document.querySelectorAll("button")].map(
  (one) => one.getAttribute("formaction") ?? one.form?.getAttribute("action") ?? "")"""
#: The button that leads to an address; of several with values the one whose value is wanted.
BUTTON = """([address, fields]) => {
  const lead = [...document.querySelectorAll("button")].filter(
    (one) => (one.getAttribute("formaction") ?? one.form?.getAttribute("action") ?? "") === address);
  return lead.find((one) => one.name && fields[one.name] === one.value) ?? lead.find((one) => !one.name);
}"""
#: The field of a button's form; of several of the same name the one with this value.
FIELD = """(button, [name, value]) => [...button.form.elements].find(
  (one) => one.name === name && (!["checkbox", "radio"].includes(one.type) || one.value === value))"""
#: Whatever something is folded away in is opened; its type.
UNFOLDED = """(one) => {
  for (let fold; (fold = one.closest("details:not([open])")); ) fold.querySelector("summary").click();
  return one.type;
}"""
#: What a button's form would send.
HELD = "(button) => new URLSearchParams(new FormData(button.form, button)).toString()"
#: What has the focus where a form came back, else ""; whether only a page of its own tells why.
BROUGHT_BACK = """() => [
  document.getElementById("refused") && (document.activeElement.id || document.activeElement.localName),
  document.querySelector("main > section.narrow > [role=alert]") !== null,
]"""
#: Whether a form or link changes the page in place.
IN_PLACE = "(one) => (one.form ?? one).getAttribute('hx-boost') !== 'false'"
