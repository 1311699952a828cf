// The facts of one incident: when, where and how that is known, who, how many.

import { commas, h, said } from "./dom.js";
import { OTHER, symbolImage, symbolOf } from "./symbols.js";
import { fill, sayCount, sayCountry, sayDate, sayDistance, sayNumber, sayShare, sayToll, sayWord, WORDS } from "./words.js";

const ROLES = ["initiator", "target", "involved"];

function fact(name, ...content) {
  return [h("dt", {}, name), h("dd", {}, ...content)];
}

export function headOf(table, row, theme) {
  const type = table.word("event_type", row);
  const sub = table.word("sub_event_type", row);
  const grade = table.word("grade", row);
  const known = grade !== null && Object.hasOwn(WORDS.grade, grade);
  return h("header", { class: "gm-card-head" },
    symbolImage(type === null ? OTHER : symbolOf(type), theme, { size: 26 }),
    h("div", {}, h("h2", {}, sub ?? type ? said(sayWord(sub ?? type)) : WORDS.noType),
      h("p", { class: "gm-soft" }, sub && type ? [said(sayWord(type)), " "] : null,
        known ? h("span", { class: `gm-tag gm-grade-${grade}` }, WORDS.grade[grade]) : null)));
}

export function factsOf(table, row, details) {
  const { card } = WORDS;
  const date = sayDate(table.start(row), table.lastDayOf(row), table.word("date_precision", row));
  const civilians = table.toll("civilians_killed", row).some((n) => n !== null);
  return h("dl", { class: "gm-facts" },
    fact(card.when, date), fact(card.where, ...placeOf(table, row, details)), fact(card.who, actorsOf(table, row, details)),
    fact(card.killed, tollOf(table, row, "killed")),
    civilians ? fact(card.civilians, sayToll(table.toll("civilians_killed", row))) : [],
    fact(card.injured, tollOf(table, row, "injured")));
}

function tollOf(table, row, name) {
  const [low, best, high] = table.toll(name, row);
  const isRange = best !== null && (low !== high || high === null);
  return h("span", {}, h("strong", {}, sayToll([low, best, high])),
    isRange ? h("span", { class: "gm-soft" }, ` (${fill(WORDS.card.best, { n: sayNumber(best) })})`) : null);
}

function placeOf(table, row, details) {
  const { card, precision } = WORDS;
  const code = table.word("country", row);
  const words = ["place", "admin2", "admin1"].map((name) => table.word(name, row));
  const names = [...new Set([...words, code && sayCountry(code)])].filter(Boolean);
  const radius = table.number("radius", row);
  const stated = precision[table.word("place_precision", row)] ?? (table.isPlaced(row) ? card.noPrecision : null);
  const how = [stated, radius === null ? null : fill(card.within, { distance: sayDistance(radius) })].filter(Boolean).join("; ");
  return [
    h("div", {}, names.length ? commas(names.map((name) => said(name))) : WORDS.noPlace),
    table.isPlaced(row) ? null : h("div", { class: "gm-warn" }, card.noPlace),
    how ? h("div", { class: "gm-soft" }, how) : null,
    details.place_text ? h("div", { class: "gm-soft" }, card.inReport, " “", said(details.place_text), "”") : null,
    details.place_reason ? h("div", { class: "gm-soft" }, card.why, " ", said(details.place_reason)) : null,
  ];
}

function actorsOf(table, row, details) {
  const listed = details.actors ?? [];
  if (listed.length === 0) {
    const names = [["actor1", "initiator"], ["actor2", "target"]].filter(([name]) => table.word(name, row));
    if (names.length === 0) return WORDS.notKnown;
    return h("ul", { class: "gm-plain" }, names.map(([name]) => h("li", {}, said(table.word(name, row)))));
  }
  const sorted = [...listed].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
  return h("ul", { class: "gm-plain" }, sorted.map((actor) => h("li", {},
    said(actor.name ?? WORDS.notKnown), h("span", { class: "gm-soft" }, " ", h("span", { class: "gm-tag" }, said(WORDS.role[actor.role] ?? actor.role ?? "")),
      actor.kind ? [" ", said(sayWord(actor.kind))] : null,
      actor.text && actor.text !== actor.name ? [" · “", said(actor.text), "”"] : null))));
}

// One of the incidents that a total sums, in a line.
export function partOf(table, row) {
  const date = sayDate(table.start(row), table.lastDayOf(row), table.word("date_precision", row));
  return [date, " · ", said(table.word("place", row) ?? WORDS.noPlace), " · ", WORDS.card.killed, " ", sayToll(table.toll("killed", row))];
}

export function footOf(table, row, details) {
  const parts = [
    details.n_reports > 1 ? sayCount(WORDS.card.reports, details.n_reports) : null,
    Number.isFinite(details.confidence) ? fill(WORDS.card.confidence, { n: sayShare(details.confidence) }) : null,
  ].filter(Boolean);
  return h("footer", { class: "gm-foot" }, parts.join(" · "), h("div", {}, WORDS.card.id, " ", h("code", {}, table.idOf(row))));
}
