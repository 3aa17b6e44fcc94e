/** The page's own words, in the language the page was drawn in. */

import { answered } from "./net.js";

const LANGUAGE_KEPT_AS = "starlight-language";

let lines = {};

export const language = document.documentElement.lang;

export async function loadWords() {
  const read = async () => (await fetch(`/api/words?lang=${encodeURIComponent(language)}`)).json();
  lines = (await answered(read)).words;
}

/** A word by its key; facts stand in it in braces. A key that is missing shows itself, so that it is noticed. */
export function word(key, facts = {}) {
  const line = lines[key] ?? key;
  return line.replace(/\{(\w+)\}/g, (whole, fact) => facts[fact] ?? whole);
}

/** What this browser chose earlier; the page is opened again in it where it came in another language. */
export function followChosenLanguage() {
  const asked = new URLSearchParams(location.search).has("lang");
  const chosen = remembered();
  if (!chosen || asked || chosen === language) return false;
  openIn(chosen);
  return true;
}

export function switchLanguage() {
  const other = language === "en" ? "zh-CN" : "en";
  try {
    localStorage.setItem(LANGUAGE_KEPT_AS, other);
  } catch {
    // a browser that keeps nothing still follows the address
  }
  openIn(other);
}

export const otherLanguage = language === "en" ? "zh-CN" : "en";

function openIn(chosen) {
  const asked = new URLSearchParams(location.search);
  asked.set("lang", chosen);
  location.replace(`${location.pathname}?${asked}`);
}

function remembered() {
  try {
    return localStorage.getItem(LANGUAGE_KEPT_AS);
  } catch {
    return null;
  }
}

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" });
const dayName = new Intl.DateTimeFormat(language, { month: "long", day: "numeric", weekday: "short", timeZone: "Asia/Shanghai" });

/** A moment as hours and minutes where the riders are. */
export const timeOf = (seconds) => clock.format(new Date(seconds * 1000));

/** A day's key, the same for every moment of that day. */
export const dayKey = (seconds) => dayOf.format(new Date(seconds * 1000));

export function dayWords(seconds) {
  const now = Date.now() / 1000;
  if (dayKey(seconds) === dayKey(now)) return word("web-today");
  if (dayKey(seconds) === dayKey(now - 86400)) return word("web-yesterday");
  return dayName.format(new Date(seconds * 1000));
}
