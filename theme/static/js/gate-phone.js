// A keeper's page opened without a network: the shell takes the form of the page that the address names, for a point that
// this phone knows, and hands it to the script that serves it with a network.
import { element } from "./elements.js";
import { kept } from "./gate-kept.js";
import { isSupported } from "./phone-kept.js";

const PAGE_OF_A_POINT = /^\/app\/gate\/([^/]+)\/(vehicle|bus)?/;
const show = (id) => { document.getElementById(id).hidden = false; };

// "POINT" stands in every address of the form until it is known which.
function fitted(template, point) {
  const made = document.importNode(template.content, true);
  for (const one of made.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (value.includes("POINT")) one.setAttribute(name, value.replace("POINT", encodeURIComponent(point.slug)));
    }
  }
  return made;
}

async function open(point, kind, account) {
  const main = document.getElementById("away").parentElement;
  document.querySelector("h1").textContent = point.name;
  main.append(fitted(document.querySelector(`template[data-kind="${kind}"]`), point));
  show("away");
  const form = main.querySelector("form[data-gate]");
  if (!form) return;
  Object.assign(form.dataset, { account, phone: point.phone, fever: point.fever });
  await import("./gate.js");
}

async function start() {
  if (!isSupported) return;
  document.getElementById("plain").hidden = true;
  const points = (await kept.list())?.stops ?? [];
  const [, slug, kind = "person"] = PAGE_OF_A_POINT.exec(location.pathname) ?? [];
  const point = points.find((one) => one.slug === slug) ?? (points.length === 1 ? points[0] : null);
  if (point) { await open(point, kind, await kept.account()); return; }
  show(points.length ? "points" : "none");
  document.querySelector("#points ul").append(...points.map((one) => element("li", "", {}, element("a", one.name, { href: `/app/gate/${one.slug}/` }))));
}

start();
