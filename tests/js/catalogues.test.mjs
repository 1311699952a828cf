import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { LANGUAGES, WORDS } from "../../geo/mapping/assets/src/words.js";

const SOURCES = new URL("../../geo/mapping/assets/src/", import.meta.url);
const PLURALS = new Set(["zero", "one", "two", "few", "many", "other"]);

function isPlural(value) {
  return typeof value === "object" && !Array.isArray(value) && "other" in value && Object.keys(value).every((key) => PLURALS.has(key));
}

// Path -> phrase, plurals as one.
function phrases(catalogue, path = "") {
  return Object.entries(catalogue).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    if (here === "vocabulary") return [];
    return typeof value === "object" && !Array.isArray(value) && !isPlural(value) ? phrases(value, here) : [[here, value]];
  });
}

const placeholders = (phrase) => [...new Set([...JSON.stringify(phrase).matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort();

for (const [code, catalogue] of Object.entries(LANGUAGES)) {
  test(`${code} says all that English says, with the same things to fill in`, () => {
    const own = new Map(phrases(catalogue));
    const english = phrases(LANGUAGES.en);
    assert.deepEqual([...own.keys()].sort(), english.map(([path]) => path).sort());
    for (const [path, phrase] of english) {
      if (["name", "locale", "direction", "comma"].includes(path)) continue;
      assert.deepEqual(placeholders(own.get(path)), placeholders(phrase), path);
      assert.notEqual(own.get(path), "", path);
    }
  });

  test(`${code} has every plural its numbers need`, () => {
    const needed = new Intl.PluralRules(catalogue.locale).resolvedOptions().pluralCategories;
    for (const [path, phrase] of phrases(catalogue)) {
      if (isPlural(phrase)) assert.deepEqual(Object.keys(phrase).sort(), [...needed].sort(), path);
    }
  });
}

test("every language knows every type, sub-type and kind of actor", () => {
  const known = Object.keys(LANGUAGES.fr.vocabulary).sort();
  assert.deepEqual(Object.keys(LANGUAGES.ar.vocabulary).sort(), known);
  const model = readFileSync(new URL("../../geo/vocabulary.py", import.meta.url), "utf8");
  const classes = ["EventType", "SubEventType", "ActorKind"].map((name) => model.split(`class ${name}(StrEnum)`)[1].split(/\n\n\n/)[0]);
  const words = [...classes.join("\n").matchAll(/= "(.+)"/g)].map((found) => found[1]);
  assert.deepEqual([...new Set(words)].sort(), known);
});

test("the page asks for no phrase the catalogue lacks", () => {
  const missing = [];
  for (const file of readdirSync(SOURCES).filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(new URL(file, SOURCES), "utf8");
    for (const [, path] of text.matchAll(/\bWORDS\.([a-zA-Z]\w*(?:\.[a-zA-Z]\w*)*)/g)) {
      let at = WORDS;
      for (const key of path.split(".")) at = typeof at === "object" && !isPlural(at) ? at[key] : "";
      if (at === undefined) missing.push(`${file}: ${path}`);
    }
  }
  assert.deepEqual(missing, []);
});
