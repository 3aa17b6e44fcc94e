/** What one said and nobody has taken yet: kept in this tab, so that a reload loses nothing, and gone once it arrived. */

const KEPT_MAX = 50; // more than anybody types in one tunnel

export class Unsent {
  constructor(seat) {
    this.place = `unsent:${seat}`;
  }

  /** What was left from before a reload; nothing where it belonged to another chat than this one. */
  of(chat) {
    this.chat = chat;
    const kept = this.read();
    if (kept.chat === chat) return kept.messages;
    this.write([]);
    return [];
  }

  /** Only what was written or pointed at: a press belongs to a card that may have changed, a photo lies in unsent_photos.js. */
  keep(message) {
    if (!message.words && !message.place) return;
    const { messages } = this.read();
    this.write([...messages.filter(({ source }) => source !== message.source), message].slice(-KEPT_MAX));
  }

  drop({ source: arrived }) {
    const { messages } = this.read();
    if (messages.some(({ source }) => source === arrived)) this.write(messages.filter(({ source }) => source !== arrived));
  }

  clear() {
    this.write([]);
  }

  // A browser that keeps nothing, or is full, keeps nothing here either: the message is still on its way.

  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.place)) ?? { chat: this.chat, messages: [] };
    } catch {
      return { chat: this.chat, messages: [] };
    }
  }

  write(messages) {
    try {
      if (messages.length) sessionStorage.setItem(this.place, JSON.stringify({ chat: this.chat, messages }));
      else sessionStorage.removeItem(this.place);
    } catch {
      // as above
    }
  }
}
