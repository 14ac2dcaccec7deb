import type { ClientBase } from 'pg';

/** The role every query of the app runs as: it owns nothing and cannot step around row-level security. */
export const appRole = 'upwell_app';

/** What an administrator runs when the owner may not create roles itself. */
const byHand = (owner: string) =>
  `create role ${appRole} nologin nosuperuser nobypassrls; grant ${appRole} to "${owner}";`;

/** Several processes may create it at once: roles belong to the server, so no lock of one database covers them. */
const alreadyThere = new Set(['42710', '23505', 'XX000']);

/**
 * Makes sure that `upwell_app` exists, that the owner may act as it, and that it is as weak as it must be.
 * Throws one plain sentence with the SQL for the administrator when the owner may not do this.
 */
export async function ensureAppRole(owner: ClientBase): Promise<void> {
  const { rows } = await owner.query(
    `select current_user as owner,
            (select row(rolsuper, rolbypassrls, rolcreaterole, rolcreatedb)::text = '(f,f,f,f)'
               from pg_roles where rolname = $1) as weak`,
    [appRole],
  );
  const { owner: name, weak } = rows[0] as { owner: string; weak: boolean | null };
  try {
    if (weak === null) await ignoring(owner, `create role ${appRole} nologin nosuperuser nobypassrls`);
    if (weak === false) throw new Error(`The role ${appRole} has powers it must not have.`);
    // Being allowed to hand the role on is not yet being allowed to act as it (PostgreSQL 16 and newer).
    if (!(await mayAct(owner))) await ignoring(owner, `grant ${appRole} to current_user`);
    if (!(await mayAct(owner))) throw new Error(`it may not act as ${appRole}`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The database role "${name}" may not set up the role ${appRole} (${reason}). Ask the administrator of the ` +
        `database to run once: ${byHand(name)}`,
      { cause },
    );
  }
}

async function mayAct(client: ClientBase): Promise<boolean> {
  try {
    await client.query(`set role ${appRole}; reset role`);
    return true;
  } catch {
    return false;
  }
}

async function ignoring(client: ClientBase, sql: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    if (!alreadyThere.has((error as { code?: string }).code ?? '')) throw error;
  }
}
