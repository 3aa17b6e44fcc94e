/** Codes that were noted without a signal, kept on this device until the server has answered each. */

const KEPT_AS = "starlight-till-noted";
const NOTED_MAX = 200; // more than a shop redeems in two hours
const AGAIN_SECONDS = 20;

export class Noted {
  constructor(link, { send, changed, settled }) {
    Object.assign(this, { key: `${KEPT_AS}-${link.slice(0, 8)}`, send, changed, settled, isSettling: false });
    addEventListener("online", () => this.settle());
    setInterval(() => this.settle(), AGAIN_SECONDS * 1000);
  }

  get all() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "[]");
    } catch {
      return [];
    }
  }

  /** Note a code with its moment; false where this browser keeps nothing. */
  add(letter) {
    return this.keep([...this.all, letter].slice(-NOTED_MAX));
  }

  keep(letters) {
    try {
      localStorage.setItem(this.key, JSON.stringify(letters));
    } catch {
      return false;
    }
    this.changed(letters.length);
    return true;
  }

  /** Hand over what was noted, one after another, under its own id; what finds no signal stays. */
  async settle() {
    if (this.isSettling) return;
    this.isSettling = true;
    for (const letter of this.all) {
      const answer = await this.send(letter).catch(() => null);
      if (answer === null) break;
      this.keep(this.all.filter((each) => each.id !== letter.id));
      this.settled(letter, answer);
    }
    this.isSettling = false;
  }
}
