/** Small helpers to build the page: elements, icons, toasts. Text is only ever set as text. */

const SVG = "http://www.w3.org/2000/svg";

/** An element; `on…` are listeners, the rest attributes; children are nodes or text. */
export function make(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

export function makeSvg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child || child === 0));
  return element;
}

const STROKES = {
  camera: ["M4 8.5h3l1.6-2.5h6.8L17 8.5h3a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9.5a1 1 0 0 1 1-1z", "M12 16.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z"],
  album: ["M5 5h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z", "M4.5 16.5l4.6-4.6 3.6 3.6 2.4-2.4 4.4 4.4", "M15.2 9.4h.01"],
  original: ["M4 9V5a1 1 0 0 1 1-1h4", "M20 9V5a1 1 0 0 0-1-1h-4", "M4 15v4a1 1 0 0 0 1 1h4", "M20 15v4a1 1 0 0 1-1 1h-4", "M12 14.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z"],
  sample: ["M12 4l1.9 5.1L19 11l-5.1 1.9L12 18l-1.9-5.1L5 11l5.1-1.9L12 4z", "M19 16.5v4", "M17 18.5h4"],
  place: ["M12 21s7-6.2 7-11.2A7 7 0 0 0 5 9.8C5 14.8 12 21 12 21z", "M12 12.3a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"],
  here: ["M12 18.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z", "M12 2.5v4", "M12 17.5v4", "M2.5 12h4", "M17.5 12h4"],
  map: ["M9 4.5L3.5 7v12.5L9 17l6 2.5 5.5-2.5V4.5L15 7 9 4.5z", "M9 4.5V17", "M15 7v12.5"],
  send: ["M12 19V6", "M6 11.5L12 5.5l6 6"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  plus: ["M12 5v14", "M5 12h14"],
  minus: ["M5 12h14"],
  whole: ["M4 9V4h5", "M20 9V4h-5", "M4 15v5h5", "M20 15v5h-5"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  clock: ["M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z", "M12 8v4.3l2.6 1.7"],
  again: ["M19 12a7 7 0 1 1-2.1-5", "M19 4v4h-4"],
  down: ["M6 10l6 6 6-6"],
  person: ["M10 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z", "M3.5 19.5c.6-3.6 3.2-5.5 6.5-5.5 1.5 0 2.9.4 4 1.2", "M18 14.5v6", "M15 17.5h6"],
  open: ["M13 5h6v6", "M19 5l-9 9", "M17 14.5V19H5V7h4.5"],
};

export function icon(name) {
  const paths = STROKES[name].map((d) => makeSvg("path", { d }));
  return makeSvg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, ...paths);
}

/** Puts icons where the page's html asks for them. */
export function drawIcons(root = document) {
  for (const place of root.querySelectorAll("[data-icon]")) place.prepend(icon(place.dataset.icon));
}

export const motionIsFine = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A few words over a pane for a moment; read aloud politely. */
export function toast(pane, text, { stays = false } = {}) {
  const place = pane.querySelector(".toasts");
  const note = make("p", { class: "toast" }, text);
  place.replaceChildren(note);
  if (!stays) setTimeout(() => note.remove(), Math.max(3500, text.length * 120));
}

/** A dialog with one thing in it, closed by its cross, by Escape or by a tap beside it. */
export function dialog({ label, className, closeWord }, ...children) {
  const cross = make("button", { class: "round ghost dialog-close", type: "button", "aria-label": closeWord }, icon("close"));
  const box = make("dialog", { class: className, "aria-label": label }, cross, ...children);
  cross.addEventListener("click", () => box.close());
  box.addEventListener("click", (event) => event.target === box && box.close());
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}
