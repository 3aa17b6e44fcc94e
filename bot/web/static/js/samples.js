/** Sample photos: scenes we drew ourselves, turned into a JPEG here and sent like any photo. */

import { dialog, make } from "./drawing.js";
import { word } from "./words.js";

const WIDTH = 1600;
const HEIGHT = 1200;

const HAZARDS = [
  { file: "wire", label: "web-sample-wire" },
  { file: "fire-lane", label: "web-sample-fire-lane" },
  { file: "manhole", label: "web-sample-manhole" },
  { file: "tree", label: "web-sample-tree" },
  { file: "cable", label: "web-sample-cable" },
];
const REPAIRED = { file: "wire-after", label: "web-sample-wire-after" };

/** Lets a scene be chosen; the file to send, or null. An officer finds the repaired one first. */
export function chooseSample({ repairedFirst = false } = {}) {
  const scenes = repairedFirst ? [REPAIRED, ...HAZARDS] : [...HAZARDS, REPAIRED];
  return new Promise((chosen) => {
    const grid = make("div", { class: "samples" });
    const title = make("h2", {}, word("web-samples-title"));
    const box = dialog({ label: word("web-samples-title"), className: "sheet-dialog", closeWord: word("web-close") }, title, grid);
    box.addEventListener("close", () => chosen(null));
    for (const scene of scenes) {
      const image = make("img", { src: pathOf(scene), alt: "", width: 4, height: 3 });
      const card = make("button", { class: "sample", type: "button" }, image, make("span", {}, word(scene.label)));
      card.addEventListener("click", async () => {
        card.setAttribute("aria-busy", "true");
        chosen(await photoOf(scene));
        box.close();
      });
      grid.append(card);
    }
  });
}

const pathOf = (scene) => `/static/samples/${scene.file}.svg`;

async function photoOf(scene) {
  const image = new Image(WIDTH, HEIGHT);
  image.src = pathOf(scene);
  await image.decode();
  const canvas = make("canvas", { width: WIDTH, height: HEIGHT });
  canvas.getContext("2d").drawImage(image, 0, 0, WIDTH, HEIGHT);
  const photo = await new Promise((made) => canvas.toBlob(made, "image/jpeg", 0.9));
  return new File([photo], `${scene.file}.jpg`, { type: "image/jpeg" });
}
