import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "../../geo/mapping/assets/src/days.js";
import { languageFor, sayDate, sayDistance, sayIncidents, sayRange, sayToll, sayTotal, sayWord, speak } from "../../geo/mapping/assets/src/words.js";

test("an unknown toll is not known, and zero is zero", () => {
  assert.equal(sayToll([null, null, null]), "not known");
  assert.equal(sayToll([0, 0, 0]), "0");
});

test("a toll is said with its open end or its range", () => {
  assert.equal(sayToll([100, 100, 999]), "100 to 999");
  assert.equal(sayToll([101, 101, null]), "101 or more");
  assert.equal(sayToll([1200, 1200, 1200]), "1,200");
  assert.equal(sayToll([null, 5, 5]), "5");
});

test("a total says when nothing is known and when its end is open", () => {
  assert.equal(sayTotal({ known: 0 }, "killed"), "killed: not known");
  assert.equal(sayTotal({ known: 2, low: 100, high: 999, open: 0 }, "killed"), "100 to 999 killed");
  assert.equal(sayTotal({ known: 2, low: 103, high: 103, open: 1 }, "killed"), "103 or more killed");
});

test("a date is said as precisely as it is known", () => {
  const say = (a, b, precision) => sayDate(dayOf(a), dayOf(b), precision);
  assert.equal(say("2018-02-07", "2018-02-07", "day"), "7 February 2018");
  assert.equal(say("2018-02-07", "2018-02-09", "day"), "7 – 9 February 2018 (3 days)");
  assert.equal(say("2018-02-01", "2018-02-28", "month"), "February 2018 (the day is not known)");
  assert.equal(say("2018-01-01", "2018-12-31", "year"), "2018 (month and day are not known)");
  assert.equal(sayDate(null, null, "unknown"), "Date not known");
});

test("a distance is no more precise than it can be", () => {
  assert.equal(sayDistance(140000), "140 km");
  assert.equal(sayDistance(2500), "2.5 km");
  assert.equal(sayDistance(420), "400 m");
});

test("a range is said as shortly as it can be", () => {
  const say = (a, b) => sayRange(dayOf(a), dayOf(b));
  assert.equal(say("2018-02-07", "2018-02-07"), "7 February 2018");
  assert.equal(say("2018-02-07", "2018-02-09"), "7 – 9 February 2018");
  assert.equal(say("2018-01-30", "2018-02-02"), "30 January – 2 February 2018");
  assert.equal(say("2017-12-30", "2018-01-02"), "30 December 2017 – 2 January 2018");
});

test("every language says numbers, plurals, dates and vocabulary its own way", (t) => {
  t.after(() => speak("en"));
  assert.equal(sayIncidents(1), "1 incident");
  assert.equal(sayWord("Riots"), "Riots");
  speak("fr");
  assert.equal(sayIncidents(23118).replace(/\s/g, " "), "23 118 incidents");
  assert.equal(sayWord("Riots"), "Émeutes");
  assert.equal(sayRange(dayOf("2018-02-07"), dayOf("2018-02-07")), "7 février 2018");
  speak("ar");
  assert.equal(sayIncidents(2), "حادثتان");
  assert.equal(sayIncidents(5), "5 حوادث");
  assert.equal(sayIncidents(11), "11 حادثة");
  speak("xx");
  assert.equal(sayIncidents(2), "2 incidents");
});

test("the language asked for comes first, then the browser's, then English", () => {
  assert.equal(languageFor("ar", ["fr-CH", "en"]), "ar");
  assert.equal(languageFor(null, ["de-DE", "fr-CH", "en"]), "fr");
  assert.equal(languageFor("de", ["ja"]), "en");
});

test("a word of a report that is also a name of the language's own is itself", () => {
  assert.equal(sayWord("constructor"), "constructor");
});
