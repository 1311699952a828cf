// The first tab of the panel: search, the filters in use, and a facet for everything to go by.

import { ActorChoice, TypeChoice, WhereChoice, WordChoice } from "./choices.js";
import { h, replace, said } from "./dom.js";
import { Facet } from "./facet.js";
import { choice } from "./timeline.js";
import { countryOf, provinceOf, sumUp } from "./where.js";
import { fill, sayCount, sayCountry, sayNumber, sayWord, WORDS } from "./words.js";

const PRECISIONS = ["exact", "settlement", "near", "district", "region", "area", "country"];
const GRADES = ["corroborated", "single", "contested"];
const FEW_NAMES = 2;
const TYPING_MS = 300;

// The values of place_precision that are no coarser than one; null where that is all of them.
export function finerThan(level) {
  const at = PRECISIONS.indexOf(level);
  return at < 0 ? null : PRECISIONS.slice(0, at + 1);
}

// The level a set of precisions stands for, or "" where it is none of those the choice offers.
export function levelOf(values) {
  if (!values) return "";
  return PRECISIONS.find((level) => {
    const finer = finerThan(level);
    return finer.length === values.size && finer.every((value) => values.has(value));
  }) ?? "";
}

const SAYERS = {
  event_type: sayWord, sub_event_type: sayWord, country: sayCountry,
  grade: (word) => WORDS.grade[word] ?? word,
  place_precision: (word) => WORDS.level[word] ?? word,
  where: (word) => (word.includes("/") ? provinceOf(word) || sayCountry(countryOf(word)) : sayCountry(word)),
};

// A filter in use, in words: "type: Battles, Riots", "actor: all but Army".
export function sayFilter(name, values, words) {
  const { says, hidden, nothingChosen, finer } = WORDS.filters;
  if (name === "killed_at_least") return fill(says.killed, { n: sayNumber(Number([...values][0])) });
  if (name === "text") return fill(says.text, { n: [...values].join(" ") });
  const label = says[{ actors: "actor", sources: "source" }[name] ?? name] ?? name;
  const level = name === "place_precision" ? levelOf(values) : "";
  if (level) return `${label}: ${fill(finer, { name: WORDS.level[level] })}`;
  const say = (word) => (word === null ? WORDS.notStated : (SAYERS[name] ?? String)(word));
  const list = (names) => names.slice(0, FEW_NAMES).map(say).join(WORDS.comma) + (names.length > FEW_NAMES ? ` +${sayNumber(names.length - FEW_NAMES)}` : "");
  const chosen = name === "where" ? sumUp(words, values) : [...values];
  if (chosen.length === 0) return `${label}: ${nothingChosen}`;
  const left = (words ?? []).filter((word) => !values.has(word));
  if (name !== "where" && left.length && left.length < chosen.length) return `${label}: ${fill(hidden, { names: list(left) })}`;
  return `${label}: ${list(chosen)}`;
}

export class Filters {
  constructor(engine, { theme }) {
    this.engine = engine;
    this.theme = theme;
    this.build();
  }

  build() {
    const { engine } = this;
    const { filters } = WORDS;
    this.search = h("input", { type: "search", class: "gm-search", placeholder: filters.search, "aria-label": filters.search, oninput: () => this.typed() });
    this.found = h("p", { class: "gm-soft", role: "status" });
    this.chips = h("ul", { class: "gm-chips", "aria-label": filters.active });
    this.clearAll = h("button", { type: "button", class: "gm-link gm-clear", onclick: () => this.clear() }, filters.clear);
    this.killed = h("input", { type: "number", min: 0, step: 1, class: "gm-number", id: "gm-killed", oninput: () => this.setKilled() });
    this.killedNote = h("p", { class: "gm-soft gm-note" }, filters.killedNote);
    this.precision = choice(filters.precision, { "": filters.anyPrecision, ...Object.fromEntries(PRECISIONS.slice(0, -1).map((level) => [level, fill(filters.finer, { name: WORDS.level[level] })])) },
      (level) => engine.setFilter("place_precision", finerThan(level)));
    this.facets = this.makeFacets();
    this.element = h("div", {}, this.search, this.found, h("div", { class: "gm-used" }, this.chips, this.clearAll),
      this.facets[0].element,
      h("div", { class: "gm-row" }, h("label", { for: "gm-killed" }, filters.killed), this.killed), this.killedNote,
      h("div", { class: "gm-row" }, h("span", {}, filters.precision), this.precision),
      this.facets.slice(1).map((facet) => facet.element));
  }

  makeFacets() {
    const { engine, theme } = this;
    const { filters } = WORDS;
    const { sizes } = engine.table;
    const facets = [new Facet(new TypeChoice(engine), { theme, open: true, layers: true })];
    const add = (made, extra) => facets.push(new Facet(made, { theme, extra }));
    if (sizes.where) add(new WhereChoice(engine));
    if (sizes.actors) {
      const actors = new ActorChoice(engine);
      const side = choice(filters.side, filters.sides, (value) => actors.setSide(value));
      side.value = actors.side;
      add(actors, side);
    }
    if (sizes.sources) add(new WordChoice(engine, "sources", { label: filters.source }));
    if (sizes.grade) add(new WordChoice(engine, "grade", { label: filters.grade, say: (word) => WORDS.grade[word] ?? word }));
    return facets;
  }

  typed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.searchFor(this.search.value.trim()), TYPING_MS);
  }

  async searchFor(words) {
    this.found.textContent = words ? WORDS.filters.searching : "";
    this.asked = words;
    await this.engine.setFilter("text", words ? [words] : null);
    if (this.asked === words) this.found.textContent = words ? sayCount(WORDS.filters.found, this.engine.shownCount) : "";
  }

  setKilled() {
    const least = Math.floor(Number(this.killed.value));
    this.engine.setFilter("killed_at_least", this.killed.value !== "" && least > 0 ? [least] : null);
  }

  clear() {
    clearTimeout(this.waiting);
    for (const name of [...this.engine.filters.keys()]) this.engine.setFilter(name, null);
    this.search.focus();
  }

  update({ keepOrder = false } = {}) {
    const { filters } = this.engine;
    for (const facet of this.facets) facet.update({ keepOrder });
    if (this.search !== document.activeElement) this.search.value = [...(filters.get("text") ?? [])].join(" ");
    if (!filters.has("text")) this.found.textContent = "";
    if (this.killed !== document.activeElement) this.killed.value = [...(filters.get("killed_at_least") ?? [])][0] ?? "";
    this.killedNote.hidden = !filters.has("killed_at_least");
    this.precision.value = levelOf(filters.get("place_precision"));
    this.showChips();
  }

  sayings() {
    const { filters, table } = this.engine;
    return [...filters].map(([name, values]) => [name, sayFilter(name, values, table.dictionaries[name])]);
  }

  showChips() {
    const sayings = this.sayings();
    const key = JSON.stringify(sayings);
    if (key === this.chipsKey) return;
    this.chipsKey = key;
    this.clearAll.hidden = sayings.length === 0;
    replace(this.chips, sayings.map(([name, text]) => h("li", {}, said(text),
      h("button", { type: "button", class: "gm-chip-remove", "aria-label": fill(WORDS.filters.remove, { name: text }), onclick: () => this.remove(name) }, "×"))));
  }

  remove(name) {
    this.engine.setFilter(name, null);
    (this.chips.querySelector("button") ?? this.search).focus();
  }
}
