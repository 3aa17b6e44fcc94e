/** Where one writes: words, photos, a place, each within one thumb's reach. */

import { icon, make } from "./drawing.js";
import { word } from "./words.js";

const LETTERS_MAX = 1000; // what is kept of one message
const PICTURES = "image/*,.heic,.heif";
const PHOTOS_AT_ONCE = 9;

/** The composer of a pane: `pane` sends what comes from here. */
export class Composer {
  constructor(pane, { hasSamples }) {
    this.pane = pane;
    this.hasSamples = hasSamples;
    this.element = this.build();
  }

  build() {
    this.words = make("textarea", { rows: 1, placeholder: word("web-write"), "aria-label": word("web-write-label"), enterkeyhint: "send" });
    this.go = make("button", { class: "round send", type: "submit", "aria-label": word("web-send"), disabled: true }, icon("send"));
    this.photoKey = this.opener("camera", "web-add-photo", () => this.photoWays());
    this.placeKey = this.opener("place", "web-add-place", () => this.placeWays());
    this.sheet = make("div", { class: "sheet", role: "menu", hidden: true });
    const form = make("form", { class: "composer" }, this.sheet, this.photoKey, this.placeKey, this.words, this.go);
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || this.closeSheet());
    form.addEventListener("keydown", (event) => this.sheetKeys(event));
    this.words.addEventListener("input", () => this.shorten());
    this.words.addEventListener("paste", (event) => this.paste(event));
    this.words.addEventListener("keydown", (event) => this.enterSends(event));
    return form;
  }

  opener(drawing, label, ways) {
    const key = make("button", { class: "round ghost", type: "button", "aria-label": word(label), title: word(label), "aria-haspopup": "menu", "aria-expanded": "false" }, icon(drawing));
    key.addEventListener("click", () => (key.getAttribute("aria-expanded") === "true" ? this.closeSheet() : this.openSheet(key, ways())));
    return key;
  }

  photoWays() {
    const ways = [
      ["camera", "web-photo-camera", null, () => this.choose({ capture: "environment" })],
      ["album", "web-photo-album", "web-photo-album-hint", () => this.choose({ multiple: true })],
      ["original", "web-photo-original", "web-photo-original-hint", () => this.choose({ multiple: true, original: true })],
    ];
    if (this.hasSamples) ways.unshift(["sample", "web-photo-sample", "web-photo-sample-hint", () => this.pane.sendSample()]);
    return ways;
  }

  placeWays() {
    return [
      ["here", "web-place-here", "web-place-here-hint", () => this.pane.sendPosition()],
      ["map", "web-place-map", null, () => this.pane.pickOnMap()],
    ];
  }

  openSheet(key, ways) {
    this.closeSheet();
    this.sheet.replaceChildren(...ways.map(([drawing, label, hint, act]) => this.way(drawing, label, hint, act)));
    this.sheet.hidden = false;
    key.setAttribute("aria-expanded", "true");
    this.sheet.firstChild.focus();
    this.openedBy = key;
  }

  way(drawing, label, hint, act) {
    const told = make("span", { class: "way-words" }, make("b", {}, word(label)), hint && make("small", {}, word(hint)));
    const way = make("button", { class: "way", type: "button", role: "menuitem" }, icon(drawing), told);
    way.addEventListener("click", () => {
      this.closeSheet();
      act();
    });
    return way;
  }

  closeSheet() {
    this.sheet.hidden = true;
    this.openedBy?.setAttribute("aria-expanded", "false");
    this.openedBy = null;
  }

  sheetKeys(event) {
    if (this.sheet.hidden) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") {
      this.openedBy?.focus();
      this.closeSheet();
    } else if (steps[event.key]) {
      const ways = [...this.sheet.children];
      const at = ways.indexOf(document.activeElement);
      ways[(at + steps[event.key] + ways.length) % ways.length].focus();
    } else return;
    event.preventDefault();
  }

  choose({ capture, multiple = false, original = false }) {
    const files = make("input", { type: "file", accept: PICTURES, capture, multiple });
    files.addEventListener("change", () => this.pane.sendPhotos([...files.files].slice(0, PHOTOS_AT_ONCE), { original }));
    files.click();
  }

  paste(event) {
    const photos = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (!photos.length) return;
    event.preventDefault();
    this.pane.sendPhotos(photos.slice(0, PHOTOS_AT_ONCE), {});
  }

  enterSends(event) {
    const writesOnTouch = matchMedia("(pointer: coarse)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || writesOnTouch) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  submit(event) {
    event.preventDefault();
    const words = this.taken();
    if (words) this.pane.sendWords(words);
    this.words.focus();
  }

  /** What is written, taken out of the field: it is sent, or becomes a photo's caption. */
  taken() {
    const words = this.words.value.trim();
    this.words.value = "";
    this.grow();
    return words;
  }

  /** No more than is kept; whoever writes more is told at once, not by what is missing later. */
  shorten() {
    if (this.words.value.length <= LETTERS_MAX) return this.grow();
    const at = Math.min(this.words.selectionStart, LETTERS_MAX);
    this.words.value = this.words.value.slice(0, LETTERS_MAX);
    this.words.setSelectionRange(at, at);
    this.grow();
    this.pane.tellFull(LETTERS_MAX);
  }

  grow() {
    this.go.disabled = !this.words.value.trim();
    this.words.style.height = "auto";
    const borders = this.words.offsetHeight - this.words.clientHeight;
    this.words.style.height = `${this.words.scrollHeight + borders}px`; // the sheet's max-height holds it
  }
}
