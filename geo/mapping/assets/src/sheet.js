// What goes on paper: the picture of the map, the open card whole, the incidents as a table.

import { h, said } from "./dom.js";
import { makePicture } from "./picture.js";
import { fill, sayCountry, sayDate, sayDay, sayNumber, sayToll, sayWord, WORDS } from "./words.js";

const MOST = 200;

function sheetPlace(table, row) {
  const code = table.word("country", row);
  const names = [table.word("place", row) ?? table.word("admin1", row), code && sayCountry(code)];
  return [...new Set(names)].filter(Boolean).join(WORDS.comma) || WORDS.noPlace;
}

function tableOf(table, rows) {
  const { list } = WORDS;
  const shown = [...rows.slice(0, MOST)];
  const cells = (row) => [
    sayDate(table.start(row), table.lastDayOf(row), table.word("date_precision", row)),
    sayWord(table.word("sub_event_type", row) ?? table.word("event_type", row) ?? WORDS.noType),
    sheetPlace(table, row),
    table.names("actors", row).join(" – ") || WORDS.notKnown,
    sayToll(table.toll("killed", row)), sayToll(table.toll("injured", row)),
  ];
  return h("table", {},
    rows.length > MOST ? h("caption", {}, fill(WORDS.share.first, { n: sayNumber(MOST), all: sayNumber(rows.length) })) : null,
    h("thead", {}, h("tr", {}, [list.when, list.what, list.where, list.who, list.killed, list.injured].map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, shown.map((row) => h("tr", {}, cells(row).map((text) => h("td", {}, said(text)))))));
}

// page: {map container, what of the picture, table, rows, card (its body or null)}
function makeSheet({ container, what, table, rows, card }) {
  const picture = makePicture(container, what);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", WORDS.map);
  const today = Math.floor(Date.now() / 86400000);
  const copy = card?.cloneNode(true);
  copy?.querySelectorAll(".gm-actions").forEach((element) => element.remove());
  copy?.querySelectorAll("details").forEach((element) => { element.open = true; });
  return h("div", { class: "gm-sheet", lang: WORDS.locale.slice(0, 2), dir: WORDS.direction },
    picture, copy ?? null, tableOf(table, rows), h("p", {}, fill(WORDS.share.printed, { day: sayDay(today) })));
}

// Puts the sheet beside the map while the page is printed; inLight(work) does it in light colours.
export function listenToPrinter(describe, inLight) {
  let sheet = null;
  const take = () => {
    sheet?.remove();
    sheet = null;
    document.documentElement.classList.remove("gm-printing");
  };
  const put = () => {
    take();
    inLight(() => { sheet = makeSheet(describe()); });
    document.body.append(sheet);
    document.documentElement.classList.add("gm-printing");
  };
  const media = window.matchMedia("print");
  const onmedia = () => (media.matches ? put() : take());
  window.addEventListener("beforeprint", put);
  window.addEventListener("afterprint", take);
  media.addEventListener("change", onmedia);
  return () => {
    take();
    window.removeEventListener("beforeprint", put);
    window.removeEventListener("afterprint", take);
    media.removeEventListener("change", onmedia);
  };
}
