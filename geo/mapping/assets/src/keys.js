// Keys that hold on the whole page, where no field or button has them for itself.

const OWN = "input, select, textarea, button, summary, a, [role=grid], [role=tab]";

export function listenToKeys(page) {
  const actions = {
    " ": () => page.boxes.timeline.toggle(),
    ",": () => page.boxes.timeline.step(-1),
    ".": () => page.boxes.timeline.step(1),
    "/": () => {
      page.boxes.panel.open(true);
      page.boxes.panel.select("filters");
      page.boxes.filters.search.focus();
    },
    Escape: () => page.boxes.card.close(),
  };
  const onkey = (event) => {
    const { target } = event;
    const ours = target === document.body || page.container.contains(target);
    if (!ours || event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(actions, event.key)) return;
    if (event.key !== "Escape" && target.closest(OWN)) return;
    event.preventDefault();
    actions[event.key]();
  };
  document.addEventListener("keydown", onkey);
  return () => document.removeEventListener("keydown", onkey);
}
