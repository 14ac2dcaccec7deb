/** Rules for counts too small to publish. Which one holds is the publisher's setting. */

/** A group with fewer than `fewest` unweighted replies gives no result (GP Patient Survey: 10). */
export function baseTooSmall(replies: number, fewest = 10): boolean {
  return replies < fewest;
}

/** NHS hospital statistics below national level: 0 stays, 1 to 7 become *, all else goes to the nearest 5. */
export function roundedCount(count: number): string {
  if (count === 0) return '0';
  return count <= 7 ? '*' : String(Math.round(count / 5) * 5);
}
