// A form that sends a file says how much of it has arrived, and that the rows are being read once it has. Without scripts
// the same form is sent the plain way.
for (const form of document.querySelectorAll("form[data-uploading]")) {
  form.addEventListener("submit", (event) => {
    if (!form.querySelector('input[type="file"]').files.length) return;
    event.preventDefault();
    const bar = form.querySelector("progress");
    const line = form.querySelector("[role=status]");
    const request = new XMLHttpRequest();
    const again = (says) => { bar.parentElement.hidden = true; form.querySelector("button").disabled = false; line.textContent = says; };
    bar.parentElement.hidden = false;
    form.querySelector("button").disabled = true;
    line.textContent = form.dataset.uploading;
    request.upload.addEventListener("progress", ({ loaded, total }) => { bar.value = loaded / total; });
    request.upload.addEventListener("load", () => { bar.removeAttribute("value"); line.textContent = form.dataset.reading; });
    request.addEventListener("load", () => {
      if (request.responseURL !== location.href) { location.assign(request.responseURL); return; }
      const page = new DOMParser().parseFromString(request.response, "text/html");
      const main = page.getElementById("main");
      if (!main) { again(form.dataset.failed); return; }
      document.title = page.title;
      document.getElementById("main").replaceWith(main);
      (document.getElementById("summary") ?? main).focus();
      document.dispatchEvent(new Event("page-changed"));
    });
    for (const ending of ["error", "abort", "timeout"]) request.addEventListener(ending, () => again(form.dataset.failed));
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}
