/** The district as a map of our own: pick a point by touch, mouse or keys; small maps for places sent. */

import { dialog, icon, make, makeSvg } from "./drawing.js";
import { mapOutline } from "./net.js";
import { language, word } from "./words.js";

const TINTS = 5;
const TAP_PX = 8;
const CLOSEST = 14; // times closer than the whole district: a screen is then some 600 m wide
const METRES_PER_DEGREE = 111_320;
const BAR_METRES = [100, 200, 500, 1000, 2000, 5000];

/** A pin chosen on the map as {latitude, longitude} in WGS-84 degrees, or null. */
export async function pickPlace() {
  const outline = await mapOutline();
  return new Promise((picked) => new PlacePicker(outline, picked));
}

/** A small still map around a point. */
export function miniMap({ latitude, longitude }) {
  const drawn = makeSvg("svg", { class: "mini-map", "aria-hidden": "true", preserveAspectRatio: "xMidYMid slice" });
  mapOutline().then((outline) => {
    const { x, y } = unitsOf(outline, latitude, longitude);
    drawn.setAttribute("viewBox", `${x - 130} ${y - 75} 260 150`);
    drawn.append(...streetShapes(outline), ...streetNames(outline, 15), pinShape(x, y, 1.25));
  });
  return drawn;
}

/** The name of the street that holds a point in degrees, or null outside. */
export async function streetName({ latitude, longitude }) {
  const outline = await mapOutline();
  const { x, y } = unitsOf(outline, latitude, longitude);
  const street = streetAt(outline, x, y);
  return street && nameOf(street);
}

/** The street that holds a point in map units, or null: a ray to the east crosses its border an odd number of times. */
function streetAt(outline, x, y) {
  return outline.streets.find(({ border }) => {
    let inside = false;
    border.forEach(([x1, y1], index) => {
      const [x2, y2] = border[(index + 1) % border.length];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    });
    return inside;
  }) ?? null;
}

const unitsOf = (outline, latitude, longitude) => ({
  x: (longitude - outline.west) * outline.x_per_degree,
  y: (outline.north - latitude) * outline.y_per_degree,
});

const degreesOf = (outline, { x, y }) => ({
  latitude: outline.north - y / outline.y_per_degree,
  longitude: outline.west + x / outline.x_per_degree,
});

const nameOf = (street) => street.names[language] ?? Object.values(street.names)[0];

/** Areas tinted so that neighbours differ: each takes the first tint that none it touches has. */
function streetShapes(outline) {
  const tintOf = new Map();
  return outline.streets.map((street) => {
    const corners = new Set(street.border.map(String));
    const taken = new Set(outline.streets.filter((other) => tintOf.has(other) && other.border.some((point) => corners.has(String(point)))).map((other) => tintOf.get(other)));
    const tint = [...Array(TINTS).keys()].find((each) => !taken.has(each)) ?? 0;
    tintOf.set(street, tint);
    return makeSvg("polygon", { class: `street tint-${tint}`, points: street.border.map((point) => point.join(",")).join(" "), "data-code": street.code });
  });
}

function streetNames(outline, size) {
  return outline.streets.map((street) => {
    const [x, y] = street.label;
    const lines = split(nameOf(street));
    const spans = lines.map((line, index) => makeSvg("tspan", { x, dy: index ? "1.15em" : `${0.35 - (lines.length - 1) * 0.575}em` }, line));
    return makeSvg("text", { class: "street-name", x, y, "font-size": size }, ...spans);
  });
}

/** A long name with blanks in two lines, the last word alone. */
function split(name) {
  const cut = name.lastIndexOf(" ");
  return name.length > 8 && cut > 0 ? [name.slice(0, cut), name.slice(cut + 1)] : [name];
}

function pinShape(x, y, scale) {
  const drop = makeSvg("path", { d: "M0 0C-2.5 -6 -10 -11 -10 -19a10 10 0 1 1 20 0C10 -11 2.5 -6 0 0z" });
  return makeSvg("g", { class: "pin", transform: `translate(${x} ${y}) scale(${scale})` }, makeSvg("ellipse", { cx: 0, cy: 0, rx: 5, ry: 2 }), drop, makeSvg("circle", { cx: 0, cy: -19, r: 4 }));
}

class PlacePicker {
  constructor(outline, picked) {
    this.outline = outline;
    this.pin = null;
    this.touches = new Map();
    this.build(picked);
    this.showWhole();
  }

  build(picked) {
    this.names = makeSvg("g", {}, ...streetNames(this.outline, 1));
    this.pinPlace = makeSvg("g");
    this.svg = makeSvg("svg", { class: "map", role: "application", tabindex: 0, "aria-label": word("web-map-label") }, ...streetShapes(this.outline), this.names, this.pinPlace);
    this.bar = make("span", { class: "scale-bar", "aria-hidden": "true" });
    this.where = make("p", { class: "where", role: "status" }, word("web-map-hint"));
    this.use = make("button", { class: "main", type: "button", disabled: true }, icon("check"), word("web-map-use"));
    const zoom = make("div", { class: "map-keys" }, this.key("plus", "web-map-closer", () => this.zoom(1.7)), this.key("minus", "web-map-wider", () => this.zoom(1 / 1.7)), this.key("whole", "web-map-whole", () => this.showWhole()));
    const credit = make("p", { class: "credit" }, `${word("web-map-rough")} · ${this.outline.credit}`);
    this.box = dialog(
      { label: word("web-map-title"), className: "map-dialog", closeWord: word("web-close") },
      make("h2", {}, word("web-map-title")),
      make("div", { class: "map-frame" }, this.svg, zoom, this.bar),
      make("div", { class: "map-foot" }, this.where, this.use, credit),
    );
    this.box.addEventListener("close", () => picked(null));
    this.use.addEventListener("click", () => {
      picked(degreesOf(this.outline, this.pin));
      this.box.close();
    });
    this.listen();
    this.svg.focus({ preventScroll: true });
  }

