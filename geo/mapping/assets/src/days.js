// Days counted from 1970-01-01, in UTC, and the units of the calendar.

export function dayOf(iso) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!match) throw new RangeError(`a date is written YYYY-MM-DD, got ${iso}`);
  const day = dayFrom(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  if (isoOf(day) !== match[0]) throw new RangeError(`${match[0]} is no day of the calendar`);
  return day;
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

// The same day of the month that many months on, or its last day where it has no such day.
function months(day, count) {
  const first = dayFrom(yearOf(day), monthOf(day) + count, 1);
  const last = dayFrom(yearOf(first), monthOf(first) + 1, 1) - 1;
  return Math.min(first + dayOfMonth(day) - 1, last);
}

export function shift(day, unit, steps) {
  if (unit === "week") return day + 7 * steps;
  if (unit === "month") return months(day, steps);
  if (unit === "quarter") return months(day, 3 * steps);
  if (unit === "year") return months(day, 12 * steps);
  return day + steps;
}
