/** The till's page: the PIN once, then a code, then one large word. */

import { grouped, holds, tidied } from "./codes.js";
import { make } from "./drawing.js";
import { newId } from "./net.js";
import { Noted } from "./noted.js";
import { forSending } from "./photos.js";
import { canScan, Scanner } from "./scanning.js";

const language = document.documentElement.lang;
const link = location.pathname.split("/").pop();
const ANSWER_SECONDS_MAX = 8; // a customer waits no longer: then the code is noted and settles by itself
const GOOD = new Set(["good"]);
const WAIT = new Set(["noted", "locked", "mistyped", "no-code"]);
const SETTLED_SHOWN = 8;

const at = (selector) => document.querySelector(selector);
const [pinForm, codeForm, answer] = [at(".till-pin"), at(".till-code"), at(".till-answer")];
let lines = {};

const word = (key, facts = {}) => (lines[`web-till-${key}`] ?? "").replace(/\{(\w+)\}/g, (whole, fact) => facts[fact] ?? whole);
const when = new Intl.DateTimeFormat(language, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
const timeOf = (seconds) => (seconds ? when.format(new Date(seconds * 1000)) : "");

async function asked(path, options = {}) {
  const answered = await fetch(`/api/till/${link}${path}`, { signal: AbortSignal.timeout(ANSWER_SECONDS_MAX * 1000), ...options });
  if (answered.status === 401) {
    showDoor();
    throw Object.assign(new Error("not in"), { isOut: true });
  }
  if (!answered.ok) throw new Error(`refused: ${answered.status}`);
  return answered.json();
}

const posting = (value) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });

function showDoor() {
  [codeForm.hidden, pinForm.hidden, answer.hidden] = [true, false, true];
  at("#pin").focus();
}

function showCounter(shop) {
  if (shop?.[language]) at(".till-shop").textContent = shop[language];
  [codeForm.hidden, pinForm.hidden] = [false, true];
  at("#code").focus();
  noted.settle();
}

/** One large word, and a line below it. */
function show(key, facts = {}) {
  const benefit = facts.benefit?.[language] ?? "";
  at(".till-word").textContent = word(key);
  at(".till-line").textContent = word(`${key}-line`, { benefit, time: timeOf(facts.at) });
  answer.dataset.tone = GOOD.has(key) ? "good" : WAIT.has(key) ? "wait" : "bad";
  answer.toggleAttribute("data-long", word(key).length > 5);
  answer.hidden = false;
  at(".till-answer .main").focus();
}

const noted = new Noted(link, {
  send: (letter) => asked("/code", posting(letter)),
  changed(count) {
    at(".till-waiting").textContent = word("waiting", { count });
    at(".till-waiting").hidden = count === 0;
  },
  settled(letter, said) {
    const list = at(".till-settled");
    const row = make("li", {}, `${timeOf(letter.noted_at)} ${grouped(letter.code)} `, make("b", {}, word(said.word)));
    list.prepend(row);
    while (list.children.length > SETTLED_SHOWN) list.lastChild.remove();
    list.hidden = false;
  },
});

async function redeem(typed) {
  const code = tidied(typed);
  if (!holds(code)) return show("mistyped");
  const letter = { id: newId(), code };
  const button = codeForm.querySelector(".main");
  button.disabled = true;
  try {
    const said = await asked("/code", posting(letter));
    show(said.word, said);
  } catch (error) {
    if (error.isOut) return;
    const seconds = Math.floor(Date.now() / 1000);
    noted.add({ ...letter, noted_at: seconds });
    show("noted", { at: seconds });
  } finally {
    button.disabled = false;
  }
}

pinForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  const note = at(".till-note");
  note.textContent = "";
  const said = await asked("/pin", posting({ pin: at("#pin").value.trim() })).catch(() => ({ outcome: "wrong" }));
  at("#pin").value = "";
  if (said.outcome === "in") return showCounter(said.shop);
  const key = { locked: "pin-locked", unknown: "link-gone" }[said.outcome] ?? "pin-wrong";
  note.textContent = word(key, { time: timeOf(said.until) });
});

codeForm.addEventListener("submit", (event) => {
  event.preventDefault();
  redeem(at("#code").value);
});

at("#code").addEventListener("input", (event) => {
  const field = event.target;
  if (field.selectionStart === field.value.length) field.value = grouped(field.value);
});

at(".till-answer .main").addEventListener("click", () => {
  answer.hidden = true;
  at("#code").value = "";
  at("#code").focus();
});

const scanner = new Scanner(at(".till-view"), (seen) => {
  at(".till-camera").textContent = word("camera");
  redeem(seen);
});

at(".till-camera").addEventListener("click", async () => {
  if (scanner.isOn) scanner.stop();
  else await scanner.start().catch(() => scanner.stop());
  at(".till-camera").textContent = word(scanner.isOn ? "stop" : "camera");
});

at(".till-photo input").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  const { body } = await forSending(file);
  const said = await asked("/photo", { method: "POST", body, signal: AbortSignal.timeout(30_000) }).catch(() => ({ word: "no-code" }));
  if (said.word === "read") redeem(said.code);
  else show("no-code");
});

async function begin() {
  lines = (await (await fetch(`/api/till/words?lang=${encodeURIComponent(language)}`)).json()).words;
  at(".till-camera").hidden = !canScan();
  at(".till-photo").hidden = canScan();
  noted.keep(noted.all);
  await asked("").then((said) => (said.word === "in" ? showCounter(said.shop) : showDoor())).catch(showDoor);
}

begin();
