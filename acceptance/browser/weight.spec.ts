import { demo, expect, phone, test } from './test.ts';

test.use(phone);

/** Bytes. A kilobyte is a thousand of them here: the stricter reading. */
const MOST = 100_000;

for (const name of ['app.home', 'listen.conversation', 'thread.thread'])
  test(`${name} weighs less than 100 KB at the first visit, fonts apart`, async ({ page, samples }) => {
    const parts: [string, number][] = [];
    page.on('response', async (response) => {
      if (response.request().resourceType() === 'font') return;
      parts.push([new URL(response.url()).pathname, (await response.body().catch(() => Buffer.alloc(0))).length]);
    });
    const address = await demo.address();
    await page.goto(address + samples.visitor[name], { waitUntil: 'networkidle' });
    const weight = parts.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(parts.length).toBeGreaterThan(1);
    expect(weight, `It costs people with little data ${weight} bytes: ${JSON.stringify(parts)}`).toBeLessThan(MOST);
    expect(parts.filter(([path]) => path.startsWith('http')), 'A third party is told who reads this.').toEqual([]);
  });
