/** The messages of a chat in their order, and where one looks. */

import { icon, make, motionIsFine } from "./drawing.js";
import { drawMessage, isQuestion, isSeen, isSeveral, isStandingCard, isToBeAnswered } from "./message.js";
import { dayKey, dayWords, word } from "./words.js";

const NEAR_END_PX = 120;
const AIR_PX = 8;
const SECOND_TAP_MS = 450;
const HIGHLIGHT_MS = 1800;
const ANSWER_MS = 6000; // what comes so soon after a press is its answer

export class Log {
  /** `chat` is what a message's keys speak to; `showEarlier` is called when one asks for more. */
  constructor(chat, { emptyWord, showEarlier }) {
    this.chat = chat;
    this.entries = new Map(); // by number, and for what one said oneself by source
    this.pressed = new Map(); // by the number of the message keys hang on: which were pressed, and when
    this.isAtEnd = true;
    this.putAt = 0; // where we scrolled to ourselves
    this.earlier = make("button", { class: "earlier", type: "button", hidden: true, onclick: showEarlier }, word("web-earlier"));
    this.list = make("div", { class: "log", role: "log", "aria-label": word("web-log"), tabindex: 0 });
    this.empty = make("p", { class: "empty" }, word(emptyWord));
    this.element = make("div", { class: "scroll" }, this.earlier, this.empty, this.list);
    this.newest = make("button", { class: "newest", type: "button", hidden: true, onclick: () => this.goToEnd() }, icon("down"), word("web-newest"));
    this.element.addEventListener("scroll", () => this.look(), { passive: true });
    const sizes = new ResizeObserver(() => this.stayAtEnd());
    sizes.observe(this.element);
    sizes.observe(this.list);
  }

  /** Begins anew with a chat as it stands. */
  begin({ messages, earlier }) {
    this.entries.clear();
    this.pressed.clear();
    this.list.replaceChildren();
    this.prepend({ messages, earlier });
    this.goToEnd();
  }

  /** Older messages above; what one reads stays where it is. */
  prepend({ messages, earlier }) {
    const heightBefore = this.element.scrollHeight;
    for (const message of messages) this.put(message, { quietly: true });
    this.earlier.hidden = !earlier;
    this.arrange();
    this.scrollBy(this.element.scrollHeight - heightBefore);
  }

  /** Something that happened: a new message, or one replaced in place. */
  happen(message) {
    const wasAtEnd = this.isAtEnd;
    const known = this.entries.has(message.number) || (message.mine && this.entries.has(message.source));
    const drawn = this.put(message);
    this.arrange();
    const isEdit = known && drawn && !message.mine;
    if (isEdit) highlight(drawn);
    // What is asked, the card one has just pressed and what answers a press are seen wherever one reads.
    const follows = wasAtEnd || (!message.mine && this.isAwaited(message));
    if (isEdit && isSeveral(message)) this.standStill();
    else if (follows && isEdit) this.goToCard(message.number);
    else if (message.mine) drawn && !known && this.goToEnd();
    else if (follows) this.goToNewest(message.number);
    else if (drawn && (!known || (isEdit && !this.isInSight(drawn)))) this.newest.hidden = false;
  }

  isAwaited(message) {
    return isQuestion(message) || this.pressed.has(String(message.number)) || performance.now() < this.awaitedUntil;
  }

  /** What changes below grows below: the next row stays under the finger. */
  standStill() {
    this.card = null;
    this.isAtEnd = false;
  }

  /** From now on, and for a moment, what comes answers a press. */
  awaitAnswer() {
    this.awaitedUntil = performance.now() + ANSWER_MS;
  }

  /** What one is just sending. */
  send(message) {
    this.put(message);
    this.arrange();
    if (isSeen(message)) this.goToEnd();
  }

  /** What became of it: `state` undefined where it arrived. */
  settle(message, outcome) {
    const known = this.entries.get(message.source)?.message ?? message;
    if (known.on && outcome.state === undefined) return this.pressArrived(known);
    this.put({ ...known, ...outcome }, { quietly: true });
    this.arrange();
  }

