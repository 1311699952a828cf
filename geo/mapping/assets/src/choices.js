// What a facet of the panel offers: its values with their live counts, and what choosing one does.
// A value: {key, label, count, on (true, false or "mixed"), depth, symbol, inner (what can unfold)}.

import { OTHER, symbolOf, TYPES } from "./symbols.js";
import { groupByCountry, provinceOf, spellOut } from "./where.js";
import { sayCountry, sayWord, WORDS } from "./words.js";

// The codes of a dictionary with the largest counts first; 0 is "not known".
function byCount(counts) {
  return [...counts.keys()].sort((a, b) => counts[b] - counts[a] || (a || Infinity) - (b || Infinity));
}

// Words of which none chosen means all: actors, sources, grades.
export class WordChoice {
  constructor(engine, name, { label, say = (word) => word, sorted = true }) {
    Object.assign(this, { engine, name, label, say, sorted });
    this.order = null;
  }

  get words() {
    return this.engine.table.dictionaries[this.name] ?? [];
  }

  get chosen() {
    return this.engine.filters.get(this.name) ?? new Set();
  }

  get size() {
    return this.engine.table.sizes[this.name] ?? 0;
  }

  values({ keepOrder }) {
    const counts = this.engine.counts(this.name);
    if (!this.order || !keepOrder) this.order = this.sorted ? byCount(counts) : [...counts.keys()].slice(1).concat(0);
    const { chosen, words } = this;
    return this.order
      .map((code) => ({ word: code === 0 ? null : words[code - 1], count: counts[code] }))
      .filter(({ word, count }) => word !== null || count > 0 || chosen.has(null))
      .map(({ word, count }) => ({ key: word, label: this.sayKey(word), count, on: chosen.has(word), depth: 0 }));
  }

  sayKey(key) {
    return key === null ? WORDS.notStated : this.say(key);
  }

  toggle(key, on) {
    const chosen = new Set(this.chosen);
    if (on) chosen.add(key);
    else chosen.delete(key);
    this.engine.setFilter(this.name, chosen.size ? [...chosen] : null);
  }

  clear() {
    if (this.engine.filters.has(this.name)) this.engine.setFilter(this.name, null);
  }
}

// An actor on either side, or only as initiator or target.
export class ActorChoice extends WordChoice {
  constructor(engine) {
    const active = ["actor1", "actor2"].find((name) => engine.filters.has(name));
    super(engine, active ?? "actors", { label: WORDS.filters.actor });
  }

  get side() {
    return this.name === "actors" ? "actor" : this.name;
  }

  setSide(side) {
    const chosen = [...this.chosen];
    this.clear();
    this.name = side === "actor" ? "actors" : side;
    this.order = null;
    if (chosen.length) this.engine.setFilter(this.name, chosen.filter((word) => word === null || this.words.includes(word)));
  }
}

// Countries, each with its provinces.
export class WhereChoice extends WordChoice {
  constructor(engine) {
    super(engine, "where", { label: WORDS.filters.where });
    this.unfolded = new Set();
  }

  // Country -> its words, made when the facet is first opened.
  get countries() {
    this.grouped ??= groupByCountry(this.words);
    return this.grouped;
  }

  values({ keepOrder }) {
    const counts = this.engine.counts("where");
    const count = new Map(this.words.map((word, i) => [word, counts[i + 1]]));
    const { chosen } = this;
    const sum = (words) => words.reduce((total, word) => total + count.get(word), 0);
    const totals = new Map([...this.countries].map(([country, words]) => [country, sum(words)]));
    if (!this.order || !keepOrder) this.order = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a) || (a < b ? -1 : 1));
    const values = this.order.flatMap((country) => {
      const words = this.countries.get(country);
      const held = words.filter((word) => chosen.has(word)).length;
      const on = held === words.length ? true : held > 0 && "mixed";
      const top = { key: country, label: sayCountry(country), count: totals.get(country), on, depth: 0, inner: words.length > 1 ? WORDS.filters.provinces : null };
      if (!this.unfolded.has(country)) return [top];
      const inner = words
        .map((word) => ({ key: word, label: provinceOf(word) || WORDS.notStated, count: count.get(word), on: chosen.has(word), depth: 1 }))
        .sort((a, b) => b.count - a.count);
      return [top, ...inner];
    });
    if (counts[0] || chosen.has(null)) values.push({ key: null, label: WORDS.notStated, count: counts[0], on: chosen.has(null), depth: 0 });
    return values;
  }

  get size() {
    return this.engine.table.sizes.country;
  }

  toggle(key, on) {
    const chosen = new Set(this.chosen);
    for (const word of spellOut(this.words, [key])) {
      if (on) chosen.add(word);
      else chosen.delete(word);
    }
    this.engine.setFilter("where", chosen.size ? [...chosen] : null);
  }
}

