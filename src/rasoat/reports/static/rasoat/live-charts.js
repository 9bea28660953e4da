// A drawing that answers: Vega over the same specification as the drawing on the page, fetched only when asked for.
// Without this script, or when anything fails, the drawing from the server stays.

const script = document.currentScript ?? document.querySelector("script[data-vega]");
let loading;

function vega() {
  loading ??= new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = script.dataset.vega;
    tag.onload = () => done(window.vegaEmbed);
    tag.onerror = failed;
    document.head.append(tag);
  });
  return loading;
}

function teller(figure) {
  const line = figure.querySelector(".pointed");
  return (_handler, _event, _item, value) => {
    const said = typeof value === "object" && value ? Object.values(value).join(" · ") : value;
    line.hidden = false;
    line.textContent = said ?? "";
  };
}

async function bringAlive(figure, button) {
  button.disabled = true;
  const narrow = window.matchMedia("(max-width: 699px)").matches;
  const place = document.createElement("div");
  place.className = "drawing live";
  place.setAttribute("aria-hidden", "true");
  try {
    const [embed, answer] = await Promise.all([vega(), fetch(`${button.dataset.spec}${narrow ? "&hep=1" : ""}`)]);
    const { spec, locale } = await answer.json();
    figure.querySelector(".drawing:not(.live)").before(place);
    await embed(place, spec, {
      ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: teller(figure), formatLocale: locale,
      loader: { target: "_self" },
    });
    for (const drawing of figure.querySelectorAll(".drawing:not(.live)")) drawing.hidden = true;
    for (const link of place.querySelectorAll("a, svg, [tabindex]")) link.setAttribute("tabindex", "-1");
    button.hidden = true;
    figure.dataset.live = "yes";
  } catch {
    place.remove();
    button.disabled = false;
  }
}

for (const button of document.querySelectorAll("button[data-spec]")) {
  button.hidden = false;
  button.addEventListener("click", () => bringAlive(button.closest("figure"), button));
}
