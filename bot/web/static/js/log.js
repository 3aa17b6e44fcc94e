/** The messages of a chat in their order, and where one looks. */

import { icon, make, motionIsFine } from "./drawing.js";
import { drawMessage, isQuestion, isSeen, isStandingCard } from "./message.js";
import { dayKey, dayWords, word } from "./words.js";

const NEAR_END_PX = 120;
const AIR_PX = 8;
const HIGHLIGHT_MS = 1800;

export class Log {
  /** `chat` is what a message's keys speak to; `showEarlier` is called when one asks for more. */
  constructor(chat, { emptyWord, showEarlier }) {
    this.chat = chat;
    this.entries = new Map(); // by number, and for what one said oneself by source
    this.pressed = new Map(); // by the number of the message a key hangs on: what was pressed last, and when
    this.isAtEnd = true;
    this.moved = 0;
    this.earlier = make("button", { class: "earlier", type: "button", hidden: true, onclick: showEarlier }, word("web-earlier"));
    this.list = make("div", { class: "log", role: "log", "aria-label": word("web-log"), tabindex: 0 });
    this.empty = make("p", { class: "empty" }, word(emptyWord));
    this.element = make("div", { class: "scroll" }, this.earlier, this.empty, this.list);
    this.newest = make("button", { class: "newest", type: "button", hidden: true, onclick: () => this.goToEnd() }, icon("down"), word("web-newest"));
    this.element.addEventListener("scroll", () => this.look(), { passive: true });
    new ResizeObserver(() => this.stayAtEnd()).observe(this.element);
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
    this.moved = 1;
    this.element.scrollTop += this.element.scrollHeight - heightBefore;
  }

  /** Something that happened: a new message, or one replaced in place. */
  happen(message) {
    const wasAtEnd = this.isAtEnd;
    const known = this.entries.has(message.number);
    const drawn = this.put(message);
    this.arrange();
    const isEdit = known && drawn && !message.mine;
    if (isEdit) highlight(drawn);
    const follows = wasAtEnd || (!message.mine && isQuestion(message)); // what is asked is seen, wherever one reads
    if (follows && isEdit) this.goToCard(drawn);
    else if (message.mine) drawn && this.goToEnd();
    else if (follows) this.goToNewest(drawn);
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
    return this.list.querySelector(".theirs:last-of-type [lang]")?.lang;
  }

  get oldest() {
    return Math.min(...[...this.entries.keys()].filter((key) => typeof key === "number"));
  }

  /** Draws a message in its place, or anew where it is known already. */
  put(message, { quietly = false } = {}) {
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
    else this.pressed.set(on, { press, number });
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

  isPressing(number) {
    return this.pressed.get(String(number))?.number === Infinity;
  }

  // Where one looks.

  look() {
    if (this.moved-- > 0) return; // we scrolled, not the reader
    this.card = null;
    this.moved = 0;
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    this.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.isAtEnd) this.newest.hidden = true;
  }

  stayAtEnd() {
    if (this.isAtEnd) this.card ? this.goToCard(this.card) : this.goToEnd();
  }

  goToQuestion() {
    const asked = this.question()?.drawn;
    if (asked) this.goToCard(asked);
  }

  /** A card that changed while one looks at the end is brought into sight. */
  goToCard(card) {
    this.card = card;
    this.moved = 1;
    const seen = this.element.getBoundingClientRect();
    const { top, bottom } = card.getBoundingClientRect();
    const below = bottom + AIR_PX - seen.bottom;
    const above = top - AIR_PX - seen.top;
    // Only this log moves: scrollIntoView would also push the page about. Of a card too high, its keys are seen.
    if (below > 0) this.element.scrollTop += below;
    else if (above < 0) this.element.scrollTop += Math.max(above, below);
  }

  /** To the end; where a question stands a little above it, to the question. */
  goToNewest(drawn) {
    this.goToEnd();
    const asked = this.question()?.drawn;
    if (asked && asked !== drawn && asked.getBoundingClientRect().top < this.element.getBoundingClientRect().top) this.goToCard(asked);
  }

  goToEnd() {
    this.card = null;
    this.moved = 1;
    this.isAtEnd = true;
    this.newest.hidden = true;
    this.element.scrollTop = this.element.scrollHeight;
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