  key(drawing, label, onclick) {
    return make("button", { class: "round", type: "button", "aria-label": word(label), onclick }, icon(drawing));
  }

  listen() {
    this.svg.addEventListener("pointerdown", (event) => this.touch(event));
    this.svg.addEventListener("pointermove", (event) => this.move(event));
    for (const kind of ["pointerup", "pointercancel"]) this.svg.addEventListener(kind, (event) => this.lift(event));
    this.svg.addEventListener("wheel", (event) => this.turn(event), { passive: false });
    this.svg.addEventListener("keydown", (event) => this.type(event));
    new ResizeObserver(() => this.draw()).observe(this.svg);
  }

  touch(event) {
    this.svg.setPointerCapture(event.pointerId);
    this.touches.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.moved = this.touches.size > 1 || (this.moved && this.touches.size > 1);
    this.start = { x: event.clientX, y: event.clientY };
  }

  move(event) {
    const before = this.touches.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    if (this.touches.size === 2) this.pinch(event.pointerId, before, now);
    else if (this.moved || Math.hypot(now.x - this.start.x, now.y - this.start.y) > TAP_PX) {
      this.moved = true;
      this.middle.x -= (now.x - before.x) / this.scale;
      this.middle.y -= (now.y - before.y) / this.scale;
      this.draw();
    } else return;
    this.touches.set(event.pointerId, now);
  }

  pinch(id, before, now) {
    const other = [...this.touches].find(([each]) => each !== id)[1];
    const wide = (point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    const centre = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    this.zoom(wide(now) / wide(before), this.at(centre.x, centre.y));
  }

  lift(event) {
    const wasTap = this.touches.delete(event.pointerId) && !this.moved && event.type === "pointerup";
    if (wasTap) this.drop(this.at(event.clientX, event.clientY));
  }

  turn(event) {
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 300), this.at(event.clientX, event.clientY));
  }

  type(event) {
    const step = 14 / this.scale;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) {
      const from = this.pin ?? this.middle;
      this.drop({ x: from.x + moves[event.key][0], y: from.y + moves[event.key][1] });
    } else if (event.key === "+" || event.key === "=") this.zoom(1.4);
    else if (event.key === "-") this.zoom(1 / 1.4);
    else if (event.key === "Enter" && !this.use.disabled) this.use.click();
    else return;
    event.preventDefault();
  }

  /** The map point under a screen point. */
  at(clientX, clientY) {
    const box = this.svg.getBoundingClientRect();
    return {
      x: this.middle.x + (clientX - box.left - box.width / 2) / this.scale,
      y: this.middle.y + (clientY - box.top - box.height / 2) / this.scale,
    };
  }

  drop(point) {
    this.pin = point;
    const street = streetAt(this.outline, point.x, point.y);
    this.where.textContent = street ? nameOf(street) : word("web-map-outside");
    this.where.classList.toggle("inside", Boolean(street));
    this.use.disabled = !street;
    for (const shape of this.svg.querySelectorAll(".street")) shape.classList.toggle("chosen", shape.dataset.code === street?.code);
    this.draw();
  }

  zoom(times, around = this.middle) {
    const before = this.scale;
    this.scale = Math.min(this.whole * CLOSEST, Math.max(this.whole, this.scale * times));
    const kept = before / this.scale;
    this.middle = { x: around.x + (this.middle.x - around.x) * kept, y: around.y + (this.middle.y - around.y) * kept };
    this.draw();
  }

  showWhole() {
    const box = this.svg.getBoundingClientRect();
    this.whole = 0.94 * Math.min(box.width / this.outline.width, box.height / this.outline.height);
    this.scale = this.whole;
    this.middle = { x: this.outline.width / 2, y: this.outline.height / 2 };
    this.draw();
  }

  draw() {
    const box = this.svg.getBoundingClientRect();
    if (!box.width) return;
    this.middle.x = Math.min(this.outline.width, Math.max(0, this.middle.x));
    this.middle.y = Math.min(this.outline.height, Math.max(0, this.middle.y));
    const [wide, high] = [box.width / this.scale, box.height / this.scale];
    this.svg.setAttribute("viewBox", `${this.middle.x - wide / 2} ${this.middle.y - high / 2} ${wide} ${high}`);
    const letter = Math.min(17, 10.5 + 1.6 * Math.log2(this.scale / this.whole + 1)) / this.scale;
    for (const name of this.names.children) name.setAttribute("font-size", letter);
    this.pinPlace.replaceChildren(...(this.pin ? [pinShape(this.pin.x, this.pin.y, 1.5 / this.scale)] : []));
    this.drawBar();
  }

  drawBar() {
    const pixelsPerMetre = (this.outline.y_per_degree / METRES_PER_DEGREE) * this.scale;
    const metres = BAR_METRES.findLast((each) => each * pixelsPerMetre <= 110) ?? BAR_METRES[0];
    this.bar.style.width = `${metres * pixelsPerMetre}px`;
    this.bar.textContent = metres < 1000 ? `${metres} m` : `${metres / 1000} km`;
  }
}
