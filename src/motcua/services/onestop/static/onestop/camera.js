// A button that reads a QR code with the camera into the input that it would be typed into. Shown only where the
// browser itself reads QR codes; everywhere else one types, pastes, or lets a hand scanner type. Nothing leaves the page.

const BETWEEN_LOOKS = 200; // milliseconds

async function readsCodes() {
  if (!window.BarcodeDetector || !navigator.mediaDevices?.getUserMedia) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

// why there is no picture, in the words of the page
function reasonOf(error, words) {
  if (error.name === "NotAllowedError") return words.refused;
  return error.name === "NotFoundError" ? words.missing : words.failed;
}

function setUp(part) {
  const input = document.getElementById(part.dataset.camera);
  const button = part.querySelector("button");
  const video = part.querySelector("video");
  const status = part.querySelector("[role=status]");
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let round = 0; // a look, or an answer about permission, that belongs to an earlier press does nothing
  let stream = null;

  const stop = (words = "") => {
    round += 1;
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.srcObject = null;
    video.hidden = true;
    button.textContent = button.dataset.start;
    status.textContent = words;
  };
  const look = async (mine) => {
    const [found] = await detector.detect(video).catch(() => []);
    if (mine !== round) return;
    if (found?.rawValue) {
      input.value = found.rawValue;
      stop(status.dataset.read);
    } else {
      setTimeout(look, BETWEEN_LOOKS, mine);
    }
  };
  const start = async () => {
    const mine = (round += 1);
    button.textContent = button.dataset.stop;
    status.textContent = status.dataset.asking;
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (mine !== round) {
        for (const track of opened.getTracks()) track.stop();
        return;
      }
      stream = opened;
      video.srcObject = opened;
      video.hidden = false;
      await video.play();
    } catch (error) {
      if (mine === round) stop(reasonOf(error, status.dataset));
      return;
    }
    status.textContent = status.dataset.looking;
    look(mine);
  };
  const isOn = () => button.textContent === button.dataset.stop;

  button.addEventListener("click", () => (isOn() ? stop() : start()));
  part.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOn()) stop();
  });
  // whoever goes elsewhere leaves no camera running behind
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && isOn()) stop();
  });
  part.hidden = false;
}

if (await readsCodes()) document.querySelectorAll("[data-camera]").forEach(setUp);
