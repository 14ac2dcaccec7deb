import assert from 'node:assert/strict';
import { scenario } from './scenario.ts';

export default scenario({
  id: 'S81',
  given: 'a bin crew member with a phone',
  when: 'they log what somebody said on Alder Street',
  must: 'it takes one short form and no name, and the street later gets a poster with the reply',
  async run(world) {
    const host = await world.person('Asha', 'host');
    await host.visit('/conversations/new');
    await host.submit({
      question: 'What would make your street better?',
      kind: 'talk',
      stage: 'before-decision',
      purpose: 'say',
      canChange: 'How the street is looked after, and when',
      power: 'consulted',
      host: 'Street team',
      replyDue: '2026-04-20',
    });
    const conversation = host.answer.path.split('?')[0] as string;
    assert.equal(host.answer.status, 200);

    const crew = await world.person('Dez', 'connect');
    const began = performance.now();
    await crew.visit(`${conversation}/take-down`);
    const asked = crew.form(/take-down/).querySelectorAll('textarea, input:not([type=hidden])');
    assert.ok(asked.every((field) => field.getAttribute('required') === undefined));
    await crew.submit({ words: 'The bins go at five and wake the baby every time.', where: 'Alder Street' });
    assert.ok(performance.now() - began < 60_000, 'under a minute');
    assert.equal(crew.answer.status, 200);
    assert.match(crew.text, /wake the baby/);
    assert.match(crew.text, /Alder Street/);
    assert.match(crew.text, /face to face/);
    assert.doesNotMatch(crew.text, /Dez/, 'the one who took it down is not named');

    await host.visit(`${conversation.replace('/conversations/', '/thread/')}/reply`);
    await host.submit({
      answer: 'done',
      words: 'The crew now starts Alder Street at eight. Thank you to whoever said it.',
      by: 'Street team',
      where: 'The lamp post by number 1, Alder Street',
    });
    assert.equal(host.answer.status, 200);
    await world.drain();
    assert.match(host.text, /A poster hangs here: The lamp post by number 1/);
    await host.follow(/poster/i);
    assert.match(host.page.text, /starts Alder Street at eight/);
    assert.match(host.page.text, /01632 960 101/);
    assert.match(host.page.text, /60777/);

    const neighbour = world.visitor();
    await neighbour.visit('/');
    assert.match(neighbour.text, /starts Alder Street at eight/);
  },
});
