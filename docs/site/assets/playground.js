"use strict";
// The playground: what is typed stands in the address, is asked of the library, and its answer is shown.

{
  const page = /** @type {HTMLElement} */ (document.getElementById("typed"));
  const form = /** @type {HTMLFormElement} */ (page.querySelector("form"));
  const shown = /** @type {HTMLElement} */ (document.getElementById("answer"));
  /** What readers who hear the page are told when the answer changes. */
  const said = /** @type {HTMLElement} */ (page.querySelector("[role=status]"));
  const fields = /** @type {any} */ (form.elements);
  const core = /** @type {{wasm?: string, bytes?: number, reason?: string}} */ (globalThis.polyatomCore);
  /** @type {Set<string>} */
  let flags = new Set();
  /** What is shown, to be drawn again for another width.
   * @type {any} */
  let last = {};

  const SPECS = ["depend", "bdepend", "rdepend", "pdepend", "idepend", "required_use", "license", "src_uri", "restrict", "properties"];
  /** What may be said besides the text, and of what. */
  const BESIDES = { iuse: SPECS, packages: ["atom", ...SPECS.slice(0, 5)], ask: [...SPECS, "repository"], files: ["query"] };
  const FIRST = "#atom=%3E%3Ddev-lang%2Fpython-3.11%3A3.12%3D%5Bssl%2Ctk%3F%5D&eapi=8";

  /**
   * @param {string} name
   * @param {Record<string, any>} attributes
   * @param {(Node | string | null | undefined | false)[]} inside
   */
  function el(name, attributes = {}, ...inside) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key, value);
      else element.setAttribute(key, String(value));
    }
    for (const item of inside) if (item) element.append(item);
    return element;
  }

  // The theme looks for what the address names, and fails at what ends a string of CSS: this is written `$0A`, by its number.
  const ESCAPED = /[\n\f\r"$\\]/g;

  /** @param {string} text */
  function escaped(text) {
    return text.replace(ESCAPED, (character) => `$${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
  }

  /** @param {string | null | undefined} text */
  function unescaped(text) {
    return (text ?? "").replace(/\$(0A|0C|0D|22|24|5C)/g, (_, number) => String.fromCharCode(parseInt(number, 16)));
  }

  /** What is typed, as the address has it. */
  function address() {
    const parts = new URLSearchParams([[fields.as.value, escaped(fields.text.value)]]);
    /** @param {string} key @param {string} value */
    const add = (key, value) => value && parts.append(key, escaped(value));
    add("eapi", fields.eapi.value);
    add("use", [...flags].join(" "));
    for (const [key, kinds] of Object.entries(BESIDES)) if (kinds.includes(fields.as.value)) add(key, fields[key].value);
    return `#${parts}`;
  }

  /** Takes what the address has; tells whether it has anything. */
  function read() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const options = [...fields.as.options].map((option) => option.value);
    const as = [...parts.keys()].find((key) => options.includes(key));
    if (as === undefined) return false;
    fields.as.value = as;
    fields.text.value = unescaped(parts.get(as));
    fields.eapi.value = parts.get("eapi") ?? "";
    for (const key of Object.keys(BESIDES)) fields[key].value = as === key ? "" : unescaped(parts.get(key));
    flags = new Set(parts.get("use")?.split(/\s+/).filter(Boolean));
    return true;
  }

  function ask() {
    const as = fields.as.value;
    for (const label of page.querySelectorAll("[data-for]")) {
      /** @type {HTMLElement} */ (label).hidden = !BESIDES[label.getAttribute("data-for") ?? ""].includes(as);
    }
    const question = { as, text: fields.text.value, eapi: fields.eapi.value || null, use: [...flags].join(" ") };
    const known = Object.entries(BESIDES).filter(([key, kinds]) => kinds.includes(as) && fields[key].value);
    const besides = Object.fromEntries(known.map(([key]) => [key, fields[key].value]));
    const asked = address();
    library.ask({ ...question, ...besides }, (answer) => {
      last = answer;
      show(answer);
      // Which address it answers, for those who wait for it.
      shown.dataset.answers = asked;
    });
  }

  /** What is typed has changed: the address follows, and what was there before is no page of its own. */
  function typed() {
    history.replaceState(null, "", address());
    ask();
  }

  /** @param {string} flag */
  function toggle(flag) {
    if (!flags.delete(flag)) flags.add(flag);
    const focused = document.activeElement?.getAttribute("data-key");
    typed();
    refocus = focused ?? "";
  }
  let refocus = "";

  /** Marks a part of the text in its field. @param {number} start @param {number} end @param {string} field */
  function select(start, end, field = "text") {
    fields[field].focus();
    fields[field].setSelectionRange(start, end);
  }

  /** @param {any} answer */
  function show(answer) {
    const sections = [
      mistake(answer.error),
      chips(answer.flags),
      verdict(answer),
      section("The tree", drawn(answer)),
      section("With these flags", answer.evaluated !== undefined && answer.evaluated !== null && code(answer.evaluated || "nothing is left")),
      section("What an ebuild must not have", notes(answer.notes)),
      section("Packages", packages(answer.packages)),
      section("What is wrong in the files", problems(answer.problems)),
      section("Packages that are found", answer.found && (table(["package", "description"], answer.found.map(([name, words]) => [code(name), words])) ?? el("p", {}, "None."))),
      section("In order, lowest first", sorted(answer.sorted)),
      section("Parts", table(["part", "text", "meaning"], answer.parts?.map((part) => [part.name, code(part.text), part.meaning]))),
      section("Ways to satisfy it", ways(answer.ways)),
      section("Files", table(["file", "from"], answer.files?.map((file) => [code(file.name), file.from]))),
      facts(answer.facts),
    ];
    shown.replaceChildren(...sections.filter((item) => item instanceof Node));
    said.textContent = shown.querySelector(".mistake h2, .verdict h2")?.textContent ?? "Valid";
    if (refocus) /** @type {HTMLElement} */ (shown.querySelector(`[data-key="${CSS.escape(refocus)}"]`))?.focus();
    refocus = "";
  }

  /** @param {{code: string, text: string}[] | undefined} list */
  function problems(list) {
    const line = ({ code: name, text }) => el("li", { "data-code": name }, el("pre", { tabindex: 0 }, text));
    return list?.length ? el("ul", {}, ...list.map(line)) : null;
  }

  /** @param {string} title @param {Node | null | undefined | false | ""} content */
  function section(title, content) {
    return content && el("section", {}, el("h2", {}, title), content);
  }

  /** @param {string} text */
  function code(text) {
    return el("code", {}, text);
  }

  /** @param {string[]} head @param {(Node | string)[][] | undefined} lines */
  function table(head, lines) {
    if (!lines?.length) return null;
    const row = (name, cells) => el("tr", {}, ...cells.map((cell) => el(name, name === "th" ? { scope: "col" } : {}, cell)));
    return el("div", { class: "scroll" }, el("table", {}, el("thead", {}, row("th", head)), el("tbody", {}, ...lines.map((cells) => row("td", cells)))));
  }

  /** What is wrong: the text with carets under the place, the reason, and what would be right. */
  function mistake(error) {
    if (!error) return null;
    const has = error.start !== undefined;
    // Places in one of the packages are not places in their field.
    const places = has && ["text", "iuse"].includes(error.field);
    const show = () => select(error.start, error.end, error.field);
    return el(
      "section",
      { class: "mistake", "data-code": error.code ?? "" },
      el("h2", {}, has ? `Invalid ${error.kind}: ${error.reason}` : error.message),
      has && (error.field === "text" ? pointed(fields.text.value, error.start, error.end) : el("pre", {}, error.message)),
      error.hint && el("p", {}, `Hint: ${error.hint}`),
      error.code && el("p", {}, places && el("button", { type: "button", class: "chip", click: show }, "Show the place"), " ", link(error.code)),
    );
  }

  function link(code) {
    return el("a", { href: `errors/${code}.html` }, `More about ${code}`);
  }

  /** A text with carets under a part of it. */
  function pointed(text, start, end) {
    const width = [...text.slice(start, end)].length;
    const mark = el("mark", { "data-carets": "^".repeat(Math.max(1, width)), class: width ? "" : "missing" }, text.slice(start, end));
    return el("pre", { class: "pointed", tabindex: 0 }, text.slice(0, start), mark, text.slice(end) || " ");
  }

  /** The flags, to be clicked. */
  function chips(list) {
    if (!list?.length) return null;
    const chip = ({ name, on }) =>
      el("button", { type: "button", class: "chip", "aria-pressed": on, "data-key": `flag ${name}`, click: () => toggle(name) }, `${on ? "+" : "−"} ${name}`);
    return section("Flags", el("div", { class: "chips", role: "group", "aria-label": "flags to switch" }, ...list.map(chip)));
  }

  /** Whether flags meet a REQUIRED_USE, or packages satisfy dependencies. */
  function verdict({ required_use: required, satisfied }) {
    const found = required ?? satisfied;
    if (!found) return null;
    const words = required ? ["The flags meet it", "The flags do not meet it"] : ["The packages satisfy it", "The packages do not satisfy it"];
    return el(
      "section",
      { class: found.is ? "verdict good" : "verdict bad" },
      el("h2", {}, found.is ? `✓ ${words[0]}` : `✗ ${words[1]}`),
      found.sentences.length > 0 && el("ul", {}, ...found.sentences.map((sentence) => el("li", {}, sentence))),
      required && !found.is && changes(found.changes),
    );
  }

  function changes(list) {
    if (!list) return el("p", {}, "No change of flags was found that helps.");
    const words = list.map(({ flag, on }) => `${on ? "enable" : "disable"} ${flag}`).join(", ");
    const all = () => {
      for (const { flag, on } of list) flags[on ? "add" : "delete"](flag);
      typed();
    };
    return el("p", {}, `The fewest changes that help: ${words}. `, el("button", { type: "button", class: "chip", click: all }, "Make them"));
  }

  function drawn({ tree, too_large: count }) {
    if (count) return el("p", {}, `It has ${count} parts, too many to be drawn.`);
    if (!tree?.length) return null;
    const font = `13px ${getComputedStyle(page).getPropertyValue("--pg-font")}`;
    const choose = (part) => (part.kind === "use_conditional" || part.kind === "flag" ? toggleFromTree(part, tree) : select(part.start, part.end));
    const picture = drawTree(tree, shown.clientWidth, font, choose);
    tree.forEach((_, index) => picture.querySelectorAll(".part")[index].setAttribute("data-key", `part ${index}`));
    return el("div", { class: "scroll" }, picture);
  }

  function toggleFromTree(part, tree) {
    toggle(part.flag);
    refocus = `part ${tree.indexOf(part)}`;
  }

  function notes(list) {
    if (!list?.length) return null;
    const note = ({ text, code: name, start, end }) =>
      el("li", { "data-code": name }, el("button", { type: "button", class: "place", click: () => select(start, end) }, code(fields.text.value.slice(start, end))), ` ${text}`);
    return el("ul", {}, ...list.map(note));
  }

  function packages(list) {
    const line = ({ text, matches, best, why, missing }) => {
      const said = matches ? (best ? "✓ matches, the newest that does" : "✓ matches") : `✗ ${why}`;
      const more = missing && el("div", { "data-code": missing.code }, `${missing.reason}. Hint: ${missing.hint}. `, link(missing.code));
      return [code(text), more ? el("div", {}, said, more) : said];
    };
    return table(["package", "answer"], list?.map(line));
  }

  function sorted(list) {
    return list && el("p", { class: "sorted" }, ...list.flatMap(([text, sign]) => [code(text), sign && ` ${sign} `]));
  }

  function ways(found) {
    if (!found) return null;
    if (!found.lists) return el("p", {}, `More than ${found.limit}.`);
    if (!found.lists.length) return el("p", {}, "None.");
    return el("ul", {}, ...found.lists.map((way) => el("li", {}, way.length ? code(way.join("  ")) : "nothing is needed")));
  }

  function facts(list) {
    if (!list?.length) return null;
    return el("section", {}, el("h2", {}, "Besides"), el("dl", {}, ...list.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, code(value))])));
  }

  /** @type {Library} */
  let library;
  if (core?.wasm) {
    library = new Library(core.wasm);
    const size = /** @type {HTMLElement} */ (document.getElementById("size"));
    size.textContent = `The library in this page is ${Math.round((core.bytes ?? 0) / 1000)} kB of WebAssembly.`;
    form.addEventListener("input", typed);
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => read() && ask());
    let width = shown.clientWidth;
    new ResizeObserver(() => {
      if (shown.clientWidth !== width && last.tree) show(last);
      width = shown.clientWidth;
    }).observe(shown);
    if (!read()) {
      history.replaceState(null, "", FIRST);
      read();
    }
    ask();
  } else {
    form.hidden = true;
    shown.textContent = `There is no library in this copy of the site: ${core?.reason ?? "its script is not there"}.`;
  }
}
