/** One message as it is drawn: a bubble or a card, its picture, its keys, and what became of it. */

import { dialog, icon, make } from "./drawing.js";
import { miniMap, streetName } from "./map.js";
import { timeOf, word } from "./words.js";

const LEAD_LETTERS_MAX = 96; // of the narrow kind; a Chinese character counts twice
const THIRD_LETTERS_MAX = 11; // of the narrow kind, in a third of a phone's bubble
const MAIN_PRESS = /^(take|handled):|:send:send$/; // where one way is the usual one; answers stay equal among each other
const LOOKS = /^(solved|partly|unsolved|notpassed):/;
const LINKS = new Set(["http:", "https:", "tel:", "sms:"]);

/** Whether a message of one's own is seen as a bubble; a press on a card is seen on the card itself. */
export const isSeen = (message) => !message.mine || !("press" in message || "command" in message) || (message.label && !message.on);

/** Whether it waits for an answer: the keys of a question begin with a question mark. */
export const isQuestion = ({ keys, map }) => map === "pick" || keys.flat().some(([, press]) => press.startsWith("?"));

/** Whether it waits for an answer, or asks how it looks now, which can be said later as well. */
export const isToBeAnswered = (message) => isQuestion(message) || message.keys.flat().some(([, press]) => LOOKS.test(press));

/** Whether several of its rows are tapped on and off, one after the other: one of its keys means all of them. */
export const isSeveral = ({ keys }) => keys.flat().some(([, press]) => press.startsWith("?") && press.endsWith(":*"));

/** A case's card at a counter: it has keys for whenever one likes, and is nobody's question. */
export const isStandingCard = (message) => message.keys.length > 0 && !isQuestion(message);

/** The element of a message; `chat` gives its seat, what was pressed, and what a key does. */
export function drawMessage(message, chat) {
  const side = message.mine ? "mine" : "theirs";
  const bubble = make("div", { class: "bubble" }, ...(message.mine ? ownParts(message, chat) : theirParts(message, chat)));
  const drawn = make("article", { class: `message ${side}` }, bubble);
  if (message.photo !== undefined) drawn.classList.add("photo");
  if (message.photo) drawn.dataset.album = message.photo;
  if (message.picture && !message.mine) drawn.classList.add("with-picture", message.picture[0] < message.picture[1] ? "tall" : "wide");
  if (message.state) drawn.classList.add(message.state);
  if (message.state === "failed") drawn.append(againKey(message, chat));
  return drawn;
}

function theirParts(message, chat) {
  const parts = [];
  if (message.picture) parts.push(picture(message, chat));
  parts.push(...textParts(message));
  if (message.keys.length) parts.push(keys(message, chat));
  if (message.map === "pick") parts.push(placeKeys(chat));
  parts.push(stamp(message));
  return parts;
}

function textParts({ text, language }) {
  const lines = text.split("\n");
  const hasLead = lines.length > 1 && widthOf(lines[0]) <= LEAD_LETTERS_MAX;
  const rest = hasLead ? lines.slice(1).join("\n") : text;
  return [hasLead && make("p", { class: "lead", lang: language }, lines[0]), rest && make("p", { class: "text", lang: language }, rest)];
}

function picture({ number, change, picture: [width, height], protect }, chat) {
  const image = make("img", { src: `/api/${chat.seat}/picture/${number}?v=${change}`, width, height, alt: "", draggable: protect ? "false" : null });
  image.addEventListener("load", () => chat.log.stayAtEnd(), { once: true });
  return make("button", { class: "picture", type: "button", "aria-label": word("web-open-picture"), onclick: () => openPicture(image.src) }, image);
}

export function openPicture(source) {
  dialog({ label: word("web-photo"), className: "viewer", closeWord: word("web-close") }, make("img", { src: source, alt: word("web-photo") }));
}

function keys(message, chat) {
  const rows = message.keys.map((row) => make("div", { class: `row ${rowShape(row)}` }, ...row.map((key) => keyOf(message, key, chat))));
  return make("div", { class: "keys" }, ...rows);
}

