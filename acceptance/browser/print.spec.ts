import { spawnSync } from 'node:child_process';
import { demo, expect, test, wide } from './test.ts';

test.use(wide);

for (const { name, most } of [
  { name: 'thread.thread', most: 2 },
  { name: 'thread.replyPoster', most: 1 },
  { name: 'listen.poster', most: 1 },
])
  test(`${name} on paper`, async ({ page, samples }) => {
    await page.goto((await demo.address()) + samples.visitor[name]);
    await page.emulateMedia({ media: 'print' });
    const heading = ((await page.locator('h1').textContent()) ?? '').trim();
    await expect(page.locator('h1'), 'What it is about is not printed.').toBeVisible();
    await expect(page.locator('header.header nav'), 'Buttons that nobody can press are printed.').toBeHidden();
    const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    const sheets = paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length;
    expect(sheets, `It takes ${sheets} sheets of paper.`).toBeLessThanOrEqual(most);
    const read = spawnSync('pdftotext', ['-', '-'], { input: paper, encoding: 'utf8' });
    // Not every machine has the program that reads paper back; the browser has said above that the heading shows.
    if (read.status !== 0) return;
    const words = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
    expect(words(read.stdout), 'The words are not on the paper.').toContain(words(heading).slice(0, 40));
  });