// Event types as layers: all are on until one is switched off; each with its sub-types.
export class TypeChoice {
  constructor(engine) {
    this.engine = engine;
    this.label = WORDS.filters.types;
    this.unfolded = new Set();
    this.subtypes = this.subtypesOfTypes();
    const order = Object.keys(TYPES);
    const rank = (word) => (order.includes(word) ? order.indexOf(word) : order.length);
    const words = engine.table.dictionaries.event_type;
    this.types = [...words].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    if (engine.counts("event_type")[0] > 0) this.types.push(null);
  }

  get size() {
    return this.types.length;
  }

  // Type -> its sub-types in the data, null for "not stated" among them.
  subtypesOfTypes() {
    const { table } = this.engine;
    const found = new Map();
    const { event_type: types, sub_event_type: subtypes } = table.groupOf("event_type").fields;
    const word = (name, code) => (code === 0 ? null : table.dictionaries[name][code - 1]);
    types.forEach((code, i) => {
      const type = word("event_type", code);
      if (!found.has(type)) found.set(type, new Set());
      found.get(type).add(word("sub_event_type", subtypes[i]));
    });
    const order = table.dictionaries.sub_event_type;
    const rank = (sub) => (sub === null ? order.length : order.indexOf(sub));
    return new Map([...found].map(([type, subs]) => [type, [...subs].sort((a, b) => rank(a) - rank(b))]));
  }

  isOn(name, word) {
    return this.engine.filters.get(name)?.has(word) ?? true;
  }

  values() {
    const { engine } = this;
    const counter = (name) => {
      const counts = engine.counts(name);
      const words = engine.table.dictionaries[name];
      return (word) => counts[word === null ? 0 : words.indexOf(word) + 1];
    };
    const typeCount = counter("event_type");
    const subCount = this.unfolded.size ? counter("sub_event_type") : null;
    return this.types.flatMap((type) => {
      const subs = (this.subtypes.get(type) ?? []).filter((sub) => sub !== null);
      const on = this.isOn("event_type", type);
      const mixed = on && subs.some((sub) => !this.isOn("sub_event_type", sub));
      const top = {
        key: type, label: type === null ? WORDS.noType : sayWord(type), count: typeCount(type), depth: 0,
        on: mixed ? "mixed" : on, symbol: type === null ? OTHER : symbolOf(type), inner: subs.length ? WORDS.filters.subtypes : null,
      };
      if (!this.unfolded.has(type)) return [top];
      return [top, ...subs.map((sub) => ({ key: sub, label: sayWord(sub), count: subCount(sub), on: on && this.isOn("sub_event_type", sub), depth: 1, parent: type }))];
    });
  }

  // All words of a filter but some; null where that is all of them.
  keep(name, words, chosen) {
    const kept = words.filter((word) => chosen(word));
    this.engine.setFilter(name, kept.length === words.length ? null : kept);
  }

  get allSubtypes() {
    return [...new Set([...this.subtypes.values()].flat())];
  }

  toggle(key, on, parent) {
    if (parent !== undefined) {
      if (on && !this.isOn("event_type", parent)) this.toggle(parent, true);
      this.keep("sub_event_type", this.allSubtypes, (sub) => (sub === key ? on : this.isOn("sub_event_type", sub)));
      return;
    }
    if (on && this.engine.filters.has("sub_event_type")) {
      const own = this.subtypes.get(key) ?? [];
      this.keep("sub_event_type", this.allSubtypes, (sub) => own.includes(sub) || this.isOn("sub_event_type", sub));
    }
    this.keep("event_type", this.types, (type) => (type === key ? on : this.isOn("event_type", type)));
  }

  only(key, parent) {
    if (parent === undefined) this.clearSubtypes();
    else this.engine.setFilter("sub_event_type", [key]);
    this.engine.setFilter("event_type", [parent === undefined ? key : parent]);
  }

  clearSubtypes() {
    if (this.engine.filters.has("sub_event_type")) this.engine.setFilter("sub_event_type", null);
  }

  clear() {
    this.clearSubtypes();
    if (this.engine.filters.has("event_type")) this.engine.setFilter("event_type", null);
  }

  none() {
    this.engine.setFilter("event_type", []);
  }
}
