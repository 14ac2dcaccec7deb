/** A place on the stream: where its middle lies, how far down, and how wide the water is there. */
export interface Depth {
  x: number;
  y: number;
  width: number;
}

/** Width of the water for a count, on a square-root scale: `widest` at the largest count, 0 at 0, never thinner than 3. */
export function streamWidth(count: number, largest: number, widest: number): number {
  if (count <= 0 || largest <= 0) return 0;
  return Math.max(3, widest * Math.sqrt(Math.min(count, largest) / largest));
}

// Water does not run straight: how far each point leans from the middle. Says nothing about the counts.
const LEAN = [0, -2.5, 2, -1.5, 2.5, -2, 1];

/** The points of a stream about the middle `x`: one row per count, `row` apart, the first half a row down. */
export function streamDepths(
  counts: number[],
  { row, widest, x }: { row: number; widest: number; x: number },
): Depth[] {
  const largest = Math.max(0, ...counts);
  return counts.map((count, at) => ({
    x: x + (LEAN[at % LEAN.length] ?? 0),
    y: row * (at + 0.5),
    width: streamWidth(count, largest, widest),
  }));
}

const round = (value: number) => Math.round(value * 10) / 10;

/** SVG path of the water through the points; its banks leave each point straight down. */
export function streamOutline(depths: Depth[]): string {
  const first = depths[0];
  if (!first || depths.length < 2) return '';
  const bank = (points: Depth[], side: 1 | -1) =>
    points
      .slice(1)
      .map((to, at) => {
        const from = points[at] as Depth;
        const middle = round((from.y + to.y) / 2);
        const [a, b] = [from, to].map((point) => round(point.x + (side * point.width) / 2));
        return `C${a} ${middle} ${b} ${middle} ${b} ${round(to.y)}`;
      })
      .join('');
  const back = [...depths].reverse();
  const last = back[0] as Depth;
  return `M${round(first.x - first.width / 2)} ${round(first.y)}${bank(depths, -1)}L${round(last.x + last.width / 2)} ${round(last.y)}${bank(back, 1)}Z`;
}
