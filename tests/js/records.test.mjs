import assert from "node:assert/strict";
import { test } from "node:test";

import { fileName } from "../../geo/mapping/assets/src/clipboard.js";
import { dayOf } from "../../geo/mapping/assets/src/days.js";
import { cellOf, csvHead, csvRow, featureOf, fileParts } from "../../geo/mapping/assets/src/records.js";
import { mercatorX, mercatorY } from "../../geo/mapping/assets/src/shapes.js";

const WORDS = { event_type: "Battles", place: "Kidal", country: "ML", date_precision: "day" };
const TABLE = {
  idOf: (row) => `id-${row}`,
  start: () => dayOf("2024-03-01"),
  lastDayOf: () => dayOf("2024-03-02"),
  word: (name) => WORDS[name] ?? null,
  toll: (name) => (name === "killed" ? [3, 3, null] : [null, null, null]),
  number: () => 2500,
  point: (row) => (row === 0 ? [mercatorX(1.4078), mercatorY(18.4411)] : null),
};

test("a feature says what the program's own says: unknown is null, degrees to six decimals", () => {
  const { geometry, properties } = featureOf(TABLE, 0, { n_sources: 2, evidence: [{ text: "x" }] });
  assert.deepEqual(geometry, { type: "Point", coordinates: [1.4078, 18.4411] });
  assert.equal(properties.date_end, "2024-03-02");
  assert.equal(properties.uncertainty_km, 2.5);
  assert.deepEqual([properties.killed_low, properties.killed_high, properties.injured_best], [3, null, null]);
  assert.equal(properties.n_sources, 2);
  assert.equal(properties.actor1, null);
  assert.equal(featureOf(TABLE, 1, {}).geometry, null);
});

test("a row has a cell for each column of the head", () => {
  const row = csvRow(featureOf(TABLE, 1, {}));
  assert.equal(row.trimEnd().split(",").length, csvHead().trimEnd().split(",").length);
  assert.ok(csvHead().endsWith("tellings,longitude,latitude\r\n"));
});

test("a cell is quoted where it must be, and no spreadsheet takes a report's words for a formula", () => {
  assert.equal(cellOf('say "no", twice'), '"say ""no"", twice"');
  assert.equal(cellOf(null), "");
  assert.equal(cellOf(0), "0");
  assert.equal(cellOf(-3.5), "-3.5");
  assert.equal(cellOf("=HYPERLINK(1)"), "'=HYPERLINK(1)");
  assert.equal(cellOf("@x"), "'@x");
  assert.equal(cellOf("'=x"), "''=x");
  assert.equal(cellOf("it's"), "it's");
});

test("a file of several incidents is one valid collection", async () => {
  const how = { table: TABLE, texts: { whole: async () => ({}) }, rows: [0, 1] };
  const collection = JSON.parse((await fileParts("geojson", how)).join(""));
  assert.deepEqual(collection.features.map(({ properties }) => properties.id), ["id-0", "id-1"]);
  assert.equal((await fileParts("csv", how)).join("").trimEnd().split("\r\n").length, 3);
  assert.deepEqual(JSON.parse((await fileParts("geojson", { ...how, rows: [] })).join("")).features, []);
});

test("a file is named after the title, in any script", () => {
  assert.equal(fileName("Clashes: March/2024 ../x", "csv"), "Clashes-March-2024-x.csv");
  assert.equal(fileName("حوادث", "png"), "حوادث.png");
  assert.equal(fileName("***", "png"), "incidents.png");
});
