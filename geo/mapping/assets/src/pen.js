// What every drawing on a canvas needs: its size in the screen's own pixels, and how wide a text is.

// Gives a canvas its size in pixels of the screen, which empties it; the same size leaves it as it
// is. Tells whether it had that size.
export function sizeCanvas(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [wide, tall] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === wide && canvas.height === tall) return true;
  canvas.width = wide;
  canvas.height = tall;
  return false;
}

const WIDTHS = new Map();
const MOST_WIDTHS = 4000;

// How wide a text is in the context's font. What a browser tells of a text is large: it is asked once.
export function widthOf(context, text) {
  const key = `${context.font}|${text}`;
  if (!WIDTHS.has(key)) {
    if (WIDTHS.size >= MOST_WIDTHS) WIDTHS.clear();
    WIDTHS.set(key, context.measureText(text).width);
  }
  return WIDTHS.get(key);
}
