// The map's own colours, light and dark; the page's are in page.css.

export const FONT = '"Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif';

const LIGHT = {
  water: "#d4e2ea",
  land: "#f7f5f0",
  shore: "#a9bcc8",
  border: "#8f8a82",
  disputed: "#8f8a82",
  admin1: "#d5cfc4",
  river: "#b4cedd",
  country: "#5c5850",
  city: "#403d38",
  riverName: "#4f7f9b",
  halo: "rgba(255,255,255,0.85)",
  ink: "#1c1c1c",
  edge: "#1c1c1c",
  paper: "#ffffff",
  accent: "#1d3557",
};

const DARK = {
  water: "#16212b",
  land: "#27323c",
  shore: "#3d4f5e",
  border: "#77828d",
  disputed: "#77828d",
  admin1: "#3b4853",
  river: "#2d4557",
  country: "#b8c2cb",
  city: "#dfe5ea",
  riverName: "#7fa9c4",
  halo: "rgba(18,26,33,0.85)",
  ink: "#0b0f13",
  edge: "#dfe6ec",
  paper: "#f2f4f6",
  accent: "#9cc9f0",
};

export function isDark(choice) {
  if (choice === "dark") return true;
  if (choice === "light") return false;
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}

export const colorsOf = (dark) => (dark ? DARK : LIGHT);
