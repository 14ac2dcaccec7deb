import pg from 'pg';

const { builtins } = pg.types;

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be a number in JavaScript.`);
  return value;
}

/**
 * How values of PostgreSQL become values of JavaScript, for our own connections only (the process-wide defaults of
 * `pg` stay as they are): whole numbers are numbers, and a calendar date stays a date without an hour or a zone.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (id === builtins.INT8) return wholeNumber;
      if (id === builtins.DATE) return (text: string) => text;
    }
    return pg.types.getTypeParser(id, format as 'text');
  },
};
