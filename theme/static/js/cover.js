// Boxes drawn over faces and plates, by finger, pen or mouse. The server paints them over; without this script the
// page's number fields do the same.
const frame = document.querySelector("[data-cover]");
const photo = frame && frame.querySelector("img");
const field = document.getElementById("areas");
const boxes = []; // left, top, width, height in percent of the photo

const begin = () => {
  const canvas = document.createElement("canvas");
  canvas.width = photo.naturalWidth;
  canvas.height = photo.naturalHeight;
  canvas.setAttribute("aria-hidden", "true");
  frame.append(canvas);
  const tools = document.querySelector("[data-cover-tools]");
  const count = document.querySelector("[data-cover-count]");
  for (const hidden of [tools, document.querySelector("[data-cover-hint]")]) hidden.hidden = false;
  const brush = canvas.getContext("2d");
  let from = null;
  let now = null;

  const at = (event) => {
    const shown = canvas.getBoundingClientRect();
    const within = (value) => Math.min(100, Math.max(0, value));
    return [within(((event.clientX - shown.left) / shown.width) * 100), within(((event.clientY - shown.top) / shown.height) * 100)];
  };
  const box = () => [Math.min(from[0], now[0]), Math.min(from[1], now[1]), Math.abs(from[0] - now[0]), Math.abs(from[1] - now[1])];
  const draw = () => {
    brush.clearRect(0, 0, canvas.width, canvas.height);
    brush.fillStyle = "#000";
    for (const [left, top, width, height] of from ? [...boxes, box()] : boxes) {
      brush.fillRect((left * canvas.width) / 100, (top * canvas.height) / 100, (width * canvas.width) / 100, (height * canvas.height) / 100);
    }
    field.value = boxes.map((one) => one.map((side) => side.toFixed(2)).join(",")).join(";");
    count.textContent = boxes.length ? count.dataset.words.replace("%s", boxes.length) : "";
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    from = now = at(event);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    now = at(event);
    draw();
  });
  const end = (keep) => () => {
    if (from && keep && box()[2] >= 0.5 && box()[3] >= 0.5) boxes.push(box());
    from = null;
    draw();
  };
  canvas.addEventListener("pointerup", end(true));
  canvas.addEventListener("pointercancel", end(false));
  document.querySelector("[data-cover-undo]").addEventListener("click", () => {
    boxes.pop();
    draw();
  });
};

if (photo && photo.complete && photo.naturalWidth) begin();
else if (photo) photo.addEventListener("load", begin);
