// What the reports say: who claims how many, where they disagree, and their words with the facts
// marked in them.

import { commas, h, link, said } from "./dom.js";
import { sayCount, sayToll, sayWord, WORDS } from "./words.js";

const claimToll = (claim) => [claim.low ?? null, claim.best ?? null, claim.high ?? null];
const claimantOf = (claim) => claim.claimant ?? WORDS.card.reportItself;

// Stretches of one text that overlap become one; what lies outside the text is cut off.
export function joined(spans, length) {
  const kept = [];
  const sorted = spans.map(([from, to]) => [Math.max(0, from), Math.min(length, to)]).filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0]);
  for (const [from, to] of sorted) {
    const last = kept.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else kept.push([from, to]);
  }
  return kept;
}

// Where the words of the facts stand in a quote, counted in code points as the offsets are: claims
// by their own offsets, names of places and actors where the quote holds them.
export function spansIn(quote, { casualties = [], actors = [], place_text: place = null }) {
  const points = [...quote.text];
  const spans = casualties
    .filter((claim) => claim.document_id === quote.document_id && claim.start >= quote.start && claim.end <= quote.end)
    .map((claim) => [claim.start - quote.start, claim.end - quote.start]);
  const names = [place, ...actors.map((actor) => actor.text)].filter((name) => name && name.length > 1);
  for (const name of new Set(names)) {
    const size = [...name].length;
    for (let at = quote.text.indexOf(name); at >= 0; at = quote.text.indexOf(name, at + name.length)) {
      const from = [...quote.text.slice(0, at)].length;
      spans.push([from, from + size]);
    }
  }
  return joined(spans, points.length);
}

function marked(quote, details) {
  const points = [...quote.text];
  const parts = [];
  let at = 0;
  for (const [from, to] of spansIn(quote, details)) {
    parts.push(points.slice(at, from).join(""), h("mark", {}, points.slice(from, to).join("")));
    at = to;
  }
  return [...parts, points.slice(at).join("")];
}

function stanceTag(claim) {
  const known = claim.stance in WORDS.stance;
  return h("span", { class: `gm-tag gm-stance-${known ? claim.stance : "other"}` }, said(WORDS.stance[claim.stance] ?? claim.stance ?? ""));
}

export function claimsOf(details) {
  const claims = details.casualties ?? [];
  if (claims.length === 0) return null;
  return h("section", {}, h("h3", {}, WORDS.card.claims), h("ul", { class: "gm-claims" }, claims.map((claim) => {
    const group = WORDS.group[claim.group];
    return h("li", {},
      h("div", {}, h("strong", {}, `${sayToll(claimToll(claim))} `, said(WORDS.outcome[claim.outcome] ?? claim.outcome ?? "")),
        claim.victims ? [" · ", said(claim.victims)] : null, group ? ` (${group})` : null),
      h("div", { class: "gm-soft" }, said(claimantOf(claim)), " ", stanceTag(claim)),
      claim.text ? h("q", { dir: "auto" }, claim.text) : null);
  })));
}

// Outcomes on which claims cannot both be true: their ranges do not meet, or one denies another.
export function disagreements(details) {
  const found = [];
  for (const outcome of ["killed", "injured"]) {
    const claims = (details.casualties ?? []).filter((claim) => claim.outcome === outcome && claimToll(claim).some((n) => n !== null));
    const ranges = claims.map((claim) => {
      const [low, best, high] = claimToll(claim);
      return [low ?? best, high ?? Infinity];
    });
    const apart = ranges.some(([low], i) => ranges.some(([, high], j) => i !== j && claims[i].group === claims[j].group && high < low));
    const denied = claims.some((claim) => claim.stance === "denied");
    if (claims.length > 1 && (apart || denied)) found.push({ outcome, claims });
  }
  return found;
}

