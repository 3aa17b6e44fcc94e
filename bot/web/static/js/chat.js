/** One chat: what was said so far, what happens as it happens, and what one sends. */

import { Composer } from "./composer.js";
import { dialog, icon, make, motionIsFine, toast } from "./drawing.js";
import { pickPlace } from "./map.js";
import { drawMessage, isSeen } from "./message.js";
import { enter, Happenings, newId, Outbox, pastOf } from "./net.js";
import { forSending } from "./photos.js";
import { chooseSample } from "./samples.js";
import { dayKey, dayWords, language, word } from "./words.js";

const NEAR_END_PX = 120;
const OFFERS_POSITION = "#place"; // a menu's key on other platforms; here the composer has one

export class Chat {
  /** `menu` is shown until the conversation gives its own: rows of [label, press]. */
  constructor(root, { seat, emptyWord, menu, samples = null, onNews = () => {} }) {
    Object.assign(this, { root, seat, emptyWord, samples, onNews });
    this.isAtEnd = true;
    this.moved = 0;
    this.messages = new Map(); // by number, or by source while on its way
    this.pressed = new Map(); // by the number of the message a key hangs on: what was pressed last, and when
    this.build(menu);
    const telling = {
      slow: () => toast(root, word("web-slow-down")),
      trouble: (is) => this.tell("trouble", is),
    };
    this.says = new Outbox(seat, telling);
    this.photos = new Outbox(seat, telling);
  }

  build(menu) {
    this.earlier = make("button", { class: "earlier", type: "button", hidden: true, onclick: () => this.showEarlier() }, word("web-earlier"));
    this.log = make("div", { class: "log", role: "log", "aria-label": word("web-log"), tabindex: 0 });
    this.empty = make("p", { class: "empty" }, word(this.emptyWord));
    this.newest = make("button", { class: "newest", type: "button", hidden: true, onclick: () => this.goToEnd() }, icon("down"), word("web-newest"));
    this.quiet = make("p", { class: "quiet-line", role: "status", hidden: true }, word("web-reconnecting"));
    this.menu = make("nav", { class: "menu-bar", "aria-label": word("web-menu") });
    this.composer = new Composer(this, { hasSamples: this.samples !== null });
    this.scroll = make("div", { class: "scroll" }, this.earlier, this.empty, this.log);
    this.scroll.addEventListener("scroll", () => this.look(), { passive: true });
    new ResizeObserver(() => this.stayAtEnd()).observe(this.scroll);
    const over = make("div", { class: "over" }, this.newest, make("div", { class: "toasts", role: "status" }));
    this.root.append(this.quiet, this.scroll, over, this.menu, this.composer.element);
    this.showMenu(menu);
  }

  /** Enters, shows what was said, and follows what happens. */
  async open({ fresh = false } = {}) {
    this.happenings?.close();
    this.happenings = null;
    await enter(this.seat, { fresh });
    const past = await pastOf(this.seat);
    this.messages.clear();
    this.pressed.clear();
    this.log.replaceChildren();
    for (const message of past.messages) this.put(message, { quietly: true });
    if (past.menu.length) this.showMenu(past.menu);
    this.earlier.hidden = !past.earlier;
    this.afterChange();
    this.goToEnd();
    this.change = past.change;
    this.follow();
    for (const message of past.messages) if (message.mine && !message.heard) this.sendAgain(message);
    return past.messages.length === 0;
  }

  follow() {
    this.happenings?.close();
    this.happenings = new Happenings(this.seat, {
      change: this.happenings?.change ?? this.change,
      heard: (message) => this.hear(message),
      menu: (rows) => rows.length && this.showMenu(rows),
      erased: () => toast(this.root, word("web-erased"), { stays: true }),
      connected: (is) => this.tell("connection", !is),
    });
  }

  pause() {
    this.happenings?.close();
  }

  hear(message) {
    this.change = Math.max(this.change, message.change);
    const wasNear = this.isAtEnd;
    const known = this.messages.get(message.number);
    const drawn = this.put(message);
    this.afterChange();
    const isEdit = known && drawn && !message.mine;
    if (isEdit) highlight(drawn);
    if (wasNear && isEdit) this.goToCard(drawn);
    else if (wasNear || message.mine) this.goToEnd();
    else if (!known && drawn) this.newest.hidden = false;
    if (!message.mine) this.onNews();
  }

