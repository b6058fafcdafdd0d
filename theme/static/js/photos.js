// Photos are made smaller on the phone before they leave it: quicker at a door with poor signal, and the place stored in
// them stays behind. The server does it again for every photo, so without this script nothing is lost but time.
const LONG_SIDE = 1600;
const LARGE = 400 * 1024;

export const smaller = async (file) => {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < LARGE) return file;
  try {
    const photo = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONG_SIDE / Math.max(photo.width, photo.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(photo.width * scale);
    canvas.height = Math.round(photo.height * scale);
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(photo, 0, 0, canvas.width, canvas.height);
    photo.close();
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
    return made && made.size < file.size ? new File([made], "photo.jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file; // the server says what is wrong with it
  }
};

const turns = new WeakMap();
document.addEventListener("change", async ({ target: input }) => {
  if (!input.matches("input[data-photos]")) return;
  const mine = (turns.get(input) ?? 0) + 1; // whoever chose again meanwhile means the newer ones
  turns.set(input, mine);
  const chosen = [...input.files];
  const kept = new DataTransfer();
  for (const file of chosen) kept.items.add(await smaller(file));
  if (mine !== turns.get(input)) return;
  input.files = kept.files;
  input.dataset.photos = "ready";
});
