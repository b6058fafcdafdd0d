// What every page gains with scripts: focus on the error summary, large type, print, and news of a newer release.
// Everything works without it.
const summary = document.getElementById("summary");
if (summary) summary.focus();

const large = document.getElementById("large");
const setLarge = (on) => {
  document.documentElement.classList.toggle("large", on);
  large.setAttribute("aria-pressed", String(on));
};
if (large) {
  large.hidden = false;
  let stored = null;
  try { stored = localStorage.getItem("large"); } catch { /* private windows keep nothing */ }
  setLarge(stored === "1");
  large.addEventListener("click", () => {
    const on = !document.documentElement.classList.contains("large");
    setLarge(on);
    try { localStorage.setItem("large", on ? "1" : "0"); } catch { /* private windows keep nothing */ }
  });
}

// A form that one went back to has the key it had: pressed again with the same content, it is not sent a second time.
const presses = [...document.querySelectorAll('input[name="press"]')];
if (presses.length) {
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (isBack && history.state?.press) for (const one of presses) one.value = history.state.press;
  else history.replaceState({ ...history.state, press: presses[0].value }, "");
}

// A line of navigation that is longer than a phone is wide shows first where one is.
for (const here of document.querySelectorAll("nav.main [aria-current]")) {
  const line = here.closest("ul");
  line.scrollLeft = here.offsetLeft - line.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
}

// The rest of the navigation folds in again on Escape, and when somebody goes on elsewhere.
const more = document.querySelector("nav.main details");
if (more) {
  document.addEventListener("click", (event) => { if (!more.contains(event.target)) more.open = false; });
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    more.open = false;
    more.firstElementChild.focus();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// An open list page shows a new approval by itself: it asks every 15 s (with jitter, only while visible) which release
// is out, and when that changes fetches itself again and swaps its main part.
const live = document.querySelector("[data-live]");
const LATE = 5 * 60 * 1000; // the publisher says every minute that it has looked
let release = null;
// 3月5日, 5 March: a day as the page says days, with its year where it is not the one the page was made in. Modules use it too.
function dayIn(lang, day) {
  const year = day.slice(0, 4) === document.documentElement.dataset.year ? {} : { year: "numeric" };
  return new Date(day).toLocaleDateString(lang === "en" ? "en-GB" : "zh-CN", { timeZone: "UTC", month: "long", day: "numeric", ...year });
}
// A page that says when it was checked against the office says so as soon as it cannot be any more.
const certain = (checked) => {
  document.documentElement.classList.toggle("unsure", !checked);
  if (!checked) return;
  for (const line of document.querySelectorAll("[data-checked]")) {
    const date = dayIn(line.closest("[lang]").lang, checked.slice(0, 10));
    line.textContent = line.dataset.checked.replace("{date}", date).replace("{time}", checked.slice(11, 16));
  }
};
async function look() {
  const line = document.querySelector("[data-live]");
  try {
    const answer = await fetch("/data/version.json", { cache: "no-cache" });
    const version = await answer.json();
    // By the server's own clock: a phone's may be wrong.
    const late = Date.parse(answer.headers.get("Date")) - Date.parse(version.checked) > LATE;
    line.classList.toggle("behind", late);
    if (late) line.textContent = line.dataset.late;
    if (release !== null && version.release !== release && !document.activeElement.closest("form")) {
      const page = await (await fetch(location.href, { cache: "no-cache" })).text();
      const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("main");
      const main = document.getElementById("main");
      if (fresh && fresh.innerHTML !== main.innerHTML) {
        const y = scrollY;
        main.replaceChildren(...fresh.childNodes);
        scrollTo(0, y);
        const news = document.querySelector("[data-live]");
        if (news) news.textContent = news.dataset.changed;
        document.dispatchEvent(new Event("page-changed"));
      }
    }
    release = version.release;
    certain(late ? "" : version.checked);
  } catch {
    certain("");
    line.classList.add("behind");
    line.textContent = line.dataset.behind;
  }
}
if (live) {
  const next = () => setTimeout(async () => { if (!document.hidden) await look(); next(); }, 13000 + Math.random() * 4000);
  look();
  next();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}
