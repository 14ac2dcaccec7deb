import { boundFaults, type Quota } from '../model.ts';
import { done, type Fault, type Result, refuseAll } from '../result.ts';
import { cellName, readTable } from './table.ts';

const VALUE_HEADERS = ['value', 'name', 'category value', 'category_value', 'category-value'];

/**
 * Quotas from a sheet as practitioners keep it (`categories.csv`, `features.csv`, `targets.csv`): any of the usual headers,
 * in any order and case, further columns ignored. All faults are reported at once, each with its cell.
 */
export function readQuotas(text: string, file = 'quotas'): Result<Quota[]> {
  const table = readTable(text, file);
  if (!table.ok) return table;
  const { header, rows } = table.value;
  const names = header.map((name) => name.toLowerCase());
  const faults: Fault[] = [];
  const category = names.indexOf('category');
  const at = {
    feature: category >= 0 ? category : names.indexOf('feature'),
    value: names.findIndex((name) => VALUE_HEADERS.includes(name)),
    min: names.indexOf('min'),
    max: names.indexOf('max'),
    minFlex: names.indexOf('min_flex'),
    maxFlex: names.indexOf('max_flex'),
  };
  if (at.value < 0 && category >= 0) at.value = names.indexOf('feature');
  for (const [name, column] of Object.entries({ feature: at.feature, value: at.value, min: at.min, max: at.max })) {
    if (column < 0)
      faults.push({ code: 'missing-column', message: `${file} has no column for ${name}.`, file, column: name });
  }
  for (const name of new Set(names.filter((one, i) => one !== '' && names.indexOf(one) < i))) {
    const used = Object.values(at).some((column) => names[column] === name);
    if (used)
      faults.push({ code: 'doubled-column', message: `${file} has two columns called ${name}.`, file, column: name });
  }
  if (at.minFlex < 0 !== at.maxFlex < 0) {
    faults.push({
      code: 'half-flex',
      message: `${file} has one of min_flex and max_flex, but not the other.`,
      file,
      column: at.minFlex < 0 ? 'min_flex' : 'max_flex',
    });
  }
  if (faults.length > 0) return refuseAll(faults);
  const quotas: Quota[] = [];
  const seen = new Map<string, number>();
  const spelling = new Map<string, string>();
  for (const { row, cells } of rows) {
    const where = (column: number) => ({
      file,
      row,
      column: header[column] as string,
      cell: cellName(column, row),
      value: cells[column] ?? '',
    });
    const whole = (column: number, otherwise: number): number => {
      const text = column < 0 ? '' : (cells[column] ?? '');
      if (column < 0 || (text === '' && otherwise !== undefined && (column === at.minFlex || column === at.maxFlex)))
        return otherwise;
      if (/^\d+$/.test(text)) return Number(text);
      faults.push({
        code: 'not-a-whole-number',
        message: `${file} ${cellName(column, row)}: “${text}” is not a whole number of 0 or more.`,
        ...where(column),
      });
      return Number.NaN;
    };
    const rawFeature = cells[at.feature] ?? '';
    const value = cells[at.value] ?? '';
    for (const [column, text] of [
      [at.feature, rawFeature],
      [at.value, value],
    ] as const) {
      if (text === '')
        faults.push({ code: 'empty-value', message: `${file} ${cellName(column, row)} is empty.`, ...where(column) });
    }
    const feature = spelling.get(rawFeature.toLowerCase()) ?? rawFeature;
    spelling.set(rawFeature.toLowerCase(), feature);
    const key = `${feature}\u0000${value}`.toLowerCase();
    if (seen.has(key)) {
      faults.push({
        code: 'doubled-value',
        message: `${file} row ${row}: ${feature} “${value}” is already in row ${seen.get(key)}.`,
        ...where(at.value),
      });
    }
    seen.set(key, row);
    const quota = {
      feature,
      value,
      min: whole(at.min, 0),
      max: whole(at.max, 0),
      minFlex: whole(at.minFlex, 0),
      maxFlex: whole(at.maxFlex, Number.POSITIVE_INFINITY),
    };
    if ([quota.min, quota.max, quota.minFlex, quota.maxFlex].some(Number.isNaN)) continue;
    for (const fault of boundFaults(quota))
      faults.push({ ...fault, message: `${file} row ${row}: ${fault.message}`, file, row });
    quotas.push(quota);
  }
  if (quotas.length === 0 && faults.length === 0)
    faults.push({ code: 'empty-file', message: `${file} lists no quotas.`, file });
  return faults.length > 0 ? refuseAll(faults) : done(quotas);
}
