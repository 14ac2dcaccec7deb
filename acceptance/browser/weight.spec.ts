import { demo, expect, phone, test } from './test.ts';

test.use(phone);

/** Bytes. A kilobyte is a thousand of them here: the stricter reading. */
const MOST = 100_000;

for (const name of ['app.home', 'listen.conversation', 'thread.thread'])
  test(`${name} weighs less than 100 KB at the first visit, fonts apart`, async ({ page, samples }) => {
    const address = await demo.address();
    const coming: Promise<[string, number]>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'font')
        coming.push(response.body().then(({ length }) => [response.url().replace(address, ''), length]));
    });
    await page.goto(address + samples.visitor[name], { waitUntil: 'networkidle' });
    const parts = await Promise.all(coming);
    const weight = parts.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(parts.length).toBeGreaterThan(1);
    expect(weight, `It costs people with little data ${weight} bytes: ${JSON.stringify(parts)}`).toBeLessThan(MOST);
    expect(
      parts.filter(([path]) => path.startsWith('http')),
      'A third party is told who reads this.',
    ).toEqual([]);
  });
