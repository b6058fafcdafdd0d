// The same reading as the server's: degrees to one decimal, or why it cannot be told.
export function readTemperature(text, low, high) {
  const digits = "〇一二三四五六七八九";
  const chinese = { 零: "0", 两: "2" };
  [...digits].forEach((digit, value) => { chinese[digit] = String(value); });
  const set = `[${Object.keys(chinese).join("")}]`;
  let plain = text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
  if (!plain) return "empty";
  plain = plain.replace(new RegExp(`(${set})十(?=(${set})?)`, "g"), (_all, ten, one) => chinese[ten] + (one ? "" : "0"));
  plain = [...plain].map((character) => chinese[character] ?? character).join("");
  const found = /^(?:体温)?:?([0-9]{2,3})(?:(?:[.,。·点]|°c?|摄氏度|度)([0-9]{1,2})分?)?(°c|°f|c|f|°|度|摄氏度|华氏度)?$/.exec(plain);
  if (!found) return "unreadable";
  const [, whole, tenths, unit = ""] = found;
  let hundredths = Number(whole) * 100 + (tenths ? Number(tenths.padEnd(2, "0")) : 0);
  const isFahrenheit = () => hundredths >= 9300 && hundredths <= 11000;
  if (["°f", "f", "华氏度"].includes(unit) || isFahrenheit()) return "fahrenheit";
  if (whole.length === 3) {
    if (tenths) return "implausible";
    hundredths /= 10;
    if (isFahrenheit()) return "fahrenheit";
  }
  const celsius = Math.floor((hundredths + 5) / 10) / 10;
  return celsius >= low && celsius <= high ? celsius : "implausible";
}
