// The code of a card that was scanned stands behind the # of the address, where no server sees it: it is put into the field and
// taken off the address.
const code = document.querySelector("input[name=code]");
const scanned = location.hash.slice(1);

if (code && /^[0-9A-Za-z-]{12,16}$/.test(scanned)) {
  code.value = scanned.match(/.{1,4}/g).join("-");
  history.replaceState(null, "", location.pathname + location.search);
}
