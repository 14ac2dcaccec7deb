import { testDatabase } from '@upwell/platform/database/testing';
import type { BrowserVisit } from '@upwell/platform/http/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPlace, listPlaces, onEndingRole, onSucceedingGroup } from './index.ts';
import { type GroundWorld, openGround } from './testing.ts';

type Person = BrowserVisit & { personId: string };

describe('a place with people in it', () => {
  let world: GroundWorld;
  let placeId: string;
  let harbour: string;
  let owner: Person;
  let organiser: Person;
  let member: Person;

  beforeAll(async () => {
    const database = await testDatabase();
    world = await openGround(database);
    const created = await createPlace(
      database.db,
      { name: 'Sandholme', languages: ['en', 'cy', 'pl', 'ur'], neighbourhoods: ['Old Harbour'] },
      world.clock.now(),
    );
    placeId = created.placeId;
    harbour = created.neighbourhoods[0]?.id as string;
    owner = await world.person(placeId, 'Olwen', 'own');
    organiser = await world.person(placeId, 'Omar', 'organise');
    member = await world.person(placeId, 'Mair');
  });
  afterAll(async () => {
    expect(world.faults).toEqual([]);
    await world.close();
  });

  const startGroup = async (who: Person, name: string) => {
    await who.visit('/groups/new');
    await who.submit({ name, does: `${name} does good` });
    return /\/groups\/([0-9a-f-]{36})/.exec(who.answer.path)?.[1] as string;
  };

  test('every page opens in every language and every reading direction', async () => {
    const group = await startGroup(organiser, 'Walkers');
    const pages = [
      '/place',
      `/places/${harbour}`,
      `/places/${placeId}/settings`,
      ...['name', 'words/ur', 'principles', 'reach', 'languages', 'rules', 'inside', 'roles/new', 'documents/new'].map(
        (form) => `/places/${placeId}/${form}`,
      ),
      '/groups?words=walk&in=',
      `/groups/${group}`,
      ...['edit', 'room', 'succeed', 'roles/new?who=Ma', 'documents/new'].map((form) => `/groups/${group}/${form}`),
      '/seats',
      '/communities',
      '/communities/new',
      '/me',
      '/me/edit',
      '/me/needs',
      '/me/ways-in',
      '/me/ways-in/email',
      '/me/ways-in/phone',
      '/me/ways-in/passkey',
      '/people?who=m',
      `/people/${member.personId}/shut-out`,
      `/people/${member.personId}/let-in`,
      '/sign-in',
      '/sign-in/email',
      '/sign-in/phone',
      '/sign-in/passkey',
      '/sign-out',
    ];
    for (const lang of ['en', 'cy', 'pl', 'ur'])
      for (const path of pages) {
        const answer = await owner.visit(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        expect([path, answer.status]).toEqual([path, 200]);
        expect(owner.page.querySelector('html')?.getAttribute('dir')).toBe(lang === 'ur' ? 'rtl' : 'ltr');
        expect(owner.text, path).not.toMatch(/\b(ground|sign-in|start|platform|error)\.[a-z][\w-]*\.?[\w-]*\b(?!@)/);
        expect(owner.page.querySelectorAll('[style]')).toEqual([]);
      }
  }, 120_000);

  test('two fields start a group, whoever starts it looks after it, and says in one tap that it is full', async () => {
    const group = await startGroup(member, 'Singing at the Legion');
    expect(member.title).toBe('Singing at the Legion');
    await member.visit(`/groups/${group}/room`);
    await member.submit({ capacity: 'full' });
    const visitor = world.visitor();
    await visitor.visit(`/groups/${group}`);
    expect(visitor.text).toContain('Full just now');
    expect(visitor.text).not.toContain('Mair');
    expect(visitor.text).toContain('Held, not named');
    for (const form of ['room', 'edit', 'succeed', 'roles/new'])
      expect((await visitor.visit(`/groups/${group}/${form}`)).status, form).toBe(401);
  });

  test('what is missing or wrong is said in plain words, and nothing typed is lost', async () => {
    await member.visit('/groups/new');
    await member.submit({ name: 'Bowls', does: '' });
    expect(member.answer.status).toBe(400);
    expect(member.text).toContain('Write what it does');
    expect(member.page.querySelector('input[name=name]')?.getAttribute('value')).toBe('Bowls');
    await member.submit({ name: 'x'.repeat(1_000_000), does: '\u202Eعلى\u0007' });
    expect(member.answer.status).toBe(400);
    await member.submit({ name: '👵🏽 Bowls 💚', does: 'ہم بدھ کو کھیلتے ہیں' });
    expect(member.title).toBe('👵🏽 Bowls 💚');
  });

  test('only organisers change the place, and everybody sees that they did', async () => {
    expect((await member.visit(`/places/${placeId}/principles`)).status).toBe(403);
    await organiser.visit(`/places/${placeId}/principles`);
    await organiser.submit({ principles: 'Nothing about us without us\n\n  We   reply ' });
    const visitor = world.visitor();
    await visitor.visit('/place');
    expect(said(visitor)).toContain('What we stand by was changed New: Nothing about us without us We reply');
    await visitor.visit(`/places/${harbour}`);
    expect(said(visitor)).toContain('We reply from Sandholme');
    expect((await organiser.visit(`/places/${placeId}/rules`)).status).toBe(403);
    await owner.visit(`/places/${harbour}/rules`);
    await owner.submit({ smallestCount: '2' });
    expect(owner.answer.status).toBe(400);
  });

  test('own words are on every page at once', async () => {
    await organiser.visit(`/places/${placeId}/words/en`);
    await organiser.submit({ groups: 'circles' });
    await organiser.visit('/groups');
    expect(organiser.title).toBe('Circles');
    await organiser.visit(`/places/${placeId}/words/en`);
    await organiser.submit({ groups: '' });
  });

  test('a file of outlines keeps the good ones and tells the line of each other', async () => {
    const outline = (name?: string) => ({
      type: 'Feature',
      properties: name ? { name } : {},
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 51],
            [1, 51],
            [1, 52],
            [0, 51],
          ],
        ],
      },
    });
    const text = [
      '{"type":"FeatureCollection","features":[',
      `${JSON.stringify(outline('The Tops'))},`,
      JSON.stringify(outline()),
      ']}',
    ].join('\n');
    await organiser.visit(`/places/${placeId}/inside`);
    await organiser.submit({ names: 'Seaside\n\nSeaside', file: { fileName: 'a.geojson', bytes: Buffer.from(text) } });
    expect(said(organiser)).toContain('2 were added The Tops Seaside');
    expect(organiser.text).toContain('Line 3: this outline has no name');
    await organiser.visit(`/places/${placeId}/inside`);
    await organiser.submit({
      names: 'Kept words',
      file: { fileName: 'a.geojson', bytes: Buffer.from('{"type":\n"Nope"}') },
    });
    expect(organiser.answer.status).toBe(400);
    expect(organiser.text).toContain('This is not a GeoJSON FeatureCollection');
    expect(organiser.text).toContain('Kept words');
  });

  test('nobody gives a power they do not hold; a name stands in public only after its holder agreed', async () => {
    await organiser.visit(`/places/${placeId}/roles/new?who=Mair`);
    expect(organiser.text).not.toContain('look after the whole');
    const fields = { personId: member.personId, name: 'Listener', kind: 'lived-experience' };
    const sneaked = new URLSearchParams([...Object.entries(fields), ['powers', 'own'], ...tokensOf(organiser)]);
    await organiser.ask(`/places/${placeId}/roles/new`, post(sneaked));
    expect(organiser.answer.status).toBe(400);
    expect(organiser.text).toContain('You cannot give a power that you do not hold here yourself');

    await organiser.visit(`/places/${placeId}/roles/new?who=Mair`);
    await organiser.submit({ ...fields, powers: ['host', 'publish'], hasVote: 'yes', termEnd: '2027-05-01' });
    const role = organiser.answer.path.split('?')[0] as string;
    const visitor = world.visitor();
    await visitor.visit('/seats');
    expect(said(visitor)).toContain('Listener Held, not named Yes host and publish 1 May 2026 to 1 May 2027');
    expect(visitor.text).not.toContain('Mair');
    await member.visit(role);
    await member.submit({ shown: 'yes' }, /name$/);
    await visitor.visit('/seats');
    expect(said(visitor)).toContain('Listener Mair Yes');
    await member.visit(role);
    await member.submit({ shown: [] }, /name$/);
    await visitor.visit('/seats');
    expect(visitor.text).not.toContain('Mair');
    expect((await member.visit(`${role}/hand-over`)).status).toBe(200);
    expect((await (await world.person(placeId, 'Nosy')).visit(`${role}/end`)).status).toBe(403);
  });

  test('a role that others depend on is handed to a named person before it ends', async () => {
    const { answer } = organiser;
    expect(answer).toBeTruthy();
    await organiser.visit(`/places/${placeId}/roles/new?who=Mair`);
    await organiser.submit({ personId: member.personId, name: 'Connector', kind: 'paid', powers: 'connect' });
    const path = organiser.answer.path.split('?')[0] as string;
    let host = path.split('/').at(-1);
    const forget = onEndingRole({
      label: 'ground.hand-over.other',
      count: async (_, role) => (role.id === host ? 1 : 0),
      list: async () => [{ title: 'Walking with Joan' }],
      handOver: async (_, __, heir) => {
        host = heir.id;
      },
    });
    try {
      await member.visit(`${path}/end`);
      expect(member.text).toContain('1 thing hangs on this role alone');
      expect(member.text).toContain('Walking with Joan');
      const heir = await world.person(placeId, 'Heather');
      await member.visit(`${path}/hand-over?who=heather`);
      await member.submit({ personId: heir.personId });
      expect(member.answer.path).toContain(`/roles/${host}`);
      await heir.visit('/me');
      expect(heir.text).toContain('Connector');
    } finally {
      forget();
    }
  });

  test('a group that ends leads on, and its promises are taken on or dropped in public', async () => {
    const [old, next] = [await startGroup(member, 'Old circle'), await startGroup(organiser, 'New circle')];
    const dropped: string[] = [];
    const forget = onSucceedingGroup({
      owed: async (_, id) =>
        id === old
          ? [
              { id: 'a', title: 'Mend the hall' },
              { id: 'b', title: 'Print leaflets' },
            ]
          : [],
      takeOn: async () => {},
      drop: async (_, ids) => {
        dropped.push(...ids);
      },
    });
    try {
      await member.visit(`/groups/${old}/succeed`);
      expect(member.text).toContain('Mend the hall');
      await member.submit({ successorId: next, takenOn: 'a', because: '' });
      expect(member.text).toContain('Write why, so that people know');
      await member.submit({ successorId: next, takenOn: 'a', because: 'We are few' });
      expect(dropped).toEqual(['b']);
      const visitor = world.visitor();
      await visitor.visit(`/groups/${old}`);
      expect(visitor.text).toContain('New circle took over');
      expect(said(visitor)).toContain('Promises taken on: 1. Dropped: 1 Because: We are few');
      expect((await member.visit(`/groups/${old}/edit`)).status).toBeGreaterThanOrEqual(400);
    } finally {
      forget();
    }
  });

  test('who belongs to a community is seen by nobody until they say so', async () => {
    await organiser.visit('/communities/new');
    await organiser.submit({ kind: 'condition', name: 'Living with pain', about: 'Anybody who does' });
    const path = organiser.answer.path.split('?')[0] as string;
    await member.visit(path);
    await member.submit({}, /join$/);
    await owner.visit(path);
    expect(owner.text).not.toContain('Mair');
    await member.visit(path);
    await member.submit({ shown: 'yes' }, /join$/);
    await owner.visit(path);
    expect(owner.text).toContain('Mair');
    await member.visit(path);
    await member.submit({}, /leave$/);
    await owner.visit(path);
    expect(owner.text).not.toContain('Mair');
  });

  test('what somebody needs is locked away and comes back to them alone', async () => {
    await member.visit('/me/needs');
    await member.submit({ needs: 'No stairs, please' });
    expect(member.text).toContain('No stairs, please');
    const stored = await world.services.db.read({ placeId }, (tx) =>
      tx.selectFrom('person').select('access_needs_sealed').where('id', '=', member.personId).executeTakeFirstOrThrow(),
    );
    expect(stored.access_needs_sealed?.toString('latin1')).not.toContain('stairs');
    await member.visit('/me/needs');
    await member.submit({ needs: '' });
    await member.visit('/me');
    expect(member.text).not.toContain('No stairs');
  });

  test('somebody shut out is a visitor again, and cannot be shut out by whoever holds less', async () => {
    const rowdy = await world.person(placeId, 'Rowdy');
    expect((await rowdy.visit('/me')).status).toBe(200);
    await organiser.visit(`/people/${rowdy.personId}/shut-out`);
    await organiser.submit();
    expect((await rowdy.visit('/me')).status).toBe(401);
    await organiser.visit(`/people/${rowdy.personId}/let-in`);
    await organiser.submit();
    expect((await rowdy.visit('/me')).status).toBe(200);
    await organiser.visit(`/people/${owner.personId}/shut-out`);
    await organiser.submit();
    expect(organiser.answer.status).toBe(403);
  });

  test('a code by e-mail signs in, asks once what to call them, and signs out again', async () => {
    const visitor = world.visitor();
    await visitor.visit('/sign-in/email?next=/me');
    await visitor.submit({ address: 'not an address' });
    expect(visitor.answer.status).toBe(400);
    await visitor.submit({ address: 'ann@example.org' });
    expect(visitor.answer.path).toBe('/sign-in/email/code');
    const code = /\b\d{4} \d{4}\b/.exec((await world.outbox(placeId))[0]?.body ?? '')?.[0] as string;
    await visitor.submit({ code: '00000000' });
    expect(visitor.text).toContain('That code is not right');
    await visitor.submit({ code });
    expect(visitor.title).toBe('You are in. What shall we call you?');
    await visitor.submit({ nickname: 'Ann' });
    expect([visitor.answer.path, visitor.title]).toEqual(['/me', 'Ann']);
    await visitor.visit('/me/ways-in');
    expect(visitor.text).toContain('ann@example.org');
    await visitor.visit('/sign-out');
    await visitor.submit();
    expect((await visitor.visit('/me')).status).toBe(401);
  });

  test('the link in the e-mail signs in by a button, once, on whatever device', async () => {
    await world.visitor().visit('/sign-in/email');
    const asking = world.visitor();
    await asking.visit('/sign-in/email?next=/groups');
    await asking.submit({ address: 'ann@example.org' });
    const link = /\/sign-in\/link\?token=\S+/.exec((await world.outbox(placeId))[0]?.body ?? '')?.[0] as string;
    const phone = world.visitor();
    await phone.visit(link);
    expect(phone.text).toContain('a…@example.org');
    expect((await world.visitor().visit(link)).status).toBe(200);
    await phone.submit();
    expect(phone.answer.path).toBe('/groups');
    await phone.visit('/me');
    expect(phone.title).toBe('Ann');
    const late = world.visitor();
    await late.visit(link);
    expect(late.text).toContain('it is too old');
    await late.submit();
    expect((await late.visit('/me')).status).toBe(401);
  });

  test('a sign-in page leads on to this place and nowhere else', async () => {
    const visitor = world.visitor();
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      await visitor.visit(`/sign-in/email?${new URLSearchParams({ next })}`);
      expect(visitor.page.querySelector('input[name=next]')?.getAttribute('value'), next).toBe('/');
    }
    for (const away of ['', 'aaaa', Buffer.from('https://evil.example').toString('base64url')])
      expect((await visitor.visit(`/sign-in/away?away=${away}`)).status).toBe(404);
  });

  test('a passkey asks the device with a fresh question, and says what to do without an answer', async () => {
    const visitor = world.visitor();
    await visitor.visit('/sign-in/passkey');
    await visitor.submit();
    const field = visitor.page.querySelector('input[data-passkey=get]');
    const options = JSON.parse(Buffer.from(field?.getAttribute('data-options') ?? '', 'base64url').toString());
    expect(options).toMatchObject({ rpId: '127.0.0.1', userVerification: 'required' });
    await visitor.submit({ response: '' });
    expect(visitor.text).toContain('Your device gave no answer');
    await visitor.submit({ response: '{"id":"made up"}' });
    expect(visitor.answer.status).toBe(400);
  });

  test('personas are for demo places only', async () => {
    expect((await world.visitor().visit('/sign-in/personas')).status).toBe(404);
  });

  test('the pages of the first start are gone', async () => {
    for (const path of ['/start', '/start/name', '/start/check', '/start/inside/read'])
      expect((await world.visitor().visit(path)).status, path).toBeGreaterThanOrEqual(400);
  });
});

