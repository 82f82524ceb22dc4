"""What a page is asked by those who walk through it."""

from tests.console.speech import SAID

#: What a state is made of, in one word: elements with what tells them apart, each row of equal ones once. Then all surroundings
#: that something stands in, in a word each: what tells it apart, and what it stands in.
_MADE_OF = r"""() => {
  const short = (text) => {
    let one = 0xdeadbeef, other = 0x41c6ce57;
    for (let at = 0; at < text.length; at += 1) {
      one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
      other = Math.imul(other ^ text.charCodeAt(at), 1597334677);
    }
    return (one >>> 0).toString(36) + (other >>> 0).toString(36);
  };
  const mark = ({ name, value }) => `[${name}=${name.startsWith("aria-") && name.endsWith("by") ? "" : value}]`;
  const surroundings = new Set();
  const told = (one, around) => {
    const marks = [...one.attributes].filter(({ name }) => /^(class|type|role|open|disabled|aria-(?!label))/.test(name));
    const own = one.localName + marks.map(mark).join(""), within = short(around + own);
    surroundings.add(within);
    const parts = [...one.children].map((part) => told(part, within));
    return one.localName === "svg" ? "svg" : short(own + [...new Set(parts)]);
  };
  const made = location.pathname.replace(/[^/]*\d[^/]*/g, "…") + told(document.body, "");
  return [made, [...surroundings]];
}"""
#: The page's fields that hold something else than it was made with.
_TYPED = """() => [...document.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), textarea")]
  .filter((one) => one.value !== one.defaultValue).map((one) => `${one.name}: ${one.value}`)"""
#: How a page looks: its language, what it says, how many titles it has, what was typed, how far it is too wide, what it is
#: made of.
LOOKS = f"""() => [
  document.documentElement.lang, ({SAID})(), document.querySelectorAll("h1").length, ({_TYPED})(),
  document.documentElement.scrollWidth - innerWidth, ...({_MADE_OF})(),
]"""
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
#: Brings something where it can be pressed, and gives it the focus as a mouse would; whether it changes the page in place.
UNCOVERED = """(one) => {
  one.scrollIntoView({ block: "center" });
  const [place] = one.getClientRects(), there = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
  if (!one.contains(there)) throw new Error(`${one.outerHTML} lies below ${there?.outerHTML}`);
  one.focus();
  return (one.form ?? one).getAttribute("hx-boost") !== "false";
}"""