  get(id) {
    return this.entries.get(id)?.message;
  }

  /** In which language one was spoken to last. */
  get language() {
    return [...this.list.querySelectorAll(".theirs [lang]")].at(-1)?.lang;
  }

  get oldest() {
    return Math.min(...[...this.entries.keys()].filter((key) => typeof key === "number"));
  }

  /** Draws a message in its place, or anew where it is known already. */
  put(message, { quietly = false } = {}) {
    if (message.gone) return this.takeBack(message);
    this.notePress(message);
    if (!isSeen(message)) return null;
    const before = this.entries.get(message.number) ?? (message.mine ? this.entries.get(message.source) : null);
    const merged = message.mine ? { ...before?.message, ...message } : message;
    const drawn = drawMessage(merged, this.chat);
    if (merged.number) drawn.dataset.number = merged.number;
    if (before) replaceKeepingFocus(before.drawn, drawn);
    if (before?.message.number !== merged.number || !before) this.insert(drawn, merged.number ?? Infinity);
    if (!quietly && !before && motionIsFine()) drawn.classList.add("arrives");
    const entry = { message: merged, drawn };
    if (merged.mine) this.entries.set(merged.source, entry);
    if (merged.number) this.entries.set(merged.number, entry);
    return drawn;
  }

  /** A message that was taken back is not there any more. */
  takeBack({ number, source }) {
    const entry = this.entries.get(number) ?? this.entries.get(source);
    entry?.drawn.remove();
    for (const id of [number, source, entry?.message.number, entry?.message.source]) this.entries.delete(id);
    return null;
  }

  /** By number; what is on its way comes last. */
  insert(drawn, number) {
    const later = (each) => each !== drawn && Number(each.dataset.number ?? Infinity) > number;
    const next = [...this.list.querySelectorAll(".message")].find(later);
    if (next) next.before(drawn);
    else this.list.append(drawn);
  }

  /** What depends on neighbours: days, albums, and which question still asks for a place. */
  arrange() {
    const drawn = [...this.list.querySelectorAll(".message")];
    const moments = new Map([...this.entries.values()].map((entry) => [entry.drawn, entry.message.at]));
    for (const line of this.list.querySelectorAll(".day")) line.remove();
    drawn.forEach((each, index) => {
      const before = drawn[index - 1];
      const at = moments.get(each);
      if (!before || dayKey(at) !== dayKey(moments.get(before))) each.before(make("p", { class: "day" }, dayWords(at)));
      each.classList.toggle("in-album", Boolean(each.dataset.album) && before?.dataset.album === each.dataset.album);
      each.classList.remove("asks");
    });
    const question = this.question();
    (question?.drawn ?? drawn.findLast((each) => each.classList.contains("theirs")))?.classList.add("asks");
    this.chat.nowAsking(question?.message);
    this.empty.hidden = drawn.length > 0;
  }

  /** The entry of the open question: the latest thing said to us, cards that stand for a case left aside. */
  question() {
    const said = [...this.entries.values()].filter(({ message }) => !message.mine && !isStandingCard(message));
    const latest = said.reduce((last, entry) => (entry.message.change > (last?.message.change ?? 0) ? entry : last), null);
    return latest && isQuestion(latest.message) ? latest : null;
  }

  // A press is seen on the card it hangs on, until the card changes.

  notePress({ mine, press, on, number = Infinity, state }) {
    if (!mine || !press || !on) return;
    const card = this.get(Number(on));
    const others = card && isSeveral(card) ? (this.pressed.get(on) ?? []) : [];
    const pressedAt = state === "pending" ? performance.now() : this.pressed.get(on)?.get(press)?.pressedAt;
    const pressed = new Map(others).set(press, { number, pressedAt });
    if (state === "failed") pressed.delete(press);
    if (pressed.size) this.pressed.set(on, pressed);
    else this.pressed.delete(on);
    if (card) this.put(card, { quietly: true });
  }

