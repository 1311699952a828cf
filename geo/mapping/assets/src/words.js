// Every word of the interface that is not a report's, in one place.

import { MONTHS, monthOf, sayDay, sayRange, sayShortDay, yearOf } from "./days.js";

export const WORDS = {
  map: "Map of incidents",
  untitled: "Incidents",
  empty: "This map holds no incident.",
  noDate: "Date not known",
  noPlace: "Place not known",
  notKnown: "not known",
  noType: "Type not stated",
  layers: "Layers",
  list: "List",
  types: "Type of event",
  only: "only",
  all: "All",
  none: "None",
  legend: "How a place is drawn",
  placed: {
    point: "a known place",
    circle: "somewhere within this circle",
    unit: "somewhere in this region or country",
    ring: "several incidents: click for the list",
  },
  borders: "a disputed or unsettled border",
  failed: "This page cannot be drawn here. It needs a browser of 2023 or later.",
  precision: {
    exact: "exact site",
    settlement: "town or village",
    near: "near a known point",
    district: "district only",
    region: "region only",
    area: "area only (a river, road, border or informal region)",
    country: "country only",
  },
  grade: {
    single: "one source",
    corroborated: "two or more independent sources",
    contested: "sources disagree",
  },
  role: { initiator: "initiator", target: "target", involved: "involved" },
  outcome: {
    killed: "killed",
    injured: "injured",
    captured: "captured",
    missing: "missing",
    displaced: "displaced",
  },
  group: { civilians: "civilians", combatants: "combatants" },
  stance: {
    reported: "reported",
    claimed: "claimed",
    unconfirmed: "unconfirmed",
    denied: "denied",
  },
};

const NUMBER = new Intl.NumberFormat("en-GB");
export const sayNumber = (number) => NUMBER.format(number);
export const sayIncidents = (n) => `${sayNumber(n)} ${n === 1 ? "incident" : "incidents"}`;

export function sayShortNumber(number) {
  if (number < 1000) return String(number);
  if (number < 10000) return `${(Math.floor(number / 100) / 10).toFixed(1)}k`;
  return `${Math.floor(number / 1000)}k`;
}

// [low, best, high] of one incident; a null high is an open end.
export function sayToll([low, best, high]) {
  if (low === null && best === null && high === null) return WORDS.notKnown;
  const least = low ?? best ?? 0;
  if (high === null) return `${sayNumber(least)} or more`;
  return least === high ? sayNumber(high) : `${sayNumber(least)} to ${sayNumber(high)}`;
}

// The same, shortest, for a list.
export function sayTollShortly([low, best, high]) {
  if (low === null && best === null && high === null) return null;
  const least = low ?? best ?? 0;
  if (high === null) return `${sayNumber(least)}+`;
  return least === high ? sayNumber(high) : `${sayNumber(least)}–${sayNumber(high)}`;
}

// A total: {low, best, high, open, known}; open counts those without an upper bound.
export function sayTotal(total, word) {
  if (total.known === 0) return `${word}: ${WORDS.notKnown}`;
  const range = total.low === total.high ? sayNumber(total.low) : `${sayNumber(total.low)} to ${sayNumber(total.high)}`;
  return total.open ? `${range} or more ${word}` : `${range} ${word}`;
}

export function sayDate(start, end, precision) {
  if (start === null) return WORDS.noDate;
  const days = end - start + 1;
  if (precision === "day") {
    return days === 1 ? sayDay(start) : `${sayRange(start, end)} (${days} days)`;
  }
  if (precision === "week") return `${sayRange(start, end)} (to the week; the day is not known)`;
  if (precision === "month" && monthOf(start) === monthOf(end)) {
    return `${MONTHS[monthOf(start)]} ${yearOf(start)} (the day is not known)`;
  }
  if (precision === "year" && yearOf(start) === yearOf(end)) {
    return `${yearOf(start)} (month and day are not known)`;
  }
  return `${sayRange(start, end)} (to the ${precision ?? "day"})`;
}

export function sayDateShortly(start, end, precision) {
  if (start === null) return "Undated";
  if (precision === "month") return `${MONTHS[monthOf(start)].slice(0, 3)} ${yearOf(start)}`;
  if (precision === "year") return String(yearOf(start));
  return start === end ? sayShortDay(start) : `${sayShortDay(start)} – ${sayShortDay(end)}`;
}

export function sayDistance(metres) {
  const km = metres / 1000;
  if (km < 1) return `${Math.round(metres / 50) * 50} m`;
  return `${km < 10 ? Math.round(km * 10) / 10 : sayNumber(Math.round(km))} km`;
}
