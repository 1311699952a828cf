// The incidents as columns. Columns that go together (a place's name and degrees, low, best and high)
// are a small table of their distinct rows and one code an incident: a group.

import { openIds } from "./ids.js";
import { mercatorX, mercatorY } from "./shapes.js";
import { codesFor, endsOf, NONE, unpack, unpackCodes } from "./unpack.js";

class Group {
  constructor(name, how, table, blob) {
    this.name = name;
    this.size = how.size;
    this.fields = {};
    for (const [field, packed] of Object.entries(how.fields)) {
      this.fields[field] = unpack(blob(`${name}.${field}`), how.size, packed);
    }
    this.codes = unpackCodes(blob(name), table.count, how.codes, how.size);
    if (how.within) this.codes = this.placed(how.within, table, blob);
  }

  // Codes kept as a rank among those beside the same word: actors belong to a country.
  placed({ column, words, pairs, lengths, codes }, table, blob) {
    const beside = table.groupOf(column);
    const ofWord = beside.fields[column];
    const ends = endsOf(unpack(blob(`${this.name}:lengths`), words, lengths));
    const ranked = unpack(blob(`${this.name}:codes`), pairs, codes);
    const placed = codesFor(table.count, this.size);
    for (let row = 0; row < table.count; row += 1) placed[row] = ranked[ends[ofWord[beside.codes[row]]] + this.codes[row]];
    return placed;
  }
}

// A property that is worked out when first read.
function lazily(object, name, make) {
  Object.defineProperty(object, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = make();
      Object.defineProperty(object, name, { value, enumerable: true });
      return value;
    },
  });
}

const jsonOf = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

export class Table {
  constructor({ header, blob }) {
    this.count = header.rows;
    this.header = header;
    this.undated = header.undated;
    this.starts = unpack(blob("start"), this.count, header.start);
    this.groups = new Map();
    this.fieldGroups = new Map();
    this.dictionaries = {};
    this.lists = {};
    const opened = new Map(); // what is read later has bytes of its own: all others can go
    this.sizes = {}; // how many words each dictionary has
    for (const [name, { words, count }] of Object.entries(header.dictionaries)) {
      this.sizes[name] = count;
      if (!opened.has(words)) opened.set(words, blob(`words:${words}`).slice());
      lazily(this.dictionaries, name, () => {
        const found = opened.get(words);
        if (!Array.isArray(found)) opened.set(words, jsonOf(found));
        return opened.get(words);
      });
    }
    for (const [name, how] of Object.entries(header.lists ?? {})) this.openList(name, how, blob);
    for (const [name, how] of Object.entries(header.groups)) this.openGroup(name, how, blob);
    this.addWhere();
    const ids = blob("ids").slice();
    lazily(this, "ids", () => openIds(ids, header.ids, this.starts));
    this.reckonDays();
  }

  openList(name, how, blob) {
    this.lists[name] = {
      ends: endsOf(unpack(blob(`lists:${name}:lengths`), how.size, how.lengths)),
      names: unpack(blob(`lists:${name}:names`), how.items, how.names),
    };
  }

  openGroup(name, how, blob) {
    const group = new Group(name, how, this, blob);
    this.groups.set(name, group);
    for (const field of Object.keys(group.fields)) this.fieldGroups.set(field, group);
  }

  // Country and province as one word, "ML/Kidal": names of provinces repeat across countries.
  addWhere() {
    const group = this.groupOf("country");
    const { country, admin1 } = group.fields;
    const known = new Map();
    const firsts = [];
    group.fields.where = Int32Array.from(country, (code, i) => {
      if (code === 0) return 0;
      const key = code * 0x400000 + admin1[i];
      if (!known.has(key)) known.set(key, firsts.push(i));
      return known.get(key);
    });
    this.fieldGroups.set("where", group);
    this.sizes.where = firsts.length;
    lazily(this.dictionaries, "where", () => firsts.map((i) => {
      const province = admin1[i] === 0 ? "" : this.dictionaries.admin1[admin1[i] - 1];
      return `${this.dictionaries.country[country[i] - 1]}/${province}`;
    }));
  }

  reckonDays() {
    const span = this.groups.get("span");
    this.end = new Int32Array(this.count).fill(NONE);
    const { days } = span.fields;
    this.firstDay = this.undated < this.count ? this.starts[this.undated] : Infinity;
    this.lastDay = -Infinity;
    let long = 0;
    for (let row = this.undated; row < this.count; row += 1) {
      const length = days[span.codes[row]];
      if (length > 0) long += 1;
      const end = this.starts[row] + length;
      this.end[row] = end;
      if (end > this.lastDay) this.lastDay = end;
    }
    this.longRows = new Uint32Array(long); // those of several days, by their first
    let at = 0;
    for (let row = this.undated; row < this.count; row += 1) {
      if (this.end[row] > this.starts[row]) {
        this.longRows[at] = row;
        at += 1;
      }
    }
  }

  groupOf(field) {
    return this.fieldGroups.get(field);
  }

  number(field, row) {
    if (field === "start") return this.start(row);
    const group = this.fieldGroups.get(field);
    const value = group.fields[field][group.codes[row]];
    return value === NONE ? null : value;
  }

  // The word of a dictionary column; code 0 is "not known".
  word(field, row) {
    const group = this.fieldGroups.get(field);
    const code = group.fields[field][group.codes[row]];
    return code === 0 ? null : this.dictionaries[field][code - 1];
  }

  // The names of a list: "actors" (all parties, whatever their side) or "sources" (publishers).
  names(field, row) {
    const group = this.fieldGroups.get(field);
    const code = group.fields[field][group.codes[row]];
    if (code === 0) return [];
    const { ends, names } = this.lists[field];
    return Array.from(names.subarray(ends[code - 1], ends[code]), (name) => this.dictionaries[field][name - 1]);
  }

  toll(name, row) {
    return [
      this.number(`${name}_low`, row),
      this.number(`${name}_best`, row),
      this.number(`${name}_high`, row),
    ];
  }

  start(row) {
    return row < this.undated ? null : this.starts[row];
  }

  lastDayOf(row) {
    return row < this.undated ? null : this.end[row];
  }

  idOf(row) {
    return this.ids.at(row);
  }

  row(id) {
    return this.ids.find(String(id));
  }

  // Where the row is, in Mercator's unit square; null where it is not placed.
  point(row) {
    const [lon, lat] = [this.number("lon", row), this.number("lat", row)];
    return lon === null || lat === null ? null : [mercatorX(lon / 1e6), mercatorY(lat / 1e6)];
  }

  isPlaced(row) {
    return this.number("lon", row) !== null || this.number("unit", row) > 0;
  }
}
