/** One chat: opens it, follows what happens in it, and sends what one says. */

import { Composer } from "./composer.js";
import { dialog, make, toast } from "./drawing.js";
import { Log } from "./log.js";
import { pickPlace } from "./map.js";
import { answered, enter, Happenings, newId, Outbox, pastOf } from "./net.js";
import { forSending } from "./photos.js";
import { chooseSample } from "./samples.js";
import { Unsent } from "./unsent.js";
import { UnsentPhotos } from "./unsent_photos.js";
import { language, word } from "./words.js";

const OFFERS_POSITION = "#place"; // a menu's key on other platforms; here the composer has one
const SHORT_BREAK_MS = 1200;
const MENU_WORDS = {
  report: "web-menu-report",
  mine: "web-menu-cases",
  points: "web-menu-points",
  help: "web-menu-help",
  desk: "web-menu-desk",
  today: "web-menu-today",
};
const CASE_NUMBER = /[A-Z]{2}\d{2}-\d{5}/;

export class Chat {
  /** `menu` is shown until the conversation gives its own: rows of [label, press]. */
  constructor(root, { seat, emptyWord, menu, samples = null, onNews = () => {} }) {
    Object.assign(this, { root, seat, samples, onNews });
    this.log = new Log(this, { emptyWord, showEarlier: () => this.showEarlier() });
    this.quiet = make("p", { class: "quiet-line", role: "status", hidden: true }, word("web-reconnecting"));
    this.menu = make("nav", { class: "menu-bar", "aria-label": word("web-menu") });
    this.composer = new Composer(this, { hasSamples: samples !== null });
    this.asking = make("button", { class: "asking", type: "button", hidden: true, onclick: () => this.log.goToQuestion() });
    const over = make("div", { class: "over" }, this.log.newest);
    const toasts = make("div", { class: "toasts", role: "status" });
    root.append(this.quiet, this.log.element, toasts, over, this.asking, this.menu, this.composer.element);
    this.showMenu(menu);
    this.troubles = new Set();
    const telling = {
      slow: () => toast(root, word("web-slow-down")),
      trouble: (is) => this.tell("trouble", is),
    };
    this.says = new Outbox(seat, telling);
    this.photos = new Outbox(seat, telling);
    this.unsent = new Unsent(seat);
    this.unsentPhotos = new UnsentPhotos(seat);
  }

  /** Enters, shows what was said, and follows what happens; whether nothing was said yet. */
  async open({ fresh = false } = {}) {
    this.happenings?.close();
    this.happenings = null;
    const [{ chat }, past] = await answered(
      async () => [await enter(this.seat, { fresh }), await pastOf(this.seat)],
      () => this.tell("connection", true),
    );
    this.log.begin(past);
    if (past.menu.length) this.showMenu(past.menu);
    this.change = past.change;
    this.follow();
    for (const message of past.messages) if (message.mine && !message.heard) this.sendAgain(message);
    const left = await this.leftFrom(chat);
    for (const message of left) this.sendAgain(message);
    return past.messages.length + left.length === 0;
  }

  /** What did not get out before a reload, in the order in which it was said. */
  async leftFrom(chat) {
    const photos = await this.unsentPhotos.of(chat);
    const isOut = (message) => this.log.get(message.source) !== undefined;
    for (const photo of photos.filter(isOut)) this.unsentPhotos.drop(photo);
    return [...this.unsent.of(chat), ...photos].filter((message) => !isOut(message)).sort((one, other) => one.at - other.at);
  }

  follow() {
    this.happenings?.close();
    this.happenings = new Happenings(this.seat, {
      change: this.happenings?.change ?? this.change,
      heard: (message) => this.hear(message),
      menu: (rows) => rows.length && this.showMenu(rows),
      erased: () => {
        this.unsent.clear();
        this.unsentPhotos.clear();
        toast(this.root, word("web-erased"), { stays: true });
      },
      connected: (is) => this.tell("connection", !is),
    });
  }

  pause() {
    this.happenings?.close();
  }

  hear(message) {
    this.log.happen(message);
    if (!message.mine) this.onNews();
  }

  /** Where several cases lie side by side, the one an answer belongs to stands above the composer. */
  nowAsking(question) {
    const [about] = question?.text.split("\n") ?? [""];
    this.asking.hidden = !CASE_NUMBER.test(about);
    this.asking.replaceChildren(make("span", {}, word("web-asks-about")), make("b", {}, about));
  }

  async showEarlier() {
    this.log.prepend(await pastOf(this.seat, this.log.oldest));
  }

  showMenu(rows) {
    const shown = rows.flat().filter(([, press]) => press !== OFFERS_POSITION);
    const keys = shown.map(([said, press]) => {
      const label = MENU_WORDS[press] ? word(MENU_WORDS[press]) : said; // the page may have changed its language since
      return make("button", { class: "menu-key", type: "button", onclick: () => this.pressMenu(label, press) }, label);
    });
    this.menu.replaceChildren(...keys);
    this.menu.hidden = keys.length === 0;
  }

