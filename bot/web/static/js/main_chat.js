/** The page of one person's chat. */

import { Chat } from "./chat.js";
import { drawIcons } from "./drawing.js";
import { followChosenLanguage, loadWords, otherLanguage, switchLanguage, word } from "./words.js";

const title = document.title;
let unseen = 0;

async function begin() {
  const invitation = takeInvitation();
  if (!invitation && followChosenLanguage()) return;
  drawIcons();
  await loadWords();
  const chat = new Chat(document.querySelector(".pane"), {
    seat: "me",
    emptyWord: "web-empty-me",
    menu: [[[word("web-menu-report"), "report"], [word("web-menu-cases"), "mine"], [word("web-menu-points"), "points"], [word("web-menu-help"), "help"]]],
    onNews: () => document.hidden && showUnseen(unseen + 1),
  });
  document.addEventListener("visibilitychange", () => document.hidden || showUnseen(0));
  document.querySelector("[data-do=language]").addEventListener("click", async () => {
    await chat.sendCommand(`language ${otherLanguage}`);
    switchLanguage();
  });
  const isNew = await chat.open();
  if (invitation) chat.sendCommand(`start ${invitation}`);
  else if (isNew) chat.sendCommand("start");
}

/** An invitation is used, not shown: it leaves the address and the history at once. */
function takeInvitation() {
  const asked = new URLSearchParams(location.search);
  const code = asked.get("code");
  if (code === null) return null;
  asked.delete("code");
  const rest = asked.toString();
  history.replaceState(null, "", location.pathname + (rest ? `?${rest}` : ""));
  return code.slice(0, 200).trim();
}

function showUnseen(count) {
  unseen = count;
  document.title = count ? `(${count}) ${title}` : title;
}

begin();
