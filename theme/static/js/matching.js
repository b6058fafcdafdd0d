// How well a name fits what somebody typed: the same notion, by the same names, as forms_app/base/matching.py.
export const MOST_WORDS = 8;
export const MOST_CHARACTERS = 80;
export const MOST_MISTYPED = 30;
export const TO_BE_MISTYPED = 4;
export const FORMS = [
  "农民专业合作社", "个人独资企业", "有限责任公司", "股份有限公司", "集团有限公司", "特殊普通合伙", "有限公司", "有限合伙", "普通合伙", "个体工商户",
  "经营部", "分公司", "公司", "商行", "店",
];

// NFKC, without blanks and punctuation, lower case.
export const plain = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{N}\p{Co}]+/gu, "").toLowerCase();
const cut = (text, most) => (text.length > most ? [...text].slice(0, most).join("") : text);
const width = (text, at) => (text.codePointAt(at) > 0xffff ? 2 : 1);

export const keyOf = (names, initials = []) => [initials.map(plain).join(" "), ...names.map(plain), ""].join("\n");

export function read(typed) {
  const words = typed.split(/[^\S\ufeff]+/u).map((word) => cut(plain(word), MOST_CHARACTERS)).filter(Boolean).slice(0, MOST_WORDS);
  const whole = cut(plain(typed), MOST_CHARACTERS);
  return { whole, words, beginning: `\n${whole}`, line: `\n${whole}\n` };
}

// 0 exact, 1 prefix, 2 part, 3 each word somewhere, 4 initials; -1 when it does not fit.
export function fit(key, { whole, words, beginning, line }) {
  if (!whole || !(key.includes(whole) || (words.length > 1 && words.every((word) => key.includes(word))))) return -1;
  const begins = key.indexOf("\n");
  if (key.includes(beginning, begins)) return key.includes(line, begins) ? 0 : 1;
  if (key.includes(whole, begins)) return 2;
  return words.every((word) => key.includes(word, begins)) ? 3 : 4;
}

// Without the legal form at its end, which half of all names have: what is left tells names apart.
function stem(word) {
  const form = FORMS.find((one) => word.endsWith(one)) ?? "";
  const rest = word.slice(0, word.length - form.length);
  return [...rest].length >= TO_BE_MISTYPED ? rest : word;
}

function withASlip({ whole, words }) {
  const likely = words.length > 1 ? words.map((word, at) => [word, words.filter((_other, n) => n !== at)]) : [];
  return [[whole, []], ...likely]
    .filter(([word]) => [...word].length >= TO_BE_MISTYPED)
    .map(([word, others]) => [slipIn(cut(stem(word), MOST_MISTYPED)), others]);
}

// A test whether the word is somewhere in a key with another character in a place, one too many, one left out, or two
// the wrong way round. From where it begins as typed, it is compared up to where they differ first: the rest can go on
// in four ways only.
function slipIn(word) {
  const characters = [...word];
  const [first, second] = characters;
  const swapped = second + first + characters.slice(2).join("");
  const rests = Array.from(word, (_unit, n) => word.slice(n + width(word, n)));
  const turned = Array.from(word, (_unit, n) => {
    const typed = n + width(word, n);
    const next = typed + width(word, typed);
    return word.slice(typed, next) + word.slice(n, typed) + word.slice(next);
  });
  const goesOn = (key, begin) => {
    let n = 1;
    while (n < word.length && key[begin + n] === word[n]) n += 1;
    const at = begin + n;
    if (n >= rests.length || key.startsWith(rests[n], at)) return true;
    if (at >= key.length) return false;
    const after = at + width(key, at);
    return key.startsWith(rests[n], after) || key.startsWith(word.slice(n), after) || key.startsWith(turned[n], at);
  };
  return (key) => {
    if (key.includes(rests[0]) || key.includes(swapped)) return true;
    for (let begin = key.indexOf(word[0]); begin >= 0; begin = key.indexOf(word[0], begin + 1)) if (goesOn(key, begin)) return true;
    return false;
  };
}

export function pieces({ whole }) {
  let word = cut(whole, MOST_MISTYPED);
  for (const form of FORMS) {
    const shorter = word.replaceAll(form, "");
    if ([...shorter].length >= 2) word = shorter;
  }
  const characters = [...word];
  const isShort = characters.length < TO_BE_MISTYPED;
  const parts = isShort ? characters : characters.slice(1).map((second, n) => characters[n] + second);
  return [...new Set(parts)].filter((part) => /[^\x00-\x7f]/.test(part));
}

function nearest(rows, wanted) {
  const shared = pieces(wanted);
  const enough = Math.max(2, Math.ceil(shared.length / 3));
  const numberIn = (key) => {
    const begins = key.indexOf("\n");
    let number = 0;
    for (let n = 0; n < shared.length && number + shared.length - n >= enough; n += 1) number += key.includes(shared[n], begins);
    return number;
  };
  return rows
    .map((row) => [numberIn(row.key), row])
    .filter(([number]) => number >= enough)
    .sort(([one], [other]) => other - one)
    .map(([, row]) => row);
}

// Of rows with a `key`: those that fit, the best first; where none does, those with one slip; where there are none
// either, those most like it. `isNear`: none is what was typed.
export function search(rows, typed) {
  const wanted = read(typed);
  if (!wanted.whole) return { rows: [], isNear: false };
  const fits = [[], [], [], [], []];
  for (const row of rows) fits[fit(row.key, wanted)]?.push(row);
  const found = fits.flat();
  if (found.length) return { rows: found, isNear: false };
  const likely = withASlip(wanted);
  const isLikely = (key) => likely.some(([hasSlip, others]) => others.every((other) => key.includes(other)) && hasSlip(key));
  const slipped = likely.length ? rows.filter((row) => isLikely(row.key)) : [];
  return { rows: slipped.length ? slipped : nearest(rows, wanted), isNear: true };
}
