// How numbers, dates, tolls and places are said, in the language of the page.

import { AR } from "./catalogue-ar.js";
import { EN } from "./catalogue-en.js";
import { FR } from "./catalogue-fr.js";

export const LANGUAGES = { en: EN, fr: FR, ar: AR };
// The catalogue in use; its content changes with the language, so read it where it is needed.
export const WORDS = {};
const speech = {};

export function speak(language) {
  const catalogue = LANGUAGES[language] ?? EN;
  for (const name of Object.keys(WORDS)) delete WORDS[name];
  Object.assign(WORDS, catalogue);
  const dates = (how) => new Intl.DateTimeFormat(catalogue.locale, { timeZone: "UTC", ...how });
  Object.assign(speech, {
    language: catalogue === EN ? "en" : language,
    number: new Intl.NumberFormat(catalogue.locale),
    percent: new Intl.NumberFormat(catalogue.locale, { style: "percent" }),
    plural: new Intl.PluralRules(catalogue.locale),
    regions: new Intl.DisplayNames([catalogue.locale], { type: "region" }),
    long: dates({ day: "numeric", month: "long", year: "numeric" }),
    short: dates({ day: "numeric", month: "short", year: "numeric" }),
    month: dates({ month: "long", year: "numeric" }),
    shortMonth: dates({ month: "short", year: "numeric" }),
    dayMonth: dates({ day: "numeric", month: "short" }),
    year: dates({ year: "numeric" }),
  });
}

// The reader's language: the one asked for, else the first of the browser's that we speak.
export function languageFor(asked, browser = []) {
  const known = [asked, ...browser].map((tag) => String(tag ?? "").slice(0, 2).toLowerCase());
  return known.find((tag) => tag in LANGUAGES) ?? "en";
}

export const spoken = () => speech.language;
export const fill = (template, values) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

// A phrase that depends on a number, such as WORDS.incidents.
export function sayCount(phrases, n) {
  return fill(phrases[speech.plural.select(n)] ?? phrases.other, { n: sayNumber(n) });
}

export const sayNumber = (number) => speech.number.format(number);
export const sayIncidents = (n) => sayCount(WORDS.incidents, n);
export const sayShare = (share) => speech.percent.format(share);
// A word of the fixed vocabularies (event types, kinds of actor), else the word itself.
export const sayWord = (word) => (Object.hasOwn(WORDS.vocabulary, word) ? WORDS.vocabulary[word] : word);

export function sayCountry(code) {
  try {
    return speech.regions.of(code) ?? code;
  } catch {
    return code;
  }
}

export function sayShortNumber(number) {
  if (number < 1000) return String(number);
  if (number < 10000) return fill(WORDS.thousands, { n: (Math.floor(number / 100) / 10).toFixed(1) });
  return fill(WORDS.thousands, { n: Math.floor(number / 1000) });
}

// [low, best, high] of one incident; a null high is an open end.
export function sayToll([low, best, high]) {
  if (low === null && best === null && high === null) return WORDS.notKnown;
  const least = low ?? best ?? 0;
  if (high === null) return fill(WORDS.tolls.open, { low: sayNumber(least) });
  if (least === high) return sayNumber(high);
  return fill(WORDS.tolls.range, { low: sayNumber(least), high: sayNumber(high) });
}

// The same, shortest, for a list.
export function sayTollShortly([low, best, high]) {
  if (low === null && best === null && high === null) return null;
  const least = low ?? best ?? 0;
  if (high === null) return `${sayNumber(least)}+`;
  return least === high ? sayNumber(high) : `${sayNumber(least)}–${sayNumber(high)}`;
}

// A total: {low, best, high, open, known}; open counts those without an upper bound.
export function sayTotal(total, toll) {
  if (total.known === 0) return WORDS.tolls[`${toll}Unknown`];
  const ends = { low: sayNumber(total.low), high: sayNumber(total.high) };
  const isRange = total.low !== total.high;
  let range = ends.low;
  if (total.open) range = fill(isRange ? WORDS.tolls.openRange : WORDS.tolls.open, ends);
  else if (isRange) range = fill(WORDS.tolls.range, ends);
  return fill(WORDS.tolls[toll], { n: range });
}

// --- days, counted from 1970-01-01
const dateOf = (day) => new Date(day * 86400000);
// Browsers differ in the spaces they put around the dash of a range.
const evenly = (text) => text.replace(/\s*–\s*/g, " – ");
const between = (format, start, end) =>
  evenly(start === end ? format.format(dateOf(start)) : format.formatRange(dateOf(start), dateOf(end)));

export const sayDay = (day) => between(speech.long, day, day);
export const sayRange = (start, end) => between(speech.long, start, end);
export const sayMonth = (day) => between(speech.month, day, day);

// A tick of the axis, or the name of a bar.
export function sayTick(day, unit) {
  if (unit === "year") return between(speech.year, day, day);
  return between(unit === "day" || unit === "week" ? speech.dayMonth : speech.shortMonth, day, day);
}

export function sayDate(start, end, precision) {
  if (start === null) return WORDS.noDate;
  const n = end - start + 1;
  if (precision === "day" || precision === null) {
    return n === 1 ? sayDay(start) : fill(WORDS.dates.days, { range: sayRange(start, end), n: sayNumber(n) });
  }
  if (precision === "week") return fill(WORDS.dates.week, { range: sayRange(start, end) });
  const format = { month: speech.month, year: speech.year }[precision];
  if (format) return fill(WORDS.dates[precision], { range: between(format, start, end) });
  return fill(WORDS.dates.other, { range: sayRange(start, end), precision });
}

export function sayDateShortly(start, end, precision) {
  if (start === null) return WORDS.undated;
  if (precision === "month") return between(speech.shortMonth, start, end);
  if (precision === "year") return between(speech.year, start, end);
  return between(speech.short, start, end);
}

export function sayDistance(metres) {
  const km = metres / 1000;
  if (km < 1) return fill(WORDS.metres, { n: Math.round(metres / 50) * 50 });
  return fill(WORDS.kilometres, { n: sayNumber(km < 10 ? Math.round(km * 10) / 10 : Math.round(km)) });
}

speak("en");
