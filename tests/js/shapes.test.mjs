import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { readFileSync } from "node:fs";

import { parse } from "../../geo/mapping/assets/src/container.js";
import { decodeLines, mercatorX, mercatorY } from "../../geo/mapping/assets/src/shapes.js";

test("Mercator puts the equator and Greenwich in the middle", () => {
  assert.equal(mercatorX(0), 0.5);
  assert.ok(Math.abs(mercatorY(0) - 0.5) < 1e-12);
  assert.ok(mercatorY(90) >= 0 && mercatorY(-90) <= 1);
});

test("steps of several bytes and both signs give back their points", () => {
  // One line of two points: (0.001, -0.001) and (-0.199, 0.299) at 1000 to a degree.
  const bytes = Uint8Array.from([4, 2, 1, 143, 3, 216, 4]);
  const [line] = decodeLines(bytes, 1000);
  const expected = [mercatorX(0.001), mercatorY(-0.001), mercatorX(-0.199), mercatorY(0.299)];
  line.points.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-7));
});

test("the shipped base map is whole: every layer decodes and stays on Earth", () => {
  const packed = readFileSync(new URL("../../geo/pack/basemap.gz", import.meta.url));
  const { header, blob } = parse(new Uint8Array(gunzipSync(packed)));
  for (const name of ["land", "borders", "disputed", "admin1", "lakes", "rivers"]) {
    const lines = decodeLines(blob(name), header.quantum);
    assert.ok(lines.length > 10, name);
    for (const { box } of lines) assert.ok(box[0] >= 0 && box[2] <= 1 && box[1] >= 0 && box[3] <= 1, name);
  }
  assert.ok(header.labels.cities.length > 7000);
});
