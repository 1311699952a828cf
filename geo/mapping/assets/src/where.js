// The filter by country and province. Names of provinces repeat from country to country, so its
// words are "ML/Kidal", "ML/" where no province is known, and "ML" for all of Mali.

export const countryOf = (word) => word.slice(0, word.indexOf("/"));
export const provinceOf = (word) => word.slice(word.indexOf("/") + 1);

// The words of the dictionary that a choice of countries and provinces stands for.
export function spellOut(words, chosen) {
  const whole = new Set([...chosen].filter((value) => value !== null && !value.includes("/")));
  const listed = [...chosen].filter((value) => value === null || value.includes("/"));
  return [...new Set([...listed, ...words.filter((word) => whole.has(countryOf(word)))])];
}

// The same choice in the fewest words: a country whose provinces are all chosen, by its code.
export function sumUp(words, chosen) {
  const byCountry = groupByCountry(words);
  const brief = chosen.has(null) ? [null] : [];
  for (const [country, provinces] of byCountry) {
    const held = provinces.filter((word) => chosen.has(word));
    if (held.length === provinces.length) brief.push(country);
    else brief.push(...held);
  }
  return brief;
}

export function groupByCountry(words) {
  const groups = new Map();
  for (const word of words) {
    if (!groups.has(countryOf(word))) groups.set(countryOf(word), []);
    groups.get(countryOf(word)).push(word);
  }
  return groups;
}
