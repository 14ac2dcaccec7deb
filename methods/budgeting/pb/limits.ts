import type { BallotType, Project } from '../model.ts';
import type { Fault, RefusalCode } from '../result.ts';
import { atPlaces, readDecimal } from './decimal.ts';

/** Places kept of points written as decimals. */
const POINT_PLACES = 6;

/** What a `.pb` file allows on a ballot, and how its points are read. */
export class Limits {
  /** Points are whole numbers × this. */
  readonly pointScale: number;
  readonly #type: BallotType;
  readonly #projects: readonly Project[];
  readonly #length: readonly [number, number];
  readonly #cost: readonly [bigint | undefined, bigint | undefined];
  readonly #points: readonly [number | undefined, number | undefined];
  readonly #sum: readonly [number | undefined, number | undefined];
  readonly #default: number;

  constructor(
    meta: ReadonlyMap<string, string>,
    type: BallotType,
    projects: readonly Project[],
    unit: bigint,
    one: boolean,
  ) {
    const number = (key: string) => {
      const value = readDecimal(meta.get(key));
      return value && Number(value.digits) / 10 ** value.places;
    };
    const money = (key: string) => {
      const value = readDecimal(meta.get(key));
      return value && (value.digits * unit) / 10n ** BigInt(value.places);
    };
    this.#type = type;
    this.#projects = projects;
    this.#length = one ? [1, 1] : [number('min_length') ?? 0, number('max_length') ?? projects.length];
    this.#cost = [money('min_sum_cost'), money('max_sum_cost')];
    this.#points = [number('min_points'), number('max_points')];
    this.#sum = [number('min_sum_points'), number('max_sum_points')];
    const pointed = type === 'cumulative' || type === 'scoring';
    this.pointScale = pointed ? 10 ** POINT_PLACES : 1;
    this.#default = type === 'scoring' ? (number('default_score') ?? 0) * this.pointScale : 0;
  }

  /** The points of each named project, or what is wrong with them. */
  points(ids: readonly string[], text: string, line: number): number[] | Fault {
    if (this.#type === 'approval') return ids.map(() => 1);
    if (this.#type === 'ordinal') return ids.map((_, place) => this.#length[1] - place);
    const cells = text === '' ? [] : text.split(',');
    if (cells.length !== ids.length) {
      return fault('points-mismatch', `${ids.length} projects but ${cells.length} points.`, line, 'points', text);
    }
    const points: number[] = [];
    for (const cell of cells) {
      const value = readDecimal(cell);
      if (!value || value.places > POINT_PLACES) {
        return fault('not-a-number', `“${cell}” is not a number of points.`, line, 'points', cell);
      }
      if (value.digits < 0n && this.#type === 'cumulative') {
        return fault('ballot-points', 'Points below 0 are not allowed here.', line, 'points', cell);
      }
      points.push(Number(atPlaces(value, POINT_PLACES)));
    }
    return points;
  }

  /** The first limit the ballot breaks, if any. */
  broken(projects: readonly number[], points: readonly number[], line: number): Fault | undefined {
    if (projects.length === 0) return undefined;
    const [least, most] = this.#length;
    const length = String(projects.length);
    if (projects.length < least)
      return fault('ballot-too-short', `Fewer than ${least} projects.`, line, 'vote', length);
    if (projects.length > most) return fault('ballot-too-long', `More than ${most} projects.`, line, 'vote', length);
    const cost = projects.reduce((sum, c) => sum + this.#projects[c]!.cost, 0n);
    const [minCost, maxCost] = this.#cost;
    if ((minCost !== undefined && cost < minCost) || (maxCost !== undefined && cost > maxCost)) {
      return fault(
        'ballot-cost',
        'The projects together cost less or more than a ballot may.',
        line,
        'vote',
        `${cost}`,
      );
    }
    if (this.#type !== 'cumulative' && this.#type !== 'scoring') return undefined;
    const own = points.map((value) => value / this.pointScale);
    const outside = own.find((value) => beyond(value, this.#points));
    if (outside !== undefined)
      return fault(
        'ballot-points',
        `${outside} points for one project is outside the limits.`,
        line,
        'points',
        `${outside}`,
      );
    const sum = own.reduce((total, value) => total + value, 0);
    if (beyond(sum, this.#sum))
      return fault('ballot-points', `${sum} points in all is outside the limits.`, line, 'points', `${sum}`);
    return undefined;
  }

  /** Adds the default score of the projects a scoring ballot does not name. */
  complete(projects: readonly number[], points: readonly number[], type: BallotType) {
    if (type !== 'scoring' || this.#default === 0) return { projects, points };
    const named = new Map(projects.map((c, i) => [c, points[i]!]));
    return {
      projects: this.#projects.map((_, c) => c),
      points: this.#projects.map((_, c) => named.get(c) ?? this.#default),
    };
  }
}

function beyond(value: number, [least, most]: readonly [number | undefined, number | undefined]): boolean {
  return (least !== undefined && value < least) || (most !== undefined && value > most);
}

function fault(code: RefusalCode, message: string, line: number, field: string, value: string): Fault {
  return { code, message, line, field, value };
}
