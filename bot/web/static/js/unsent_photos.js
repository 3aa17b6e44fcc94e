/** Photos that nobody has taken yet: kept in this browser, so that a reload loses none, and gone once they arrived. */

const KEPT_MAX = 27; // three full reports; a phone has room for more, nobody takes more in one tunnel
const KEPT_HOURS = 72; // as long as the draft they belong to

export class UnsentPhotos {
  constructor(seat) {
    this.seat = seat;
  }

  /** What was left from before a reload, oldest first; what belonged to another chat than this one, or is old, goes. */
  async of(chat) {
    this.chat = chat;
    const kept = (await this.all()).filter(({ seat }) => seat === this.seat);
    const since = Date.now() / 1000 - KEPT_HOURS * 3600;
    const belongs = (each) => each.chat === chat && each.message.at > since;
    await Promise.all(kept.filter((each) => !belongs(each)).map(({ message }) => this.drop(message)));
    return kept.filter(belongs).map(({ message }) => message).sort((one, other) => one.at - other.at);
  }

  async keep({ preview, ...message }) {
    const { seat, chat } = this;
    await attempt("readwrite", async (photos) => {
      if ((await done(photos.count())) < KEPT_MAX) await done(photos.put({ source: message.source, seat, chat, message }));
    });
  }

  async drop({ source }) {
    await attempt("readwrite", (photos) => done(photos.delete(source)));
  }

  async clear() {
    const kept = (await this.all()).filter(({ seat }) => seat === this.seat);
    await Promise.all(kept.map(({ message }) => this.drop(message)));
  }

  async all() {
    return (await attempt("readonly", (photos) => done(photos.getAll()))) ?? [];
  }
}

/** What `act` gives; nothing in a browser that keeps nothing, or is full: the photo is still on its way. */
async function attempt(mode, act) {
  try {
    opened ??= open();
    return await act((await opened).transaction("photos", mode).objectStore("photos"));
  } catch {
    return undefined;
  }
}

let opened = null;

function open() {
  const asked = indexedDB.open("unsent", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "source" });
  return done(asked);
}

const done = (asked) =>
  new Promise((arrived, failed) => {
    asked.onsuccess = () => arrived(asked.result);
    asked.onerror = () => failed(asked.error);
  });
