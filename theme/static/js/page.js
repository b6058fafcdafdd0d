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

// 3月5日, 5 March: a day as the page says days, with its year where it is not the one the page was made in. Modules use it too.
function dayIn(lang, day) {
  const year = day.slice(0, 4) === document.documentElement.dataset.year ? {} : { year: "numeric" };
  return new Date(day).toLocaleDateString(lang === "en" ? "en-GB" : "zh-CN", { timeZone: "UTC", month: "long", day: "numeric", ...year });
}
function said(words, lang, at) {
  return words.replace("{date}", dayIn(lang, at.slice(0, 10))).replace("{time}", at.slice(11, 16));
}

// At the foot of each printed sheet: where it is found, and when it was printed or, of a page that is looked after, checked.
const foot = document.querySelector("[data-printed]");
function stamp(checked) {
  const now = new Date();
  const here = new Date(now - now.getTimezoneOffset() * 60000).toISOString();
  foot.textContent = said(checked ? foot.dataset.asOf : foot.dataset.printed, document.documentElement.lang, checked || here);
}
for (const place of document.querySelectorAll("[data-address]")) place.textContent = location.host + decodeURI(location.pathname);
if (foot) stamp("");

// An open list page shows a new approval by itself: it asks every 15 s (with jitter, only while visible) which release
// is out, and when that changes fetches itself again and swaps its main part.
const live = document.querySelector("[data-live]");
const LATE = 5 * 60 * 1000; // the publisher says every minute that it has looked
let release = null;
// A page that says when it was checked against the office says so as soon as it cannot be any more.
const certain = (checked) => {
  document.documentElement.classList.toggle("unsure", !checked);
  if (foot) stamp(checked);
  if (!checked) return;
  for (const line of document.querySelectorAll("[data-checked]")) {
    line.textContent = said(line.dataset.checked, line.closest("[lang]").lang, checked);
  }
  document.documentElement.dataset.confirmed = checked;
  document.dispatchEvent(new Event("checked"));
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