const widthOf = (words) => [...words].reduce((width, letter) => width + (letter > "\u2e7f" ? 2 : 1), 0);

/** Equal columns, or each as wide as its words where three would not fit side by side. */
function rowShape(row) {
  if (row.length > 2 && row.some(([label]) => widthOf(label) > THIRD_LETTERS_MAX)) return "loose";
  return `of-${Math.min(row.length, 3)}`;
}

function keyOf(message, [label, press, url], chat) {
  if (url) return linkKey(label, url);
  const pressed = chat.log.wasPressed(message, press);
  const key = make("button", { class: MAIN_PRESS.test(press) ? "key first" : "key", type: "button", "aria-pressed": pressed ? "true" : null }, pressed && icon("check"), make("span", {}, label));
  key.addEventListener("click", () => chat.press(message, press, label, key));
  return key;
}

function linkKey(label, url) {
  const leads = URL.canParse(url, location.href) && LINKS.has(new URL(url, location.href).protocol);
  if (!leads) return make("span", { class: "key" }, label);
  return make("a", { class: "key", href: url, target: "_blank", rel: "noopener noreferrer" }, make("span", {}, label), icon("open"));
}

function placeKeys(chat) {
  const here = make("button", { class: "key", type: "button", onclick: () => chat.sendPosition() }, icon("here"), make("span", {}, word("web-place-here")));
  const map = make("button", { class: "key", type: "button", onclick: () => chat.pickOnMap() }, icon("map"), make("span", {}, word("web-place-map")));
  return make("div", { class: "keys place-keys" }, make("div", { class: "row of-2" }, here, map));
}

function ownParts(message, chat) {
  const parts = [];
  if (message.photo !== undefined) parts.push(ownPhoto(message, chat));
  if (message.place) parts.push(ownPlace(message));
  const text = message.words || message.label;
  if (text) parts.push(make("p", { class: "text" }, text));
  parts.push(stamp(message));
  return parts;
}

function ownPhoto(message, chat) {
  const source = message.preview ?? (message.pictured && `/api/${chat.seat}/picture/${message.number}`);
  const gone = make("span", { class: "photo-gone" }, icon("album"), word("web-photo-kept"));
  if (!source) return gone;
  const image = make("img", { src: source, alt: word("web-photo") });
  image.addEventListener("load", () => chat.log.stayAtEnd(), { once: true });
  const frame = make("button", { class: "picture", type: "button", "aria-label": word("web-open-picture"), onclick: () => openPicture(image.src) }, image);
  image.addEventListener("error", () => frame.replaceWith(gone), { once: true });
  return frame;
}

function ownPlace({ place: [latitude, longitude, source], accuracy }) {
  const told = make("span", {}, word(source === "fix" ? "web-place-from-fix" : "web-place-from-map"));
  const label = make("p", { class: "place-line" }, icon("place"), told);
  streetName({ latitude, longitude }).then((name) => name && told.append(` · ${name}`));
  const near = accuracy ? make("p", { class: "place-near" }, word("web-place-within", { metres: Math.round(accuracy) })) : null;
  return make("div", { class: "place" }, miniMap({ latitude, longitude }), label, near);
}

function stamp(message) {
  const line = make("footer", { class: "stamp" }, make("time", { datetime: new Date(message.at * 1000).toISOString() }, timeOf(message.at)));
  if (message.mine) {
    const sent = message.state === undefined;
    const told = make("span", { class: "told", title: word(sent ? "web-sent" : "web-sending") }, icon(sent ? "check" : "clock"));
    told.append(make("span", { class: "unseen" }, word(sent ? "web-sent" : "web-sending")));
    line.append(told);
  }
  return line;
}

function againKey(message, chat) {
  return make("button", { class: "again", type: "button", onclick: () => chat.sendAgain(message) }, icon("again"), `${word("web-not-sent")} · ${word("web-send-again")}`);
}
