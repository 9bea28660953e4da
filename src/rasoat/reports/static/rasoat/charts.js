// A picture that is still being drawn is asked for again, a little later each time; without this script its table stands.

const FIRST = 1000;
const LONGEST = 8000;

for (const picture of document.querySelectorAll("figure.chart picture.drawing img")) {
  let wait = FIRST;
  const again = () => {
    picture.classList.add("waiting");
    setTimeout(() => { picture.src = picture.getAttribute("src"); }, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 1.5, LONGEST);
  };
  picture.addEventListener("error", again);
  picture.addEventListener("load", () => picture.classList.remove("waiting"));
  if (picture.complete && picture.naturalWidth === 0 && picture.currentSrc) again();
}