// What the reports' incidents state differently, as merging has found it: each answer and who gives it.
function stated({ property, answers }) {
  const { disagreeBy } = WORDS.card;
  const values = answers.flatMap(({ value, sources }, i) => {
    const say = sayWord(value ?? WORDS.notKnown);
    const [before, between, after] = disagreeBy.split(/\{\w+\}/);
    return [i ? " · " : "", before, said(say), sources.length ? [between, commas(sources.map((name) => said(name))), after] : null];
  });
  return h("li", {}, h("strong", {}, said(WORDS.property[property] ?? property)), ": ", values);
}

function claimed({ outcome, claims }) {
  return h("li", {}, h("strong", {}, WORDS.outcome[outcome]), ": ",
    claims.flatMap((claim, i) => [i ? " · " : "", sayToll(claimToll(claim)), " (", said(claimantOf(claim)), claim.stance === "reported" ? "" : [WORDS.comma, WORDS.stance[claim.stance] ?? said(claim.stance)], ")"]));
}

// The table's own disagreements where it has any; else those between the claims.
export function disagreementsOf(details, grade) {
  const told = details.disagreements ?? [];
  const rows = told.length ? told.map(stated) : disagreements(details).map(claimed);
  if (rows.length === 0 && grade !== "contested") return null;
  const { disagree, disagreeElsewhere } = WORDS.card;
  return h("section", { class: "gm-disagree" }, h("h3", {}, disagree),
    rows.length ? h("ul", { class: "gm-plain" }, rows) : h("p", {}, disagreeElsewhere));
}

// Which record of which dataset a source is, and under which licence.
function ofDataset({ dataset, record, licence, source }) {
  const [before, after] = WORDS.card.record.split("{id}");
  const parts = [];
  if (dataset && dataset !== source) parts.push(WORDS.comma, said(dataset));
  if (record) parts.push(WORDS.comma, before, said(record), after);
  if (licence) parts.push(WORDS.comma, ...WORDS.card.licence.split("{name}").flatMap((text, i) => (i ? [said(licence), text] : [text])));
  return parts;
}

function sourceLine(source, id, isQuoted) {
  const dash = isQuoted ? "— " : null;
  if (!source) return [dash, said(id)];
  const title = source.title || source.url || id;
  return [dash, source.url ? link(source.url, title) : said(title),
    source.source ? [WORDS.comma, said(source.source)] : null,
    source.published ? h("span", {}, `${WORDS.comma}${String(source.published).slice(0, 10)}`) : null,
    ...ofDataset(source)];
}

export function quotesOf(details) {
  const sources = new Map((details.sources ?? []).map((source) => [source.document_id, source]));
  const byDocument = new Map();
  // A record without words of its own is quoted by its id: that is nobody's sentence.
  const quotes = (details.evidence ?? []).filter(({ text, document_id: id }) => text !== id);
  for (const quote of quotes) {
    if (!byDocument.has(quote.document_id)) byDocument.set(quote.document_id, []);
    byDocument.get(quote.document_id).push(quote);
  }
  for (const id of sources.keys()) if (!byDocument.has(id)) byDocument.set(id, []);
  if (byDocument.size === 0) return null;
  const figures = [...byDocument].map(([id, own]) => h("figure", {},
    own.sort((a, b) => a.start - b.start).map((quote) => h("blockquote", { dir: "auto" }, marked(quote, details))),
    h("figcaption", {}, sourceLine(sources.get(id), id, own.length > 0))));
  const section = h("section", { class: "gm-quotes" }, h("h3", {}, quotes.length ? WORDS.card.quotes : WORDS.filters.source), figures);
  if (section.querySelector("mark")) section.append(h("p", { class: "gm-soft" }, WORDS.card.marked));
  return section;
}

export function othersOf(details) {
  const places = details.mentioned_places ?? [];
  if (places.length === 0) return null;
  const { others } = WORDS.card;
  const title = sayCount(others, places.length);
  return h("details", {}, h("summary", {}, title),
    h("ul", { class: "gm-plain" }, places.map((place) => h("li", {}, said(place.text ?? place.place ?? ""), place.reason ? h("span", { class: "gm-soft" }, ": ", said(place.reason)) : null))));
}
