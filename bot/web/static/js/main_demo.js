/** The demo: a rider's phone, a street's counter and a coordinator side by side, or behind tabs on a phone. */

import { Chat } from "./chat.js";
import { drawIcons } from "./drawing.js";
import { followChosenLanguage, language, loadWords, otherLanguage, switchLanguage, word } from "./words.js";

const panes = [...document.querySelectorAll(".pane")];
const tabs = [...document.querySelectorAll("[role=tab]")];
const isNarrow = matchMedia("(max-width: 1079px)");

async function begin() {
  if (followChosenLanguage()) return;
  drawIcons();
  document.querySelector(".guide").open = !isNarrow.matches;
  await loadWords();
  const chats = Object.fromEntries(panes.map((pane) => [pane.dataset.seat, chatOf(pane)]));
  listen(chats);
  for (const chat of Object.values(chats)) openChat(chat);
}

function chatOf(pane) {
  const menus = {
    rider: [[word("web-menu-report"), "report"], [word("web-menu-cases"), "mine"], [word("web-menu-points"), "points"], [word("web-menu-help"), "help"]],
    officer: [[word("web-menu-desk"), "desk"], [word("web-menu-help"), "help"]],
    coordinator: [[word("web-menu-today"), "today"], [word("web-menu-help"), "help"]],
  };
  const empties = { rider: "web-empty-rider", officer: "web-empty-officer", coordinator: "web-empty-coordinator" };
  const { seat } = pane.dataset;
  return new Chat(pane, {
    seat,
    emptyWord: empties[seat],
    menu: [menus[seat]],
    samples: seat === "officer" ? "repaired" : "hazards",
    onNews: () => badge(seat),
  });
}

async function openChat(chat, { fresh = false } = {}) {
  const isNew = await chat.open({ fresh });
  if (isNew && chat.seat === "rider") chat.sendCommand("start");
  const spoken = chat.log.language;
  if (spoken && spoken !== language && chat.seat !== "rider") chat.sendCommand(`language ${language}`); // a shared seat speaks as its visitor
}

function listen(chats) {
  const act = {
    "new-rider": () => openChat(chats.rider, { fresh: true }),
    samples: () => chats.rider.sendSample(),
    language: async () => {
      await Promise.all(Object.values(chats).map((chat) => chat.sendCommand(`language ${otherLanguage}`)));
      switchLanguage();
    },
  };
  for (const key of document.querySelectorAll("[data-do]")) key.addEventListener("click", act[key.dataset.do]);
  for (const tab of tabs) {
    tab.addEventListener("click", () => show(tab.dataset.seat));
    tab.addEventListener("keydown", (event) => stepTab(event, tab));
  }
  document.addEventListener("visibilitychange", () => {
    // A browser holds six lines to one host: a demo nobody looks at gives its three back.
    for (const chat of Object.values(chats)) document.hidden ? chat.pause() : chat.follow();
  });
  show("rider");
}

function stepTab(event, tab) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  show(next.dataset.seat);
  next.focus();
}

function show(seat) {
  document.body.dataset.shown = seat;
  for (const tab of tabs) {
    const isShown = tab.dataset.seat === seat;
    tab.setAttribute("aria-selected", isShown);
    tab.tabIndex = isShown ? 0 : -1;
    if (isShown) tab.classList.remove("has-news");
  }
}

function badge(seat) {
  if (!isNarrow.matches || document.body.dataset.shown === seat) return;
  tabs.find((tab) => tab.dataset.seat === seat).classList.add("has-news");
}

begin();
