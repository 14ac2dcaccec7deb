import { type Person, type Quota, sizeFault } from '../model.ts';
import { done, type Fault, type Result, refuseAll } from '../result.ts';
import { addressKey } from './address.ts';
import { cellName, readTable } from './table.ts';

export interface PoolOptions {
  readonly quotas: readonly Quota[];
  /** Panel size, to be checked against the pool. */
  readonly size?: number;
  /** Id column. Default: the first of nationbuilder_id, unique_id, id that is there. Null: number the rows from 0. */
  readonly idColumn?: string | null;
  /** Columns that together name an address; people who share one are a household. Empty: the rule is off. */
  readonly addressColumns?: readonly string[];
  readonly file?: string;
}

export interface Pool {
  readonly people: readonly Person[];
  /** Every column of each person as read, for the lists handed out. */
  readonly rows: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly header: readonly string[];
  /** Worth saying, though the run can go on. */
  readonly warnings: readonly Fault[];
}

const ID_COLUMNS = ['nationbuilder_id', 'unique_id', 'id'];
const LARGE_HOUSEHOLD = 6;

/** The pool from a sheet of respondents. All faults are reported at once; a file is never used in part. */
export function readPool(text: string, options: PoolOptions): Result<Pool> {
  const file = options.file ?? 'pool';
  const table = readTable(text, file);
  if (!table.ok) return table;
  const { header, rows } = table.value;
  const names = header.map((name) => name.toLowerCase());
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const columnOf = (name: string): number => {
    const found = names.indexOf(name.toLowerCase());
    if (found < 0)
      faults.push({ code: 'missing-column', message: `${file} has no column ${name}.`, file, column: name });
    if (found >= 0 && names.indexOf(name.toLowerCase(), found + 1) >= 0) {
      faults.push({ code: 'doubled-column', message: `${file} has two columns called ${name}.`, file, column: name });
    }
    return found;
  };
  const features = [...new Set(options.quotas.map((quota) => quota.feature))];
  const featureAt = features.map((feature) => [feature, columnOf(feature)] as const);
  const guessed = ID_COLUMNS.find((name) => names.includes(name));
  const idAt =
    options.idColumn === null
      ? -1
      : options.idColumn === undefined
        ? guessed
          ? columnOf(guessed)
          : -1
        : columnOf(options.idColumn);
  const addressAt = (options.addressColumns ?? []).map((name) => [name, columnOf(name)] as const);
  if (faults.length > 0) return refuseAll(faults);

  const spelt = new Map(options.quotas.map(({ feature, value }) => [`${feature}\u0000${value}`.toLowerCase(), value]));
  const people: Person[] = [];
  const kept = new Map<string, Readonly<Record<string, string>>>();
  for (const [place, { row, cells }] of rows.entries()) {
    const where = (column: number) => ({
      file,
      row,
      column: header[column] as string,
      cell: cellName(column, row),
      value: cells[column] ?? '',
    });
    const id = idAt < 0 ? String(place) : (cells[idAt] ?? '');
    if (id === '') {
      warnings.push({ code: 'blank-id', message: `${file} row ${row} has no id and is passed over.`, ...where(idAt) });
      continue;
    }
    const record = Object.fromEntries(header.map((name, column) => [name, cells[column] ?? '']));
    const known = kept.get(id);
    if (known) {
      const same = header.every((name) => known[name] === record[name]);
      const message = same
        ? `${file} row ${row} repeats ${id} and counts once.`
        : `${file} row ${row}: ${id} is there already with different data.`;
      (same ? warnings : faults).push({ code: same ? 'same-row-twice' : 'same-id-differs', message, ...where(idAt) });
      continue;
    }
    const values: Record<string, string> = {};
    for (const [feature, column] of featureAt) {
      const cell = cells[column] ?? '';
      const value = spelt.get(`${feature}\u0000${cell}`.toLowerCase());
      if (value !== undefined) values[feature] = value;
      else if (cell === '')
        faults.push({
          code: 'empty-value',
          message: `${file} ${cellName(column, row)}: no ${feature}.`,
          ...where(column),
        });
      else
        faults.push({
          code: 'unknown-value',
          message: `${file} ${cellName(column, row)}: ${feature} “${cell}” has no quota.`,
          ...where(column),
        });
    }
    const household = addressKey(addressAt.map(([name, column]) => ({ name, text: cells[column] ?? '' })));
    if (addressAt.length > 0 && household === undefined) {
      warnings.push({
        code: 'empty-address',
        message: `${file} row ${row} has no address and is taken to live alone.`,
        file,
        row,
        value: id,
      });
    }
    kept.set(id, record);
    people.push({ id, values, household });
  }
  warnings.push(...largeHouseholds(people, file));
  const size =
    options.size === undefined
      ? people.length === 0 && faults.length === 0
        ? sizeFault(1, 0)
        : undefined
      : sizeFault(options.size, people.length);
  if (size && faults.length === 0) faults.push({ ...size, file });
  return faults.length > 0 ? refuseAll(faults) : done({ people, rows: kept, header, warnings });
}

function largeHouseholds(people: readonly Person[], file: string): Fault[] {
  const homes = new Map<string, number>();
  for (const { household } of people)
    if (household !== undefined) homes.set(household, (homes.get(household) ?? 0) + 1);
  return [...homes.values()]
    .filter((members) => members > LARGE_HOUSEHOLD)
    .map((members) => ({
      code: 'large-household',
      message: `${members} people share one address: a shared house, or the wrong address column?`,
      file,
    }));
}
