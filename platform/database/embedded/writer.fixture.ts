import pg from 'pg';
import { startEmbeddedDatabase } from '../index.ts';

// A process that writes as fast as it can and says each number once its row has been acknowledged.
const database = await startEmbeddedDatabase({ dataDir: process.argv[2]! });
const client = new pg.Client({ connectionString: database.ownerUrl });
client.on('error', () => {});
await client.connect();
await client.query('create table if not exists spoken (id int primary key)');
const { rows } = await client.query('select id from spoken order by id');
const next = await client.query('select coalesce(max(id), 0) + 1 as id from spoken');
process.stdout.write(`ready ${rows.length}\n`);

let asked = false;
process.once('SIGTERM', () => {
  asked = true;
});
for (let id: number = next.rows[0].id; !asked; id += 1) {
  await client.query('insert into spoken values ($1)', [id]);
  process.stdout.write(`${id}\n`);
}
await client.end();
await database.stop();