  /** Draws a message in its place, or anew where it is known already. */
  put(message, { quietly = false } = {}) {
    this.notePress(message);
    if (!isSeen(message)) return null;
    const before = this.messages.get(message.number) ?? (message.mine ? this.messages.get(message.source) : null);
    const merged = message.mine ? { ...before?.message, ...message } : message;
    const drawn = drawMessage(merged, this);
    if (merged.number) drawn.dataset.number = merged.number;
    if (before) replaceKeepingFocus(before.drawn, drawn);
    if (before?.message.number !== merged.number || !before) this.insert(drawn, merged.number ?? Infinity);
    if (!quietly && !before && motionIsFine()) drawn.classList.add("arrives");
    const entry = { message: merged, drawn };
    if (merged.mine) this.messages.set(merged.source, entry);
    if (merged.number) this.messages.set(merged.number, entry);
    return drawn;
  }

  /** By number; what is on its way comes last. */
  insert(drawn, number) {
    const later = (each) => each !== drawn && Number(each.dataset.number ?? Infinity) > number;
    const next = [...this.log.querySelectorAll(".message")].find(later);
    if (next) next.before(drawn);
    else this.log.append(drawn);
  }

  /** What depends on neighbours: days, albums, and which question still asks for a place. */
  afterChange() {
    this.empty.hidden = this.log.querySelector(".message") !== null;
    for (const line of this.log.querySelectorAll(".day")) line.remove();
    let day = null;
    let before = null;
    const drawn = [...this.log.querySelectorAll(".message")];
    const moments = new Map([...this.messages.values()].map((entry) => [entry.drawn, entry.message.at]));
    for (const each of drawn) {
      const at = moments.get(each);
      if (dayKey(at) !== day) each.before(make("p", { class: "day" }, dayWords(at)));
      day = dayKey(at);
      each.classList.toggle("in-album", Boolean(each.dataset.album) && before?.dataset.album === each.dataset.album);
      each.classList.toggle("asks", false);
      before = each;
    }
    drawn.findLast((each) => each.classList.contains("theirs"))?.classList.add("asks");
  }

  async showEarlier() {
    const numbers = [...this.messages.keys()].filter((key) => typeof key === "number");
    const past = await pastOf(this.seat, Math.min(...numbers));
    const heightBefore = this.scroll.scrollHeight;
    for (const message of past.messages) this.put(message, { quietly: true });
    this.earlier.hidden = !past.earlier;
    this.afterChange();
    this.scroll.scrollTop += this.scroll.scrollHeight - heightBefore;
  }

  showMenu(rows) {
    const shown = rows.flat().filter(([, press]) => press !== OFFERS_POSITION);
    const keys = shown.map(([label, press]) => make("button", { class: "menu-key", type: "button", onclick: () => this.pressMenu(label, press) }, label));
    this.menu.replaceChildren(...keys);
    this.menu.hidden = keys.length === 0;
  }

  // What is sent.

  sendWords(words) {
    return this.say({ words }, { words });
  }

  sendCommand(command, label = "") {
    return this.say({ command, label }, { command, label });
  }

  sendPlace(place) {
    const { latitude, longitude, source, accuracy_m: accuracy } = place;
    return this.say({ place }, { place: [latitude, longitude, source], accuracy });
  }

  pressMenu(label, press) {
    this.say({ press, label }, { press, label, on: "" });
  }

  press(message, press, label) {
    const on = String(message.number);
    if (this.pressed.get(on)?.number === Infinity) return; // one at a time on each card
    this.say({ press, at: on, label }, { press, on });
  }

  say(body, shown) {
    const id = newId();
    const message = { mine: true, source: id, at: Date.now() / 1000, state: "pending", ...shown };
    this.show(message);
    return this.carry(message, () => this.says.send("say", JSON.stringify({ id, language, ...body })));
  }

  async sendPhotos(files, { original = false }) {
    const album = files.length > 1 ? newId() : "";
    const caption = files.length ? this.composer.taken() : "";
    const prepared = files.map((file) => forSending(file, { original }));
    await Promise.all(prepared.map(async (photo, index) => this.sendPhoto(await photo, { album, original, caption: index ? "" : caption })));
  }

  async sendPhoto({ body, preview }, { album, original, caption }) {
    const id = newId();
    const shown = preview && URL.createObjectURL(preview);
    const message = { mine: true, source: id, at: Date.now() / 1000, state: "pending", photo: album, words: caption, preview: shown, original };
    this.show(message);
    await this.carry(message, () => this.photos.send(photoPath(message), body, { "x-caption": encodeURIComponent(caption) }), body);
    if (preview && this.messages.get(id)?.message.state === undefined) await this.photos.send(`preview?id=${id}`, preview, {}).catch(() => null);
  }

  async sendSample() {
    const photo = await chooseSample({ repairedFirst: this.samples === "repaired" });
    if (photo) await this.sendPhotos([photo], {});
  }