describe('a demo place', () => {
  test('anybody may be one of its invented people, and nobody else', async () => {
    const database = await testDatabase();
    const world = await openGround(database, { demo: true });
    try {
      const { placeId } = await createPlace(
        database.db,
        { name: 'Sandholme', demo: true, firstOrganiser: { nickname: 'Pat the invented', roleName: 'Runs the hall' } },
        world.clock.now(),
      );
      const real = await world.person(placeId, 'Real');
      const visitor = world.visitor();
      await visitor.visit('/sign-in/personas');
      expect(visitor.text).toContain('Pat the invented');
      expect(visitor.text).not.toContain('Real');
      const body = new URLSearchParams([['personId', real.personId], ['next', '/'], ...tokensOf(visitor)]);
      expect((await visitor.ask('/sign-in/personas', post(body))).status).toBe(400);
      await visitor.visit('/sign-in/personas?next=/me');
      const persona = visitor.page.querySelector('input[name=personId]')?.getAttribute('value') as string;
      await visitor.submit({ personId: persona });
      expect([visitor.answer.path, visitor.title]).toEqual(['/me', 'Pat the invented']);
      expect(world.faults).toEqual([]);
    } finally {
      await world.close();
    }
  });
});

describe('the first start', () => {
  let world: GroundWorld;
  beforeAll(async () => {
    world = await openGround(await testDatabase());
  });
  afterAll(async () => {
    expect(world.faults).toEqual([]);
    await world.close();
  });

  test('without the code nothing is asked and nothing is made', async () => {
    const visitor = world.visitor();
    for (const path of ['/start/choose', '/start/name', '/start/check', '/start/inside/read'])
      expect((await visitor.visit(path)).status, path).toBe(404);
    await visitor.visit('/start');
    await visitor.submit({ code: 'AAAA-BBBB-CCCC' });
    expect(visitor.answer.status).toBe(400);
    expect(visitor.text).toContain('That is not the owner code');
  });

  test('five questions make a place, and whoever answered them owns it', async () => {
    const code = (await world.accounts.ownerCode('installation')) as string;
    const visitor = world.visitor();
    await visitor.visit('/start');
    await visitor.submit({ code });
    expect(visitor.answer.path).toBe('/start/choose');
    await visitor.submit({ which: 'own' });
    await visitor.submit({ name: 'Sandholme' });
    await visitor.submit({ person: 'neighbour', people: '' });
    expect(visitor.text).toContain('Write both words, or neither');
    await visitor.submit({ person: 'neighbour', people: 'neighbours' });
    await visitor.submit({ names: 'Old Harbour\nThe Tops' });
    await visitor.submit({ languages: ['en', 'ur'], first: 'ur' });
    await visitor.submit({ nickname: 'Maryam' });
    expect(visitor.text).toContain('Old Harbour and The Tops');

    const twin = world.visitor().take(Object.entries(visitor.cookies).map(([name, value]) => `${name}=${value}`));
    await twin.visit('/start/check');
    await Promise.all([visitor.submit(), twin.submit()]);
    const places = await listPlaces(world.services.db);
    expect(places.map((place) => place.name)).toEqual(['Sandholme']);

    const owner = [visitor, twin].find((each) => each.answer.path.startsWith('/me/ways-in')) as BrowserVisit;
    await owner.visit('/place?lang=en');
    expect(owner.text).toContain('Old Harbour');
    expect((await owner.visit(`/places/${places[0]?.placeId}/rules?lang=en`)).status).toBe(200);
    expect((await world.visitor().visit('/start')).status).toBeGreaterThanOrEqual(400);
  });
});

/** The words of the page with a space wherever a tag stood. */
const said = (visit: BrowserVisit) =>
  (visit.page.querySelector('main')?.innerHTML ?? '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

const post = (body: URLSearchParams) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: body.toString(),
});

const tokensOf = (visit: BrowserVisit): [string, string][] =>
  visit
    .form()
    .querySelectorAll('input[name=_csrf], input[name=_once]')
    .map((field) => [field.getAttribute('name') as string, field.getAttribute('value') as string]);
