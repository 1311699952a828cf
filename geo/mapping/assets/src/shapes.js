// Lines written as varints of zigzag steps (geo/pack/build/basemap_lines.py), and Web Mercator.

export const mercatorX = (lon) => lon / 360 + 0.5;

export function mercatorY(lat) {
  const sin = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

// Each line: x, y in Mercator's unit square, and its box [west, north, east, south]. Numbers of four
// bytes are right to a pixel at the nearest zoom.
export function decodeLines(bytes, quantum) {
  const lines = [];
  let at = 0;
  let lon = 0;
  let lat = 0;
  const step = () => {
    let shift = 0;
    let value = 0;
    let byte;
    do {
      byte = bytes[at];
      at += 1;
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return (value >>> 1) ^ -(value & 1);
  };
  while (at < bytes.length) {
    const count = step();
    const points = new Float32Array(count * 2);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < count; i += 1) {
      lon += step();
      lat += step();
      const x = mercatorX(lon / quantum);
      const y = mercatorY(lat / quantum);
      points[2 * i] = x;
      points[2 * i + 1] = y;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    lines.push({ points, box });
  }
  return lines;
}

export const overlaps = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

// Adds a line to the context's path; points that move less than half a pixel are passed over.
export function tracePath(context, points, scale, left, top) {
  let lastX = points[0] * scale - left;
  let lastY = points[1] * scale - top;
  context.moveTo(lastX, lastY);
  const end = points.length - 2;
  for (let i = 2; i <= end; i += 2) {
    const x = points[i] * scale - left;
    const y = points[i + 1] * scale - top;
    if (i === end || Math.abs(x - lastX) + Math.abs(y - lastY) > 0.6) {
      context.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  }
}

// The same as an outline that leaves out the map's own edge at 180 degrees.
export function traceShore(context, points, scale, left, top) {
  const edge = 1e-5;
  let pen = false;
  let lastX = 0;
  let lastY = 0;
  for (let i = 0; i < points.length; i += 2) {
    const u = points[i];
    const onEdge = u < edge || u > 1 - edge;
    const x = u * scale - left;
    const y = points[i + 1] * scale - top;
    if (onEdge && i > 0 && Math.abs(points[i - 2] - u) < edge) pen = false;
    if (!pen) context.moveTo(x, y);
    else if (i + 2 < points.length && Math.abs(x - lastX) + Math.abs(y - lastY) <= 0.6) continue;
    else context.lineTo(x, y);
    pen = true;
    lastX = x;
    lastY = y;
  }
}
