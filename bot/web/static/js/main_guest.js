/** A guest's page: what the link invites to, one question at a time, and what was said so far. */

import { make } from "./drawing.js";
import { answered } from "./net.js";

const language = document.documentElement.lang;
const link = location.pathname.split("/").pop();
const ANSWERS = ["come", "cant", "words"];
const READ_AGAIN_SECONDS = 60; // while the page is looked at: somebody else may have moved it on

const at = (selector) => document.querySelector(selector);
const [invitation, rule, asking, form, note] = [".guest-invitation", ".guest-rule", ".guest-ask", ".guest-words", ".guest-note"].map(at);
const when = new Intl.DateTimeFormat(language, { month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
let lines = {};
let sending = null; // what the form's words go with

const word = (key, facts = {}) => (lines[`web-guest-${key}`] ?? "").replace(/\{(\w+)\}/g, (whole, fact) => facts[fact] ?? whole);

/** The consultation as it stands, after saying something or (without a body) to look; null where the link opens nothing. */
async function asked(path = "", body) {
  const said = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`/api/guest/${link}${path}?lang=${encodeURIComponent(language)}`, said);
  if (answer.status === 404) return null;
  if (!answer.ok) throw Object.assign(new Error(`refused: ${answer.status}`), { status: answer.status });
  return answer.json();
}

async function say(path, body) {
  for (const key of document.querySelectorAll(".guest-keys button")) key.disabled = true;
  try {
    show(await asked(path, body));
    if (form.hidden === false) closeForm();
  } catch {
    tell(word("slow"));
  } finally {
    for (const key of document.querySelectorAll(".guest-keys button")) key.disabled = false;
  }
}

function tell(text) {
  note.textContent = text;
  note.hidden = !text;
}

function show(held) {
  at(".guest-gone").hidden = held !== null;
  at(".guest-kept").hidden = held === null;
  if (held === null) {
    for (const part of [invitation, rule, asking, form, note]) part.hidden = true;
    return;
  }
  showInvitation(held);
  showRule(held);
  tell(held.late ? word("late") : word(`state-${held.state}`));
  if (held.state === "called") showQuestion(held);
  else if (held.state === "asked") showConsent(held);
  else asking.hidden = true;
}

function showInvitation(held) {
  at(".guest-invited").textContent = word("invited", { name: held.party });
  at(".guest-about").textContent = held.about;
  at(".guest-by").textContent = word("by", { category: held.category, street: held.street, level: held.level });
  at(".guest-kept").textContent = word("kept", { count: held.kept_days });
  at(".guest-when").textContent = when.format(new Date(held.at * 1000));
  at(".guest-where").textContent = held.where;
  at(".guest-agenda").replaceChildren(...held.agenda.map((item) => make("li", {}, item)));
  invitation.hidden = false;
}

function showRule(held) {
  rule.hidden = !held.rule || held.state === "unagreed";
  at(".guest-text").textContent = held.rule;
  at(".guest-days").textContent = word("days", { from: held.from, until: held.until });
  at(".guest-notice").hidden = !held.notice;
  if (held.notice) at(".guest-notice").href = `/notice/${held.notice}`;
}

function ask(question, said, keys) {
  at(".guest-question").textContent = question;
  at(".guest-said").textContent = said;
  at(".guest-ask .guest-keys").replaceChildren(...keys);
  asking.hidden = false;
}

function key(name, isOn, onclick) {
  return make("button", { class: isOn ? "main" : "text-key", type: "button", "aria-pressed": String(isOn), onclick }, word(name));
}

function showQuestion(held) {
  const said = held.answer ? word(`said-${held.answer}`, { words: held.words }) : "";
  const keys = ANSWERS.map((answer) =>
    key(answer, held.answer === answer, () => (answer === "words" ? openForm("say", "/answer", { answer }, held.words) : say("/answer", { answer }))),
  );
  ask(word("ask"), said, keys);
}

function showConsent(held) {
  if (!held.asked) return ask(word("not-asked"), "", []);
  const said = held.consent ? word(`said-${held.consent}`) : "";
  ask(word("consent"), said, [
    key("yes", held.consent === "yes", () => say("/consent", { agrees: true })),
    key("no", held.consent === "no", () => openForm("why", "/consent", { agrees: false }, held.why)),
  ]);
}

/** Words that go along with an answer; `why` may stay empty. */
function openForm(label, path, body, before) {
  sending = { path, body, name: label === "why" ? "why" : "words" };
  form.querySelector("label").textContent = word(label);
  at("#guest-words").required = label !== "why";
  at("#guest-words").value = before;
  [form.hidden, asking.hidden] = [false, true];
  at("#guest-words").focus();
}

function closeForm() {
  sending = null;
  form.hidden = true;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (sending) say(sending.path, { ...sending.body, [sending.name]: at("#guest-words").value });
});

at(".guest-back").addEventListener("click", () => {
  closeForm();
  asking.hidden = false;
});

at(".guest-language").addEventListener("click", () => {
  location.replace(`${location.pathname}?lang=${language === "en" ? "zh-CN" : "en"}`);
});

async function lookAgain() {
  if (document.hidden || !form.hidden) return;
  const held = await asked().catch(() => undefined); // no signal: what is there stays
  if (held !== undefined && form.hidden) show(held);
}

async function begin() {
  const read = async () => (await fetch(`/api/guest/words?lang=${encodeURIComponent(language)}`)).json();
  lines = (await answered(read)).words;
  show(await answered(() => asked()));
  setInterval(lookAgain, READ_AGAIN_SECONDS * 1000);
  document.addEventListener("visibilitychange", lookAgain);
}

begin();
