/** Photos before they leave: made smaller unless the original is wanted, and a small preview for one's own chat. */

const SIDE_MAX = 2048;
const PREVIEW_SIDE_MAX = 480;

/** A photo for sending. One this browser cannot open (HEIC on some) goes as it is; the server can read it. */
export async function forSending(file, { original = false } = {}) {
  const preview = await smaller(file, PREVIEW_SIDE_MAX, 0.7);
  const body = original ? file : ((await smaller(file, SIDE_MAX, 0.86)) ?? file);
  return { body, preview };
}

async function smaller(file, sideMax, quality) {
  let image;
  try {
    image = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
  const scale = Math.min(1, sideMax / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((made) => canvas.toBlob(made, "image/jpeg", quality));
}
