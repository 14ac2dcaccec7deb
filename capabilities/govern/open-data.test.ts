import { anyone, withPower } from '@upwell/platform/access';
import { data, page } from '@upwell/platform/http';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openApiOf, openData, setOpenData } from './open-data.ts';

const answer = async () => ({ type: 'application/json', body: '' });
const route = (path: string, more = {}) =>
  data({ name: `a.data.${path.length}`, path, rule: anyone, limit: 'read', answer, ...more });

describe('the list of open data', () => {
  beforeAll(() =>
    setOpenData([
      route('/api/funds/:id', {
        query: z.strictObject({ before: z.uuid().optional() }),
        response: z.object({ pence: z.number(), endsOn: z.string().nullable() }),
      }),
      route('/api/claims'),
      route('/api/funds/:id/ledger.csv'),
      route('/api/secret', { rule: withPower('own') }),
      route('/calendar.ics'),
      page({
        name: 'a.page',
        path: '/api/none',
        rule: anyone,
        limit: 'read',
        view: async () => ({ title: '', body: null }),
      }),
    ]),
  );

  it('names what anybody may read, and nothing else', () => {
    expect(openData().map(({ path }) => path)).toEqual(['/api/claims', '/api/funds/:id', '/api/funds/:id/ledger.csv']);
  });

  it('describes each address with its fields, in order of its path', () => {
    const { paths } = openApiOf(openData(), { title: 'Fernhollow', server: 'https://f.example' }) as {
      // biome-ignore lint/suspicious/noExplicitAny: a document of the standard, read as a reader of it would
      paths: Record<string, any>;
    };
    const { get } = paths['/api/funds/{id}'];
    expect(get.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      expect.objectContaining({ name: 'before', in: 'query', required: false }),
    ]);
    expect(get.responses[200].content['application/json'].schema.properties.pence).toEqual({ type: 'number' });
    expect(Object.keys(paths['/api/funds/{id}/ledger.csv'].get.responses[200].content)).toEqual(['text/csv']);
  });
});
