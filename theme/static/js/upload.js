// A form that sends files says of each how much of it has arrived, and that they are being read once all have. Where the network
// or the server fails, the page stays as it is, with all that was chosen. Without scripts the same form is sent the plain way.
const chosen = (form) => [...form.querySelectorAll('input[type="file"]')].flatMap((input) => [...input.files]);

// A line for each file, filled one after the other as they leave.
function lines(place, files) {
  const shown = files.map((file) => {
    const line = document.createElement("li");
    const bar = document.createElement("progress");
    bar.max = Math.max(file.size, 1);
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    line.append(file.name, bar);
    return { line, bar };
  });
  place.querySelector("ul").replaceChildren(...shown.map(({ line }) => line));
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return ({ loaded, total }) => {
    let left = loaded - (total - size); // what else is in the form goes first
    files.forEach((file, n) => {
      shown[n].bar.value = Math.max(0, Math.min(left, file.size));
      left -= file.size;
    });
  };
}

function answered(request, form, again) {
  const page = new DOMParser().parseFromString(request.response, "text/html");
  const main = page.getElementById("main");
  if (request.status >= 400 || !main) return again(main?.querySelector("h1")?.textContent);
  if (request.responseURL !== location.href.split("#")[0]) return location.assign(request.responseURL);
  document.title = page.title;
  document.getElementById("main").replaceWith(main);
  (document.getElementById("summary") ?? main).focus();
  return document.dispatchEvent(new Event("page-changed"));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const place = [...form.querySelectorAll("[data-sending]")].pop(); // the one nearest to the button
  if (event.defaultPrevented || !place || !chosen(form).length) return;
  event.preventDefault();
  const pressed = event.submitter;
  const says = place.querySelector("[role=status]");
  const buttons = form.querySelectorAll("button");
  const body = new FormData(form);
  if (pressed?.name) body.append(pressed.name, pressed.value);
  const request = new XMLHttpRequest();
  const again = (why) => {
    for (const one of buttons) one.disabled = false;
    place.querySelector("ul").replaceChildren();
    says.textContent = why || place.dataset.failed;
  };
  for (const one of buttons) one.disabled = true;
  request.upload.addEventListener("progress", lines(place, chosen(form)));
  says.textContent = place.dataset.sending;
  request.upload.addEventListener("load", () => { says.textContent = place.dataset.reading; });
  request.addEventListener("load", () => answered(request, form, again));
  for (const ending of ["error", "abort", "timeout"]) request.addEventListener(ending, () => again());
  request.open("POST", pressed?.hasAttribute("formaction") ? pressed.formAction : form.action);
  request.send(body);
});