  pressArrived({ on, press }) {
    const last = this.pressed.get(on)?.get(press);
    if (last?.number === Infinity) last.number = Number.MAX_SAFE_INTEGER;
  }

  wasPressed({ number, change }, press) {
    return this.pressed.get(String(number))?.get(press)?.number > change;
  }

  /**
   * Whether a press on a card is on its way, or was the first of two taps: the second is not for a key that came since.
   * Where several are chosen each row has its own taps.
   */
  isPressing(number, press) {
    const pressed = this.pressed.get(String(number)) ?? new Map();
    const last = isSeveral(this.get(number)) ? [pressed.get(press)] : [...pressed.values()];
    return last.some((each) => each?.number === Infinity || performance.now() - (each?.pressedAt ?? -Infinity) < SECOND_TAP_MS);
  }

  // Where one looks.

  look() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    if (Math.abs(scrollTop - this.putAt) < 2) return; // we scrolled, not the reader
    this.card = null;
    this.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.isAtEnd) this.newest.hidden = true;
  }

  stayAtEnd() {
    if (this.isAtEnd) this.card ? this.goToCard(this.card) : this.goToEnd();
  }

  goToQuestion() {
    const asked = this.question();
    if (asked) this.goToCard(asked.message.number);
  }

  /** A card that changed while one looks at the end is brought into sight. */
  goToCard(number) {
    const entry = this.entries.get(number);
    if (!entry) return;
    this.card = number;
    const seen = this.element.getBoundingClientRect();
    const { top, bottom } = entry.drawn.getBoundingClientRect();
    const toRise = new DOMMatrix(getComputedStyle(entry.drawn).transform).f; // while it arrives
    const below = bottom - toRise + AIR_PX - seen.bottom;
    const above = top - toRise - AIR_PX - seen.top;
    // Only this log moves: scrollIntoView would also push the page about. Of a card too high, its keys are seen; a long
    // list is read from its top.
    if (this.isLongList(entry)) this.scrollBy(above);
    else if (below > 0) this.scrollBy(below);
    else if (above < 0) this.scrollBy(Math.max(above, below));
  }

  /** Whether it is read or chosen from, and higher than what is seen at once; of what is to be answered the keys are seen. */
  isLongList(entry) {
    if (!entry || entry.drawn.offsetHeight <= this.element.clientHeight) return false;
    return isSeveral(entry.message) || !(isToBeAnswered(entry.message) || isLandscape(entry.message));
  }

  isInSight(drawn) {
    const seen = this.element.getBoundingClientRect();
    const { top, bottom } = drawn.getBoundingClientRect();
    return top < seen.bottom && bottom > seen.top;
  }

  /** To the end; where a question waits a little above it, to the question; a long list from its top. */
  goToNewest(number) {
    this.goToEnd();
    const asked = this.question()?.message.number;
    const waits = asked !== undefined && !this.pressed.has(String(asked));
    if (waits && asked !== number) this.goToCard(asked);
    else if (this.isLongList(this.entries.get(number))) this.goToCard(number);
  }

  goToEnd() {
    this.card = null;
    this.isAtEnd = true;
    this.newest.hidden = true;
    this.scrollBy(this.element.scrollHeight);
  }

  scrollBy(pixels) {
    this.element.scrollTop += pixels;
    this.putAt = this.element.scrollTop;
  }
}

const isLandscape = ({ picture }) => picture && picture[0] >= picture[1];

/** A card that changes while one is about to press a key keeps the finger's place. */
function replaceKeepingFocus(before, drawn) {
  const keys = (element) => [...element.querySelectorAll("button, a")];
  const focused = keys(before).indexOf(document.activeElement);
  before.replaceWith(drawn);
  if (focused >= 0) keys(drawn)[focused]?.focus({ preventScroll: true });
}

function highlight(drawn) {
  drawn.classList.add("changed");
  setTimeout(() => drawn.classList.remove("changed"), HIGHLIGHT_MS);
}
