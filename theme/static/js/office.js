// Reaching the office from a phone on a poor network.
export const QUICK = 20000;
export const signal = (time) => AbortSignal.timeout?.(time);

// A fresh token and whose session it is; null when nobody is signed in. Throws when the office is out of reach.
export async function session(address) {
  const answer = await fetch(address, { cache: "no-store", redirect: "manual", signal: signal(QUICK) });
  if (hasEnded(answer)) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json(); // what is no JSON is no answer of ours
}

export const hasEnded = (answer) => answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;

// How long until the next try: longer each time, and not all phones at once.
export const pause = (tries) => Math.min(60000, 1000 * 2 ** Math.min(tries, 6)) * (0.75 + Math.random() / 2);