  // What one says.

  sendWords(words) {
    return this.say({ words }, { words });
  }

  tellFull(most) {
    toast(this.root, word("web-words-full", { most }));
  }

  sendCommand(command, label = "") {
    return this.say({ command, label }, { command, label });
  }

  sendPlace(place) {
    const { latitude, longitude, source, accuracy_m: accuracy } = place;
    return this.say({ place }, { place: [latitude, longitude, source], accuracy });
  }

  pressMenu(label, press) {
    this.log.awaitAnswer();
    return this.say({ press, label }, { press, label, on: "" });
  }

  press({ number }, press, label) {
    if (this.log.isPressing(number, press)) return; // one at a time on each card
    this.log.awaitAnswer();
    this.say({ press, at: String(number), label }, { press, on: String(number) });
  }

  say(body, shown) {
    const message = newMessage(shown);
    this.log.send(message);
    this.unsent.keep(message);
    return this.carry(message, () => this.says.send("say", JSON.stringify({ id: message.source, language, ...body })));
  }

  async sendPhotos(files, { original = false } = {}) {
    const album = files.length > 1 ? newId() : "";
    const caption = files.length ? this.composer.taken() : "";
    const sending = files.map(async (file, index) => {
      const photo = await forSending(file, { original });
      await this.sendPhoto(photo, { photo: album, original, words: index ? "" : caption });
    });
    await Promise.all(sending);
  }

  async sendPhoto({ body, preview }, shown) {
    const message = newMessage({ ...shown, body, small: preview, preview: preview && URL.createObjectURL(preview) });
    this.log.send(message);
    this.unsentPhotos.keep(message);
    await this.carryPhoto(message);
  }

  async sendSample() {
    const photo = await chooseSample({ repairedFirst: this.samples === "repaired" });
    if (photo) await this.sendPhotos([photo]);
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

  /** Under the same id, so that it is heard once. */
  sendAgain(message) {
    const again = { ...message, state: "pending" };
    if (message.small) again.preview ??= URL.createObjectURL(message.small);
    this.log.send(again);
    if (message.photo !== undefined) return this.carryPhoto(again);
    return this.carry(again, () => this.says.send("say", JSON.stringify({ id: message.source, language, ...said(message) })));
  }

  /** A photo the server has shown us before it has already; it needs no second upload. */
  async carryPhoto(message) {
    const caption = { "x-caption": encodeURIComponent(message.words ?? "") };
    await this.carry(message, () => this.photos.send(photoPath(message), message.body ?? "", caption));
    const arrived = this.log.get(message.source)?.state === undefined;
    if (message.small && arrived) await this.photos.send(`preview?id=${message.source}`, message.small, {}).catch(() => null);
  }

  async carry(message, sending) {
    try {
      const answer = await sending();
      this.letGo(message);
      this.log.settle(message, { state: undefined, heard: true, body: undefined, small: undefined });
      this.tellAnswer(answer);
    } catch (error) {
      if (error.status === 404) await this.open(); // the chat was erased: a new one begins
      if (error.status) this.letGo(message); // refused: it never will be taken
      this.log.settle(message, { state: "failed" });
      const isPhoto = message.photo !== undefined;
      const reasons = { 413: "web-photo-too-large", 422: isPhoto ? "web-photo-refused" : "web-not-understood" };
      toast(this.root, word(reasons[error.status] ?? "web-not-sent"));
    }
  }

  letGo(message) {
    if (message.photo === undefined) this.unsent.drop(message);
    else this.unsentPhotos.drop(message);
  }

  tellAnswer({ words, alert }) {
    if (words && alert) dialog({ label: words, className: "alert", closeWord: word("web-close") }, make("p", {}, words));
    else if (words) toast(this.root, words);
  }

  /** A quiet line while something does not get through; a short break is nobody's concern. */
  tell(what, is) {
    this.troubles[is ? "add" : "delete"](what);
    clearTimeout(this.telling);
    const show = () => (this.quiet.hidden = this.troubles.size === 0);
    if (is) this.telling = setTimeout(show, SHORT_BREAK_MS);
    else show();
  }
}

const newMessage = (shown) => ({ mine: true, source: newId(), at: Date.now() / 1000, state: "pending", ...shown });

const photoPath = ({ source, photo, original }) => `photo?id=${source}${photo ? `&album=${photo}` : ""}${original ? "&original=1" : ""}&language=${language}`;

function said({ words, place, press, on, label, command, accuracy }) {
  if (words) return { words };
  if (place) return { place: { latitude: place[0], longitude: place[1], source: place[2], accuracy_m: accuracy } };
  if (press) return { press, at: on, label };
  return { command, label };
}
