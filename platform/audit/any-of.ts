import { type SqlBool, sql } from 'kysely';

/** `column = any (ids)`: one statement for lists of every length, so that the server prepares it once. */
export const anyOf = (column: string, ids: readonly string[]) =>
  sql<SqlBool>`${sql.ref(column)} = any (${ids}::uuid[])`;
