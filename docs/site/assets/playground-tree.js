"use strict";
// The picture of a dependency specification: a tree that grows to the right where there is room, and an indented list with branches
// where there is not.

/**
 * @typedef {{in: number | null, kind: string, label: string, meaning: string, flag: string | null, state: string, chosen: boolean,
 *   start: number, end: number}} Part
 * @typedef {{x: number, y: number, width: number, depth: number}} Place
 */

const ROW = 34;
const HEIGHT = 26;
const GAP = 44;
const INDENT = 22;
const EDGE = 3;

/** What a state is called, and the sign that shows it without colors. */
const STATES = {
  matched: { sign: "✓", words: "satisfied" },
  unmatched: { sign: "✗", words: "not satisfied" },
  absent: { sign: "–", words: "not there with these flags" },
  open: { sign: "", words: "" },
};

/**
 * The width of each part's box, by its text.
 * @param {Part[]} parts
 * @param {string} font
 */
function widths(parts, font) {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = font;
  return parts.map((part) => pen.measureText(written(part)).width + 20);
}

/** @param {Part} part */
function written(part) {
  const { sign } = STATES[part.state];
  return sign ? `${sign} ${part.label}` : part.label;
}

/** @param {Part[]} parts */
function depths(parts) {
  /** @type {number[]} */
  const depths = [];
  for (const part of parts) depths.push(part.in === null ? 0 : depths[part.in] + 1);
  return depths;
}

/**
 * Each depth is a column; a group stands in the middle of what is in it.
 * @param {Part[]} parts
 * @param {number[]} sizes
 * @returns {Place[]}
 */
function columns(parts, sizes) {
  const depth = depths(parts);
  const deepest = Math.max(0, ...depth);
  const lefts = [EDGE];
  for (let column = 0; column <= deepest; column += 1) {
    const wide = Math.max(...sizes.filter((_, index) => depth[index] === column));
    lefts.push(lefts[column] + wide + GAP);
  }
  const places = parts.map((_, index) => ({ x: lefts[depth[index]], y: NaN, width: sizes[index], depth: depth[index] }));
  let row = 0;
  /** @type {number[][]} */
  const inside = parts.map(() => []);
  // Backwards, what is in a group comes before the group: rows are counted from the end.
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const rows = inside[index];
    places[index].y = rows.length ? (Math.min(...rows) + Math.max(...rows)) / 2 : (row -= 1);
    const group = parts[index].in;
    if (group !== null) inside[group].push(places[index].y);
  }
  for (const place of places) place.y = EDGE + (place.y - row) * ROW;
  return places;
}

/**
 * Each part has a row, and is indented below its group.
 * @param {Part[]} parts
 * @param {number[]} sizes
 * @returns {Place[]}
 */
function rows(parts, sizes) {
  const depth = depths(parts);
  return parts.map((_, index) => ({ x: EDGE + depth[index] * INDENT, y: EDGE + index * ROW, width: sizes[index], depth: depth[index] }));
}

/** @param {Place[]} places */
function extent(places) {
  const right = Math.max(...places.map((place) => place.x + place.width));
  const bottom = Math.max(...places.map((place) => place.y + HEIGHT));
  return { width: right + EDGE, height: bottom + EDGE };
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {(Element | string)[]} inside
 */
function svg(name, attributes, ...inside) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...inside);
  return element;
}

/**
 * The branch from a group to what is in it.
 * @param {Place} from
 * @param {Place} to
 * @param {boolean} isIndented
 */
function branch(from, to, isIndented) {
  const middle = to.y + HEIGHT / 2;
  if (isIndented) return `M${from.x + INDENT / 2} ${from.y + HEIGHT}V${middle}H${to.x}`;
  const [x, y, end] = [from.x + from.width, from.y + HEIGHT / 2, to.x];
  return `M${x} ${y}C${(x + end) / 2} ${y} ${(x + end) / 2} ${middle} ${end} ${middle}`;
}

/**
 * @param {Part} part
 * @param {Place} place
 */
function box(part, place) {
  const state = STATES[part.state].words;
  const name = [part.label, part.meaning, state, part.chosen ? "the member that counts" : ""].filter(Boolean).join(", ");
  return svg(
    "g",
    {
      class: `part ${part.kind} ${part.state}${part.chosen ? " chosen" : ""}`,
      role: "treeitem",
      tabindex: -1,
      "aria-label": name,
      "aria-level": place.depth + 1,
      transform: `translate(${place.x} ${place.y})`,
    },
    svg("title", {}, name),
    svg("rect", { width: place.width, height: HEIGHT, rx: part.kind.includes("_") ? HEIGHT / 2 : 5 }),
    svg("text", { x: 10, y: HEIGHT / 2 + 4.5 }, written(part)),
  );
}

/**
 * Draws parts for a width, to be moved through by arrow keys. `choose` is told which part was clicked or entered.
 * @param {Part[]} parts
 * @param {number} room
 * @param {string} font
 * @param {(part: Part) => void} choose
 */
function drawTree(parts, room, font, choose) {
  const sizes = widths(parts, font);
  let places = columns(parts, sizes);
  const isIndented = extent(places).width > room;
  if (isIndented) places = rows(parts, sizes);
  const { width, height } = extent(places);
  const boxes = parts.map((part, index) => box(part, places[index]));
  const branches = parts.flatMap((part, index) =>
    part.in === null
      ? []
      : [svg("path", { class: `branch ${part.state}${part.chosen ? " chosen" : ""}`, d: branch(places[part.in], places[index], isIndented) })],
  );
  const lines = svg("g", { "aria-hidden": "true" }, ...branches);
  const tree = svg("svg", { class: "tree", role: "tree", "aria-label": "the specification as a tree", width, height }, lines, ...boxes);
  boxes[0]?.setAttribute("tabindex", "0");
  tree.addEventListener("click", (event) => {
    const at = boxes.findIndex((box) => box.contains(/** @type {Node} */ (event.target)));
    if (at >= 0) choose(parts[at]);
  });
  tree.addEventListener("keydown", (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event);
    const at = boxes.indexOf(/** @type {SVGElement} */ (document.activeElement));
    if (at < 0) return;
    if (key === "Enter" || key === " ") choose(parts[at]);
    else if (!move(boxes, at, neighbor(parts, at, key))) return;
    event.preventDefault();
  });
  return tree;
}

/**
 * Where an arrow key leads, as in any tree: up and down through all, left to the group, right into it.
 * @param {Part[]} parts
 * @param {number} at
 * @param {string} key
 */
function neighbor(parts, at, key) {
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return at - 1;
    case "ArrowLeft":
      return parts[at].in ?? at;
    case "ArrowRight":
      return parts[at + 1]?.in === at ? at + 1 : at;
    case "Home":
      return 0;
    case "End":
      return parts.length - 1;
    default:
      return -1;
  }
}

/**
 * @param {SVGElement[]} boxes
 * @param {number} from
 * @param {number} to
 */
function move(boxes, from, to) {
  if (!boxes[to]) return false;
  boxes[from].setAttribute("tabindex", "-1");
  boxes[to].setAttribute("tabindex", "0");
  boxes[to].focus();
  return true;
}
