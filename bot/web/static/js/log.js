/** The messages of a chat in their order, and where one looks. */

import { icon, make, motionIsFine } from "./drawing.js";
import { drawMessage, isQuestion, isSeen, isStandingCard } from "./message.js";
import { dayKey, dayWords, word } from "./words.js";

const NEAR_END_PX = 120;
const AIR_PX = 8;
const SECOND_TAP_MS = 450;
const HIGHLIGHT_MS = 1800;

export class Log {
  /** `chat` is what a message's keys speak to; `showEarlier` is called when one asks for more. */
  constructor(chat, { emptyWord, showEarlier }) {
    this.chat = chat;
    this.entries = new Map(); // by number, and for what one said oneself by source
    this.pressed = new Map(); // by the number of the message a key hangs on: what was pressed last, and when
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
    // What is asked, and the card one has just pressed, are seen wherever one reads.
    const follows = wasAtEnd || (!message.mine && (isQuestion(message) || this.pressed.has(String(message.number))));
    if (follows && isEdit) this.goToCard(message.number);
    else if (message.mine) drawn && !known && this.goToEnd();
    else if (follows) this.goToNewest(message.number);
    else if (!known && drawn) this.newest.hidden = false;
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
    if (known.on && outcome.state === undefined) return this.pressArrived(known.on);
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
    if (state === "failed") this.pressed.delete(on);
    else {
      const pressedAt = this.pressed.get(on)?.pressedAt;
      this.pressed.set(on, { press, number, pressedAt: state === "pending" ? performance.now() : pressedAt });
    }
    const card = this.get(Number(on));
    if (card) this.put(card, { quietly: true });
  }

  pressArrived(on) {
    const last = this.pressed.get(on);
    if (last?.number === Infinity) this.pressed.set(on, { ...last, number: Number.MAX_SAFE_INTEGER });
  }

  wasPressed({ number, change }, press) {
    const last = this.pressed.get(String(number));
    return last?.press === press && last.number > change;
  }

  /** Whether a press on a card is on its way, or was the first of two taps: the second is not for a key that came since. */
  isPressing(number) {
    const last = this.pressed.get(String(number));
    return last?.number === Infinity || performance.now() - (last?.pressedAt ?? -Infinity) < SECOND_TAP_MS;
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
    const below = bottom + AIR_PX - seen.bottom;
    const above = top - AIR_PX - seen.top;
    // Only this log moves: scrollIntoView would also push the page about. Of a card too high, its keys are seen; a long
    // list is read from its top.
    if (this.isLongList(entry)) this.scrollBy(above);
    else if (below > 0) this.scrollBy(below);
    else if (above < 0) this.scrollBy(Math.max(above, below));
  }

  /** Whether it is read, not answered, and higher than what is seen at once. */
  isLongList(entry) {
    return entry && !isQuestion(entry.message) && !entry.message.picture && entry.drawn.offsetHeight > this.element.clientHeight;
  }

  /** To the end; where a question waits a little above it, to the question; a long list from its top. */
  goToNewest(number) {
    this.goToEnd();
    const asked = this.question()?.message.number;
    const waits = asked !== undefined && !this.pressed.has(String(asked));
    if (waits && asked !== number) this.goToCard(asked);
    else if (!waits && this.isLongList(this.entries.get(number))) this.goToCard(number);
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
