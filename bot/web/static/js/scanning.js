/** A QR by the camera where the browser can look for one, else by a photo that the server looks at. */

const EVERY_MS = 250;

export const canScan = () => "BarcodeDetector" in globalThis && Boolean(navigator.mediaDevices?.getUserMedia);

/** Shows the camera in `view` and gives the first QR it sees; `stop()` ends it. */
export class Scanner {
  constructor(view, found) {
    Object.assign(this, { view, found, stream: null });
  }

  get isOn() {
    return this.stream !== null;
  }

  async start() {
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    this.view.srcObject = this.stream;
    this.view.hidden = false;
    await this.view.play();
    this.detector = new BarcodeDetector({ formats: ["qr_code"] });
    this.look();
  }

  async look() {
    if (!this.isOn) return;
    const seen = await this.detector.detect(this.view).catch(() => []);
    if (!this.isOn) return;
    if (seen.length) {
      this.stop();
      this.found(seen[0].rawValue);
      return;
    }
    setTimeout(() => this.look(), EVERY_MS);
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.view.srcObject = null;
    this.view.hidden = true;
  }
}
