import pg from 'pg';

/** The records that pages of a filled place stand on. */
export interface Filled {
  conversation: string;
  insight: string;
  contribution: string;
  reply: string;
  /** Where the later pages of the largest conversation begin. */
  after: string;
}

/**
 * Brings a place up to so many contributions: half of them in one conversation, the rest in conversations of fifty;
 * a tenth of the large one gathered into one insight; half of everything answered, and a third of those heard.
 * Runs as the owner of the tables, in bulk; counts are kept by the same triggers as always.
 */
export async function fill(ownerUrl: string, placeId: string, contributions: number): Promise<Filled> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const one = async (text: string, values: unknown[]) => (await client.query(text, values)).rows[0]?.id as string;
  try {
    const conversation =
      (await one(`select id from conversation where question = 'What is it like here?'`, [])) ??
      (await ask(client, placeId, 'What is it like here?'));
    const insight =
      (await one(`select id from insight where title = 'Evenings are empty'`, [])) ??
      (await gather(client, placeId, conversation));
    const reply = (await one('select id from reply limit 1', [])) ?? (await answer(client, placeId, conversation));
    const { rows } = await client.query('select count(*)::int as n from contribution where place_id = $1', [placeId]);
    const missing = contributions - rows[0].n;
    const large = Math.ceil(missing / 2);
    await say(client, placeId, conversation, large, { insight, reply });
    for (let left = missing - large; left > 0; left -= 50)
      await say(
        client,
        placeId,
        await ask(client, placeId, `What about part ${left} of the town?`),
        Math.min(50, left),
      );
    await client.query('analyze');
    const { rows: middle } = await client.query(
      `select id, (extract(epoch from made_at) * 1000)::bigint as at from contribution
       where place_id = $1 and conversation_id = $2 order by made_at desc, id desc
       offset (select count(*) / 2 from contribution where conversation_id = $2) limit 1`,
      [placeId, conversation],
    );
    return { conversation, insight, reply, contribution: middle[0].id, after: `${middle[0].at}_${middle[0].id}` };
  } finally {
    await client.end();
  }
}

async function head(
  client: pg.Client,
  placeId: string,
  type: string,
  step: string,
  title: string,
  more: { state: string; due?: boolean },
) {
  const { rows } = await client.query(
    `insert into record (place_id, id, type, step, title, state, on_day, due_on, owed_by, sensitivity, made_at)
     values ($1, uuidv7(), $2, $3, $4, $5, current_date, $6, 'The council', 'public', now()) returning id`,
    [placeId, type, step, title, more.state, more.due ? new Date(Date.now() + 60 * 86_400_000) : null],
  );
  return rows[0].id as string;
}

async function ask(client: pg.Client, placeId: string, question: string): Promise<string> {
  const id = await head(client, placeId, 'conversation', 'said', question, { state: 'open', due: true });
  await client.query(
    `insert into conversation (place_id, id, question, kind, purpose, stage, host_words, can_change, power, opened_on, reply_due, made_at)
     values ($1, $2, $3, 'open', 'say', 'before-decision', 'The council', 'Times and places', 'advise', current_date, current_date + 60, now())`,
    [placeId, id, question],
  );
  return id;
}

async function gather(client: pg.Client, placeId: string, conversation: string): Promise<string> {
  const id = await head(client, placeId, 'insight', 'means', 'Evenings are empty', { state: 'read' });
  await client.query(
    `insert into insight (place_id, id, title, meaning, made_at) values ($1, $2, 'Evenings are empty', 'There is nowhere warm to go.', now())`,
    [placeId, id],
  );
  await tie(client, placeId, conversation, id, 'gathers-into');
  return id;
}

async function answer(client: pg.Client, placeId: string, conversation: string): Promise<string> {
  const id = await head(client, placeId, 'reply', 'told', 'The hall is open until nine.', { state: 'done' });
  await client.query(
    `insert into reply (place_id, id, about_id, answer, words, made_at, by_words) values ($1, $2, $3, 'done', 'The hall is open until nine.', now(), 'The council')`,
    [placeId, id, conversation],
  );
  await tie(client, placeId, conversation, id, 'told-in');
  return id;
}

const tie = (client: pg.Client, placeId: string, from: string, to: string, kind: string) =>
  client.query(
    'insert into link (place_id, id, from_id, to_id, kind, made_at) values ($1, uuidv7(), $2, $3, $4, now())',
    [placeId, from, to, kind],
  );

const sentences = [
  'Nothing runs after the early shift.',
  'The bench by the stop is too low for my mother.',
  'Yoga at dinner time is for the offices.',
  'There is no light on the cut, so I go round.',
  'I like the dinner hour ones. It breaks up the day.',
  'Two buses and a toddler. If it is not straight after work, forget it.',
];

async function say(
  client: pg.Client,
  placeId: string,
  conversation: string,
  many: number,
  ties?: { insight: string; reply: string },
) {
  await client.query('begin');
  await client.query(
    `create temp table fresh on commit drop as
     select uuidv7() as id, n, ($2::text[])[1 + n % $3] || ' ' || n as words, now() - n * interval '1 second' as at
     from generate_series(1, $1::int) n`,
    [many, sentences, sentences.length],
  );
  await client.query(
    `insert into record (place_id, id, type, step, parent_id, title, state, on_day, sensitivity, made_at)
     select $1, id, 'contribution', 'said', $2, words, 'waiting', at::date, 'public', at from fresh`,
    [placeId, conversation],
  );
  await client.query(
    `insert into contribution (place_id, id, conversation_id, words, lang, source, for_someone, channel, made_at)
     select $1, id, $2, words, 'en', 'direct', false, 'web', at from fresh`,
    [placeId, conversation],
  );
  await client.query(
    `insert into way_back (place_id, record_id, channel, lang, made_at) select $1, id, 'code', 'en', at from fresh`,
    [placeId],
  );
  if (ties) {
    await client.query(
      `insert into link (place_id, id, from_id, to_id, kind, made_at)
       select $1, uuidv7(), id, $2, case when n % 70 = 0 then 'disagrees' else 'means' end, at from fresh where n % 10 = 0`,
      [placeId, ties.insight],
    );
    await client.query(
      `insert into told (place_id, reply_id, contribution_id, channel, told_at, heard, heard_at)
       select $1, $2, id, 'code', at, case when n % 3 = 0 then 'heard' end, case when n % 3 = 0 then at end from fresh where n % 2 = 0`,
      [placeId, ties.reply],
    );
  }
  await client.query('commit');
}
