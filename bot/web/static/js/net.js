/** Talking to the server: what happened comes in as events, what is said goes out until it has arrived. */

const RETRY_SECONDS = [1, 2, 4, 8, 15, 15, 15, 30, 30];

export async function enter(seat, { fresh = false } = {}) {
  const answer = await fetch(`/api/${seat}/enter`, posting(JSON.stringify({ fresh })));
  if (!answer.ok) throw refusal(answer);
  return answer.json();
}

export async function pastOf(seat, before) {
  const answer = await fetch(`/api/${seat}/messages${before ? `?before=${before}` : ""}`);
  if (!answer.ok) throw refusal(answer);
  return answer.json();
}

export async function mapOutline() {
  mapOutline.kept ??= fetch("/api/map").then((answer) => answer.json());
  return mapOutline.kept;
}

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain http in a local network has no randomUUID
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

const refusal = (answer) => Object.assign(new Error(`refused: ${answer.status}`), { status: answer.status });

function posting(body, headers = { "Content-Type": "application/json" }) {
  return { method: "POST", body, headers };
}

/** What `asking` gives, asked again for as long as nobody answers; `away` is told that it takes longer. */
export async function answered(asking, away = () => {}) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await asking();
    } catch (error) {
      if (error.status && error.status < 500 && error.status !== 429) throw error;
      away();
      await new Promise((rested) => setTimeout(rested, 1000 * RETRY_SECONDS[Math.min(tries, 4)]));
    }
  }
}

/** What happens in one chat, as it happens; reconnects by itself and says so. */
export class Happenings {
  constructor(seat, { change, heard, menu, erased, connected }) {
    Object.assign(this, { seat, change, heard, menu, erased, connected, tries: 0 });
    this.open();
  }

  open() {
    this.source = new EventSource(`/api/${this.seat}/events?after=${this.change}`);
    this.source.onopen = () => {
      this.tries = 0;
      this.connected(true);
    };
    this.source.addEventListener("message", (event) => {
      this.change = Number(event.lastEventId);
      this.heard(JSON.parse(event.data));
    });
    this.source.addEventListener("menu", (event) => this.menu(JSON.parse(event.data)));
    this.source.addEventListener("erased", () => {
      this.close();
      this.erased();
    });
    this.source.onerror = () => {
      this.connected(false);
      if (this.source.readyState === EventSource.CLOSED) this.openLater();
    };
  }

  openLater() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.open(), 1000 * RETRY_SECONDS[Math.min(this.tries++, 6)]);
  }

  close() {
    clearTimeout(this.waiting);
    this.source.close();
  }
}

/** What waits to be sent, one after another, under the same id until it has arrived. */
export class Outbox {
  constructor(seat, { slow, trouble }) {
    Object.assign(this, { seat, slow, trouble, waiting: [], running: false });
    addEventListener("online", () => this.wake?.());
  }

  /** The server's answer, or an error with its `status` once trying again makes no sense. */
  send(path, body, headers) {
    return new Promise((arrived, failed) => {
      this.waiting.push({ path, body, headers, arrived, failed });
      this.run();
    });
  }

  async run() {
    if (this.running) return;
    this.running = true;
    while (this.waiting.length) {
      const letter = this.waiting[0];
      try {
        letter.arrived(await this.carry(letter));
      } catch (error) {
        letter.failed(error);
      }
      this.waiting.shift();
    }
    this.running = false;
  }

  async carry({ path, body, headers }) {
    for (const seconds of RETRY_SECONDS) {
      const answer = await fetch(`/api/${this.seat}/${path}`, posting(body, headers)).catch(() => null);
      if (answer?.ok) {
        this.trouble(false);
        return answer.json();
      }
      const passing = !answer || answer.status >= 500 || answer.status === 429 || answer.status === 408;
      if (!passing) throw refusal(answer);
      if (answer?.status === 429) this.slow();
      else this.trouble(true);
      await this.rest(Number(answer?.headers.get("Retry-After")) || seconds);
    }
    throw Object.assign(new Error("not sent"), { status: 0 });
  }

  rest(seconds) {
    return new Promise((rested) => {
      this.wake = rested;
      setTimeout(rested, seconds * 1000);
    });
  }
}
