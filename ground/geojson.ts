import type { Problem } from '@upwell/platform/outcome';

/** Outlines of places, in degrees of longitude and latitude (WGS 84; RFC 7946). */
export type Position = [longitude: number, latitude: number];
export type Boundary =
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] };

export interface NamedOutline {
  name: string;
  boundary: Boundary;
}

/** One thing that could not be taken, with the line of the file it begins on. */
export interface OutlineProblem extends Problem {
  line: number;
}

export interface Outlines {
  good: NamedOutline[];
  /** In the order of the file; the good ones are kept all the same. */
  problems: OutlineProblem[];
}

export const outlineLimits = { bytes: 5_000_000, features: 500, positions: 20_000, name: 120 } as const;

/**
 * Reads neighbourhoods from a GeoJSON file: a FeatureCollection (or one Feature) of polygons with a name.
 * Every fault is told with its line; what is good is kept. Reads nothing but outlines and names.
 */
export function readOutlines(bytes: Buffer | string): Outlines {
  const whole = (key: string, values?: Record<string, string | number>): Outlines => ({
    good: [],
    problems: [{ key, line: 1, values: { line: 1, ...values } }],
  });
  if (Buffer.byteLength(bytes) > outlineLimits.bytes)
    return whole('ground.geojson.too-large', { max: outlineLimits.bytes / 1_000_000 });
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (problem) {
    const line = lineOfSyntax(text, problem as Error);
    return { good: [], problems: [{ key: 'ground.geojson.not-json', line, values: { line } }] };
  }
  const features = featuresOf(file);
  if (!features) return whole('ground.geojson.not-a-collection');
  if (features.length === 0) return whole('ground.geojson.empty');
  if (features.length > outlineLimits.features)
    return whole('ground.geojson.too-many', { count: features.length, max: outlineLimits.features });
  return readFeatures(features, linesOfFeatures(text));
}

function readFeatures(features: unknown[], lines: number[]): Outlines {
  const good: NamedOutline[] = [];
  const problems: OutlineProblem[] = [];
  const seen = new Set<string>();
  for (const [at, feature] of features.entries()) {
    const line = lines[at] ?? 1;
    const read = readFeature(feature);
    const complain = (key: string, values = {}) => problems.push({ key, line, values: { line, ...values } });
    if ('key' in read) complain(read.key, read.values);
    else if (seen.has(read.name.toLowerCase())) complain('ground.geojson.twice', { name: read.name });
    else {
      seen.add(read.name.toLowerCase());
      good.push(read);
    }
  }
  return { good, problems };
}

function featuresOf(file: unknown): unknown[] | null {
  if (!isObject(file)) return null;
  if (file.type === 'Feature') return [file];
  return file.type === 'FeatureCollection' && Array.isArray(file.features) ? file.features : null;
}

function readFeature(feature: unknown): NamedOutline | Problem {
  if (!isObject(feature) || feature.type !== 'Feature') return { key: 'ground.geojson.not-a-feature' };
  const name = nameOf(feature.properties);
  if (!name) return { key: 'ground.geojson.no-name' };
  if ([...name].length > outlineLimits.name)
    return { key: 'ground.geojson.long-name', values: { max: outlineLimits.name, name: `${name.slice(0, 40)}…` } };
  const { geometry } = feature;
  const kind = isObject(geometry) ? geometry.type : null;
  if (!isObject(geometry) || (kind !== 'Polygon' && kind !== 'MultiPolygon'))
    return { key: 'ground.geojson.not-a-polygon', values: { name } };
  const polygons = kind === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  if (!Array.isArray(polygons) || polygons.length === 0)
    return { key: 'ground.geojson.broken-outline', values: { name } };
  let positions = 0;
  const read: Position[][][] = [];
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0)
      return { key: 'ground.geojson.broken-outline', values: { name } };
    const rings: Position[][] = [];
    for (const ring of polygon) {
      const closed = ringOf(ring);
      if (typeof closed === 'string') return { key: closed, values: { name } };
      positions += closed.length;
      if (positions > outlineLimits.positions)
        return { key: 'ground.geojson.too-detailed', values: { name, max: outlineLimits.positions } };
      rings.push(closed);
    }
    read.push(rings);
  }
  return {
    name,
    boundary:
      kind === 'Polygon' ? { type: 'Polygon', coordinates: read[0]! } : { type: 'MultiPolygon', coordinates: read },
  };
}

/** A closed ring of positions rounded to about a centimetre, or the key of what is wrong with it. */
function ringOf(ring: unknown): Position[] | string {
  if (!Array.isArray(ring) || ring.length < 4) return 'ground.geojson.broken-outline';
  const positions: Position[] = [];
  for (const position of ring) {
    if (!Array.isArray(position)) return 'ground.geojson.broken-outline';
    const [longitude, latitude] = position as unknown[];
    if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return 'ground.geojson.broken-outline';
    // Files in metres of a national grid are common, and are no degrees.
    if (Math.abs(longitude as number) > 180 || Math.abs(latitude as number) > 90) return 'ground.geojson.not-degrees';
    positions.push([round(longitude as number), round(latitude as number)]);
  }
  const [first, last] = [positions[0]!, positions.at(-1)!];
  return first[0] === last[0] && first[1] === last[1] ? positions : 'ground.geojson.open-ring';
}

const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** The name, under whatever capitals the property has. */
function nameOf(properties: unknown): string | null {
  if (!isObject(properties)) return null;
  const key = Object.keys(properties).find((each) => each.toLowerCase() === 'name');
  const name = key === undefined ? null : properties[key];
  return typeof name === 'string' ? name.normalize('NFC').replace(/\s+/g, ' ').trim() || null : null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const lineAt = (text: string, index: number): number => {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
};

/** V8 names the place of a fault by line or by position; at an unexpected end it names neither. */
function lineOfSyntax(text: string, problem: Error): number {
  const line = /line (\d+)/.exec(problem.message)?.[1];
  const position = /position (\d+)/.exec(problem.message)?.[1];
  return line ? Number(line) : lineAt(text, position ? Number(position) : text.length);
}

/** The line each element of the top-level `features` begins on, by a walk over the text's brackets and strings. */
function linesOfFeatures(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let inString = false;
  let key = '';
  let spelled = '';
  /** Whether the walk is inside the list, and whether its next sign begins an element. */
  let inList = false;
  let expecting = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (inString) {
      if (sign === '\\') at += 1;
      else if (sign === '"') {
        inString = false;
        if (depth === 1) key = spelled;
      } else if (depth === 1 && spelled.length < 20) spelled += sign;
      continue;
    }
    if (sign === '\n') line += 1;
    if (inList && depth === 2) {
      if (sign === ',') expecting = true;
      else if (sign === ']') inList = false;
      else if (expecting && sign.trim() !== '') {
        lines.push(line);
        expecting = false;
      }
    }
    if (sign === '"') {
      inString = true;
      spelled = '';
    } else if (sign === '{' || sign === '[') {
      depth += 1;
      if (sign === '[' && depth === 2 && key === 'features') {
        lines.length = 0;
        inList = true;
        expecting = true;
      }
    } else if (sign === '}' || sign === ']') depth -= 1;
  }
  return lines;
}
