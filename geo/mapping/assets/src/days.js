// Days counted from 1970-01-01, in UTC, and how a date is said.

export const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

export function dayOf(iso) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!match) throw new RangeError(`a date is written YYYY-MM-DD, got ${iso}`);
  const date = new Date(0);
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return Math.round(date.getTime() / 86400000);
}

const at = (day) => new Date(day * 86400000);
export const isoOf = (day) => at(day).toISOString().slice(0, 10);
export const yearOf = (day) => at(day).getUTCFullYear();
export const monthOf = (day) => at(day).getUTCMonth();
export const dayOfMonth = (day) => at(day).getUTCDate();

export function dayFrom(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / 86400000);
}

// The first day of the calendar unit that holds the day; weeks begin on Monday.
export function floorTo(day, unit) {
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7);
  if (unit === "month") return dayFrom(yearOf(day), monthOf(day), 1);
  if (unit === "quarter") return dayFrom(yearOf(day), monthOf(day) - (monthOf(day) % 3), 1);
  if (unit === "year") return dayFrom(yearOf(day), 0, 1);
  return day;
}

export function shift(day, unit, steps) {
  if (unit === "week") return day + 7 * steps;
  if (unit === "month") return dayFrom(yearOf(day), monthOf(day) + steps, dayOfMonth(day));
  if (unit === "quarter") return dayFrom(yearOf(day), monthOf(day) + 3 * steps, dayOfMonth(day));
  if (unit === "year") return dayFrom(yearOf(day) + steps, monthOf(day), dayOfMonth(day));
  return day + steps;
}

export const sayDay = (day) => `${dayOfMonth(day)} ${MONTHS[monthOf(day)]} ${yearOf(day)}`;
export const sayShortDay = (day) =>
  `${dayOfMonth(day)} ${MONTHS[monthOf(day)].slice(0, 3)} ${yearOf(day)}`;

export function sayRange(start, end) {
  if (start === end) return sayDay(start);
  if (yearOf(start) !== yearOf(end)) return `${sayDay(start)} to ${sayDay(end)}`;
  if (monthOf(start) !== monthOf(end)) {
    return `${dayOfMonth(start)} ${MONTHS[monthOf(start)]} to ${sayDay(end)}`;
  }
  return `${dayOfMonth(start)} to ${sayDay(end)}`;
}
