"""What a page is asked by those who walk through it."""

#: What a state is made of: elements with what tells them apart, each row of equal ones once.
MADE_OF = r"""() => {
  const mark = ({ name, value }) => `[${name}=${name.startsWith("aria-") && name.endsWith("by") ? "" : value}]`;
  const told = (one) => {
    if (one.localName === "svg") return "svg";
    const marks = [...one.attributes].filter(({ name }) => /^(class|type|role|open|disabled|aria-(?!label))/.test(name));
    return `${one.localName}${marks.map(mark).join("")}(${[...new Set([...one.children].map(told))].join()})`;
  };
  return location.pathname.replace(/[^/]*\d[^/]*/g, "…") + told(document.body);
}"""
#: Fields that hold something else than the page was made with.
TYPED = """() => [...document.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), textarea")]
  .filter((one) => one.value !== one.defaultValue).map((one) => `${one.name}: ${one.value}`)"""
#: Counts how often a page was changed in place, once everybody else has heard of it.
SWAPS = "window.swaps = 0; window.addEventListener('htmx:after:swap', () => { window.swaps += 1; })"
#: Where the buttons of the page lead.
OFFERED = """() => [...document.querySelectorAll("button")].map(
  (one) => one.getAttribute("formaction") ?? one.form?.getAttribute("action") ?? "")"""
#: The button that leads to an address; of several with values the one whose value is wanted.
BUTTON = """([address, fields]) => [...document.querySelectorAll("button")].find((one) =>
  (one.getAttribute("formaction") ?? one.form?.getAttribute("action") ?? "") === address
  && (!one.name || fields[one.name] === one.value))"""
#: The field of a button's form; of several of the same name the one with this value.
FIELD = """(button, [name, value]) => [...button.form.elements].find(
  (one) => one.name === name && (!["checkbox", "radio"].includes(one.type) || one.value === value))"""
#: Whatever something is folded away in is opened.
UNFOLDED = """(one) => {
  for (let fold; (fold = one.closest("details:not([open])")); ) fold.querySelector("summary").click();
}"""
#: Whether a form or link changes the page in place.
IN_PLACE = "(one) => (one.form ?? one).getAttribute('hx-boost') !== 'false'"
