// A picture small enough for a weak network, without place and camera; as it is where the browser cannot draw it; null for what is none.
const LONGEST = 2000;

self.smallerPicture = async (file) => {
  const drawn = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!drawn) return ["image/jpeg", "image/png"].includes(file.type) ? file : null;
  const share = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(drawn.width * share), height: Math.round(drawn.height * share) });
  canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? file), "image/jpeg", 0.85));
};
