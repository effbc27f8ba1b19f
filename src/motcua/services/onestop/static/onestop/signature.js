// A frame to sign in, by finger, pen or mouse. The drawing goes into the hidden input as a PNG; the form is sent as
// always. Without this script the frame stays hidden and the receiver signs on paper.

const WIDTH_OF_PEN = 5; // in dots of the canvas, which is 800 wide whatever the screen

function placeOf(event, canvas) {
  const box = canvas.getBoundingClientRect();
  return [
    ((event.clientX - box.left) / box.width) * canvas.width,
    ((event.clientY - box.top) / box.height) * canvas.height,
  ];
}

function blank(canvas, pen) {
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
}

// what was drawn before an error elsewhere in the form is still there
function restore(canvas, pen, input, tell) {
  if (!input.value.startsWith("data:image/png;base64,")) {
    input.value = "";
    return;
  }
  const drawn = new Image();
  drawn.addEventListener("load", () => {
    pen.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    tell();
  });
  drawn.addEventListener("error", () => {
    input.value = "";
  });
  drawn.src = input.value;
}

function setUp(pad) {
  const canvas = pad.querySelector("canvas");
  const status = pad.querySelector("[role=status]");
  const input = document.getElementById(pad.dataset.signature);
  const pen = canvas.getContext("2d");
  const tell = () => {
    status.textContent = input.value ? status.dataset.drawn : "";
  };
  let last = null;

  const draw = (event) => {
    const place = placeOf(event, canvas);
    pen.beginPath();
    pen.moveTo(...(last ?? place));
    pen.lineTo(...place);
    pen.stroke();
    last = place;
  };
  const lift = () => {
    if (!last) return;
    last = null;
    input.value = canvas.toDataURL("image/png");
    tell();
  };

  blank(canvas, pen);
  pen.strokeStyle = "#000";
  pen.lineWidth = WIDTH_OF_PEN;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  restore(canvas, pen, input, tell);
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = null;
    draw(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (last) for (const each of event.getCoalescedEvents?.() ?? [event]) draw(each);
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, lift);
  pad.querySelector("button").addEventListener("click", () => {
    blank(canvas, pen);
    input.value = "";
    tell();
  });
  pad.hidden = false;
}

document.querySelectorAll("[data-signature]").forEach(setUp);
