// "其余都合格" on the check at the door: fills in what is still open without leaving the page, so that photos that were
// chosen stay chosen. Nothing is saved by it; without scripts the server fills the page in and shows it again.
export function passTheRest(form) {
  const button = form.querySelector("[data-rest]");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    for (const line of form.querySelectorAll(".checkline")) {
      if (!line.querySelector(":checked")) line.querySelector(`[type="radio"][value="${button.dataset.rest}"]`).checked = true;
    }
    const says = form.querySelector("[data-rest-says]");
    says.textContent = says.dataset.restSays;
    form.dispatchEvent(new Event("input"));
  });
}

const form = document.querySelector("form [data-rest]")?.closest("form");
if (form) passTheRest(form);
