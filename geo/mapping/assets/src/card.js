// The card of one incident: who, when, where, how many, who says so, in which words.

import { h, link, replace, said } from "./dom.js";
import { listItem } from "./list.js";
import { OTHER, symbolCanvas, symbolOf } from "./symbols.js";
import { sayDate, sayDistance, sayIncidents, sayNumber, sayToll, WORDS } from "./words.js";

const ROLES = ["initiator", "target", "involved"];

function fact(name, ...content) {
  return [h("dt", {}, name), h("dd", {}, ...content)];
}

function sayCountry(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

export class Card {
  constructor(table, texts, { theme, onopen, onclose }) {
    this.table = table;
    this.texts = texts;
    this.theme = theme;
    this.onopen = onopen;
    this.onclose = onclose;
    this.rows = [];
    this.row = -1;
    this.asked = 0;
    this.back = null;
    this.body = h("div", { class: "gm-card-body" });
    this.where = h("span", { class: "gm-card-where" });
    this.before = h("button", { type: "button", class: "gm-button", "aria-label": "Previous incident", onclick: () => this.walk(-1) }, "‹");
    this.after = h("button", { type: "button", class: "gm-button", "aria-label": "Next incident", onclick: () => this.walk(1) }, "›");
    this.toList = h("button", { type: "button", class: "gm-link", onclick: () => this.showList(this.rows, this.heading) }, "Back to the list");
    this.element = h("section", { class: "gm-card gm-box", role: "dialog", "aria-label": "Incident", tabindex: -1, hidden: true, onkeydown: (event) => this.key(event) },
      h("div", { class: "gm-card-bar" }, this.before, this.where, this.after, this.toList, h("span", { class: "gm-gap" }),
        h("button", { type: "button", class: "gm-button gm-close", "aria-label": "Close", onclick: () => this.close() }, "×")),
      this.body);
  }

  key(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowLeft" && this.row >= 0) this.walk(-1);
    else if (event.key === "ArrowRight" && this.row >= 0) this.walk(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  walk(step) {
    const next = this.rows.indexOf(this.row) + step;
    if (next >= 0 && next < this.rows.length) this.open(this.rows[next], this.rows, this.heading);
  }

  reveal() {
    if (this.element.hidden) this.back = document.activeElement;
    this.element.hidden = false;
    this.body.scrollTop = 0;
    this.element.focus({ preventScroll: true });
  }

  close() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.row = -1;
    this.asked += 1;
    this.onclose();
    if (this.back?.isConnected) this.back.focus({ preventScroll: true });
  }

  // Several incidents at one place: a list, not a pile.
  showList(rows, heading) {
    this.rows = rows;
    this.heading = heading;
    this.row = -1;
    this.asked += 1;
    this.bar(false);
    replace(this.body, h("h2", {}, sayIncidents(rows.length)), h("p", { class: "gm-soft" }, heading),
      h("ul", { class: "gm-items" }, Array.from(rows.slice(0, 500), (row) => listItem(this.table, row, this.theme, () => this.open(row, rows, heading)))),
      rows.length > 500 ? h("p", { class: "gm-soft" }, `The first 500 of ${sayNumber(rows.length)}: narrow the period to see the others.`) : null);
    this.reveal();
  }

  bar(single) {
    const at = this.rows.indexOf(this.row);
    this.where.textContent = single && this.rows.length > 1 ? `${sayNumber(at + 1)} of ${sayNumber(this.rows.length)}` : "";
    this.before.hidden = !single || this.rows.length < 2;
    this.after.hidden = this.before.hidden;
    this.before.disabled = at <= 0;
    this.after.disabled = at >= this.rows.length - 1;
    this.toList.hidden = !single || !this.heading;
  }

  async open(row, rows, heading = null) {
    this.asked += 1;
    const mine = this.asked;
    this.row = row;
    this.rows = rows;
    this.heading = heading;
    this.onopen(row);
    const details = await this.texts.of(row);
    if (mine !== this.asked) return;
    this.bar(true);
    replace(this.body, this.head(row), this.facts(row, details), this.claims(details), this.quotes(details), this.others(details), this.foot(row, details));
    this.reveal();
  }

  head(row) {
    const { table } = this;
    const type = table.word("event_type", row);
    const sub = table.word("sub_event_type", row);
    return h("header", { class: "gm-card-head" },
      symbolCanvas(type === null ? OTHER : symbolOf(type), this.theme, { size: 26 }),
      h("div", {}, h("h2", {}, said(sub ?? type ?? WORDS.noType)), sub && type ? h("p", { class: "gm-soft" }, said(type)) : null));
  }

  facts(row, details) {
    const { table } = this;
    const date = sayDate(table.start(row), table.lastDayOf(row), table.word("date_precision", row));
    const toll = (name) => sayToll(table.toll(name, row));
    const civilians = table.toll("civilians_killed", row).some((n) => n !== null);
    return h("dl", { class: "gm-facts" },
      fact("When", date), fact("Where", ...this.place(row, details)), fact("Who", this.actors(row, details)),
      fact("Killed", this.tollWords(row, "killed")),
      civilians ? fact("of them civilians", toll("civilians_killed")) : [],
      fact("Injured", this.tollWords(row, "injured")));
  }

  tollWords(row, name) {
    const [low, best, high] = this.table.toll(name, row);
    const words = sayToll([low, best, high]);
    const isRange = best !== null && (low !== high || high === null);
    return h("span", {}, h("strong", {}, words), isRange ? h("span", { class: "gm-soft" }, ` (best supported: ${sayNumber(best)})`) : null);
  }

  place(row, details) {
    const { table } = this;
    const code = table.word("country", row);
    const names = [table.word("place", row), table.word("admin2", row), table.word("admin1", row)];
    const parts = names.filter((name, i) => name && names.indexOf(name) === i).map((name) => said(name));
    if (code) parts.push(said(sayCountry(code)));
    const line = parts.flatMap((part, i) => (i ? [", ", part] : [part]));
    const precision = table.word("place_precision", row);
    const radius = table.number("radius", row);
    const how = [WORDS.precision[precision] ?? null, radius === null ? null : `the site should lie within ${sayDistance(radius)}`].filter(Boolean).join("; ");
    return [
      h("div", {}, line.length ? line : WORDS.noPlace),
      table.isPlaced(row) ? null : h("div", { class: "gm-warn" }, "Not placed on the map."),
      how ? h("div", { class: "gm-soft" }, how) : null,
      details.place_text ? h("div", { class: "gm-soft" }, "In the report: “", said(details.place_text), "”") : null,
      details.place_reason ? h("div", { class: "gm-soft" }, "Why: ", said(details.place_reason)) : null,
    ];
  }

  actors(row, details) {
    const listed = details.actors ?? [];
    if (listed.length === 0) {
      const names = [this.table.word("actor1", row), this.table.word("actor2", row)].filter(Boolean);
      return names.length ? h("ul", { class: "gm-plain" }, names.map((name) => h("li", {}, said(name)))) : WORDS.notKnown;
    }
    const sorted = [...listed].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
    return h("ul", { class: "gm-plain" }, sorted.map((actor) => h("li", {},
      said(actor.name ?? WORDS.notKnown), h("span", { class: "gm-soft" }, " ", h("span", { class: "gm-tag" }, said(WORDS.role[actor.role] ?? actor.role ?? "")),
        actor.kind ? [" ", said(actor.kind)] : null,
        actor.text && actor.text !== actor.name ? [" · “", said(actor.text), "”"] : null))));
  }

  claims(details) {
    const claims = details.casualties ?? [];
    if (claims.length === 0) return null;
    return h("section", {}, h("h3", {}, "Who says how many"), h("ul", { class: "gm-claims" }, claims.map((claim) => {
      const group = WORDS.group[claim.group];
      return h("li", {},
        h("div", {}, h("strong", {}, `${sayToll([claim.low ?? null, claim.best ?? null, claim.high ?? null])} `, said(WORDS.outcome[claim.outcome] ?? claim.outcome ?? "")),
          claim.victims ? [" · ", said(claim.victims)] : null, group ? ` (${group})` : null),
        h("div", { class: "gm-soft" }, claim.claimant ? said(claim.claimant) : "the report itself", " ",
          h("span", { class: `gm-tag gm-stance-${claim.stance in WORDS.stance ? claim.stance : "other"}` }, said(WORDS.stance[claim.stance] ?? claim.stance ?? ""))),
        claim.text ? h("q", {}, said(claim.text)) : null);
    })));
  }

  quotes(details) {
    const sources = new Map((details.sources ?? []).map((source) => [source.document_id, source]));
    const byDocument = new Map();
    for (const quote of details.evidence ?? []) {
      if (!byDocument.has(quote.document_id)) byDocument.set(quote.document_id, []);
      byDocument.get(quote.document_id).push(quote);
    }
    for (const id of sources.keys()) if (!byDocument.has(id)) byDocument.set(id, []);
    if (byDocument.size === 0) return null;
    return h("section", {}, h("h3", {}, "In the report's words"), [...byDocument].map(([id, quotes]) =>
      h("figure", {}, quotes.sort((a, b) => a.start - b.start).map((quote) => h("blockquote", { dir: "auto" }, quote.text)),
        h("figcaption", {}, this.source(sources.get(id), id)))));
  }

  source(source, id) {
    if (!source) return ["— ", said(id)];
    const title = source.title || source.url || id;
    return ["— ", source.url ? link(source.url, title) : said(title),
      source.source ? [", ", said(source.source)] : null,
      source.published ? h("span", {}, `, ${String(source.published).slice(0, 10)}`) : null];
  }

  others(details) {
    const places = details.mentioned_places ?? [];
    if (places.length === 0) return null;
    return h("details", {}, h("summary", {}, `Other places in the report (${sayNumber(places.length)})`),
      h("ul", { class: "gm-plain" }, places.map((place) => h("li", {}, said(place.text ?? place.place ?? ""), place.reason ? h("span", { class: "gm-soft" }, ": ", said(place.reason)) : null))));
  }

  foot(row, details) {
    const grade = this.table.word("grade", row);
    const parts = [
      grade ? WORDS.grade[grade] ?? grade : null,
      details.n_reports > 1 ? `${sayNumber(details.n_reports)} reports` : null,
      details.confidence === null || details.confidence === undefined ? null : `confidence ${Math.round(details.confidence * 100)} %`,
    ].filter(Boolean);
    return h("footer", { class: "gm-foot" }, said(parts.join(" · ")), h("div", {}, "id ", h("code", {}, this.table.idOf(row))));
  }
}