  sendPosition() {
    if (!navigator.geolocation) return toast(this.root, word("web-no-position"));
    toast(this.root, word("web-locating"), { stays: true });
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        this.root.querySelector(".toasts").replaceChildren();
        this.sendPlace({ latitude, longitude, source: "fix", accuracy_m: accuracy });
      },
      () => toast(this.root, word("web-no-position")),
      { enableHighAccuracy: true, timeout: 12_000, maximumAge: 15_000 },
    );
  }

  async pickOnMap() {
    const point = await pickPlace();
    if (point) await this.sendPlace({ ...point, source: "map" });
  }

  /** Under the same id, so that it is heard once; the server has a photo already that it has shown us. */
  sendAgain(message) {
    const again = { ...message, state: "pending" };
    this.show(again);
    if (message.photo !== undefined) return this.carry(again, () => this.photos.send(photoPath(again), message.body ?? "", { "x-caption": encodeURIComponent(message.words ?? "") }), message.body);
    return this.carry(again, () => this.says.send("say", JSON.stringify({ id: message.source, language, ...said(message) })));
  }

  async carry(message, sending, body) {
    try {
      const answer = await sending();
      this.settle(message, { state: undefined, heard: true });
      if (answer.words && answer.alert) dialog({ label: answer.words, className: "alert", closeWord: word("web-close") }, make("p", {}, answer.words));
      else if (answer.words) toast(this.root, answer.words);
    } catch (error) {
      this.settle(message, { state: "failed", body });
      const isPhoto = message.photo !== undefined;
      const reasons = { 413: "web-photo-too-large", 422: isPhoto ? "web-photo-refused" : "web-not-understood" };
      toast(this.root, word(reasons[error.status] ?? "web-not-sent"));
    }
  }

  show(message) {
    this.put(message);
    this.afterChange();
    if (isSeen(message)) this.goToEnd();
  }

  settle(message, outcome) {
    const known = this.messages.get(message.source)?.message ?? message;
    if (known.on && outcome.state === undefined) return this.pressArrived(known.on);
    this.put({ ...known, ...outcome }, { quietly: true });
    this.afterChange();
  }

  // A press is seen on the card it hangs on, until the card changes.

  notePress({ mine, press, on, number = Infinity, state }) {
    if (!mine || !press || !on) return;
    if (state === "failed") this.pressed.delete(on);
    else this.pressed.set(on, { press, number });
    const card = this.messages.get(Number(on));
    if (card) this.put(card.message, { quietly: true });
  }

  pressArrived(on) {
    const last = this.pressed.get(on);
    if (last?.number === Infinity) this.pressed.set(on, { ...last, number: Number.MAX_SAFE_INTEGER });
  }

  wasPressed({ number, change }, press) {
    const last = this.pressed.get(String(number));
    return last?.press === press && last.number > change;
  }

  // Where one looks.

  isNearEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR_END_PX;
  }

  look() {
    if (this.moved-- > 0) return; // we scrolled, not the reader
    this.card = null;
    this.moved = 0;
    this.isAtEnd = this.isNearEnd();
    if (this.isAtEnd) this.newest.hidden = true;
  }

  stayAtEnd() {
    if (this.isAtEnd) this.card ? this.goToCard(this.card) : this.goToEnd();
  }

  /** A card that changed while one looks at the end is brought into sight. */
  goToCard(card) {
    this.card = card;
    this.moved = 1;
    card.scrollIntoView({ block: "nearest" });
  }

  goToEnd() {
    this.card = null;
    this.moved = 1;
    this.isAtEnd = true;
    this.newest.hidden = true;
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  tell(what, is) {
    this.troubles ??= new Set();
    this.troubles[is ? "add" : "delete"](what);
    clearTimeout(this.telling);
    const change = () => {
      this.quiet.hidden = this.troubles.size === 0;
      this.root.classList.toggle("away", this.troubles.size > 0);
    };
    if (is) this.telling = setTimeout(change, 1200); // a short break is nobody's concern
    else change();
  }
}

const photoPath = ({ source, photo, original }) => `photo?id=${source}${photo ? `&album=${photo}` : ""}${original ? "&original=1" : ""}&language=${language}`;

function said({ words, place, press, on, label, command }) {
  if (words) return { words };
  if (place) return { place: { latitude: place[0], longitude: place[1], source: place[2] } };
  if (press) return { press, at: on, label };
  return { command, label };
}

/** A card that changes while one is about to press a key keeps the finger's place. */
function replaceKeepingFocus(before, drawn) {
  const keys = (element) => [...element.querySelectorAll("button, a")];
  const focused = keys(before).indexOf(document.activeElement);
  before.replaceWith(drawn);
  if (focused >= 0) keys(drawn)[focused]?.focus({ preventScroll: true });
}

function highlight(drawn) {
  drawn.classList.add("changed");
  setTimeout(() => drawn.classList.remove("changed"), 1800);
}
