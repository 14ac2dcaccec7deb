import assert from 'node:assert/strict';
import { scenario } from './scenario.ts';

export default scenario({
  id: 'S16',
  given: 'a card that shows a gap of 15 years of life within six miles, and a conversation with 35 people',
  when: 'a mental health café opens four months later',
  must: 'its page traces to the contributions and the card, those who left a contact are told, and themes without action show why',
  async run(world) {
    const host = await world.person('Farida', 'host');
    await host.visit('/conversations/new');
    await host.submit({
      question: 'What would help you live well here?',
      kind: 'event',
      stage: 'before-decision',
      purpose: 'say',
      canChange: 'What we start together, where and when',
      power: 'together',
      host: 'Fernhollow health team',
      replyDue: '2026-07-20',
    });
    const conversation = host.answer.path.split('?')[0] as string;
    const conversationId = conversation.split('/').at(-1) as string;

    await host.visit(`/readings/new?beside=${conversationId}`);
    await host.submit({
      shown: '15 years',
      says: 'between the longest and the shortest life expectancy within six miles',
      definition: 'Life expectancy at birth, men, by ward; the highest less the lowest.',
      area: 'Fernhollow and Overmoor',
      period: '2019 to 2023',
      base: 'All deaths registered in eleven wards',
      source: 'The public health team, from published figures',
      gap: '82 years in Overmoor, 67 in Dock Ward.',
    });
    assert.equal(host.answer.status, 200);

    // Thirty-five people: one on her own phone, one by e-mail, the rest on cards in a school hall.
    const lena = world.visitor();
    await lena.visit(conversation);
    assert.match(lena.text, /15 years/, 'the card opens the conversation');
    await lena.submit(
      { words: 'Somewhere to go when my head is bad that is not A&E.', tell: 'email', email: 'lena@example.org' },
      '/say',
    );
    assert.equal(lena.answer.status, 200);
    const amir = world.visitor();
    await amir.visit(conversation);
    await amir.submit({ words: 'Nobody to talk to after the shop shuts.' }, '/say');
    const code = amir.page.querySelector('.big-code')?.text.trim() as string;
    assert.match(code, /^\w+ \d{4} \w+$/);
    const cards = [
      ...Array.from({ length: 20 }, (_, index) => `A warm place in the evening. Card ${index + 1}.`),
      ...Array.from({ length: 12 }, (_, index) => `The bus stops at six. Card ${index + 21}.`),
      'I would rather be left in peace.',
    ];
    await host.visit(`${conversation}/take-down`);
    await host.submit({ words: cards.join('\n\n'), channel: 'paper', each: 'many' });
    assert.equal(host.answer.status, 200, host.text);
    await lena.visit(conversation);
    assert.match(lena.text, /35 people said something/);

    const chosen = async (wanted: RegExp) => {
      await host.visit(`${conversation}/gather`);
      return host
        .form(/gather/)
        .querySelectorAll('input[name=means]')
        .filter((box) => wanted.test(host.page.querySelector(`label[for="${box.getAttribute('id')}"]`)?.text ?? ''))
        .map((box) => box.getAttribute('value') as string);
    };
    const warm = await chosen(/warm place|head is bad|Nobody to talk/);
    const peace = await chosen(/left in peace/);
    assert.equal(warm.length, 22);
    await host.submit({
      title: 'There is nowhere to go when it gets dark inside',
      means: warm,
      disagrees: peace,
      meaning: 'Evenings are when people are alone with it.',
      checkedBy: 'Six people from the school hall',
    });
    assert.equal(host.answer.status, 200, host.text);
    const insight = (host.answer.path.split('?')[0] as string).split('/').at(-1) as string;
    assert.match(host.text, /left in peace/, 'disagreement is kept beside it');
    const buses = await chosen(/bus stops/);
    await host.submit({ title: 'The bus stops before life does', means: buses });
    const busInsight = (host.answer.path.split('?')[0] as string).split('/').at(-1) as string;
    assert.match(host.text, /No community interpretation yet/);

    await world.toDay('2026-07-06');
    // Four months on, somebody else of the team does it: nothing hangs on one person.
    const colleague = await world.person('Ruth', 'host');
    await colleague.visit(`/activities/new?from=${insight}`);
    await colleague.submit({
      title: 'The Lantern, a mental health café',
      happens: 'Tea, company and somebody who listens. No appointment, no forms.',
      designedBy: 'People from the school hall',
      ledBy: 'Residents with the health team',
      host: 'Somebody in a yellow scarf at the door',
      rhythmWords: 'Tuesday and Friday evenings',
      nextOn: '2026-07-10',
      starts: '19:00',
      venue: 'The old bakery, Mill Street',
    });
    assert.equal(colleague.answer.status, 200, colleague.text);
    const cafe = (colleague.answer.path.split('?')[0] as string).split('/').at(-1) as string;

    await colleague.visit(`/thread/${cafe}`);
    assert.match(colleague.text, /The Lantern/);
    assert.match(colleague.text, /nowhere to go when it gets dark/);
    assert.match(colleague.text, /15 years/, 'the thread reaches the card');
    assert.match(colleague.text, /What would help you live well here\?/);
    assert.match(colleague.text, /head is bad|warm place|Nobody to talk/, 'and the words themselves');

    await colleague.visit(`/thread/${cafe}/reply`);
    await colleague.submit({
      answer: 'done',
      words: 'You said there was nowhere to go. The Lantern opens on Friday at seven.',
      by: 'Fernhollow health team',
    });
    assert.equal(colleague.answer.status, 200, colleague.text);
    await colleague.visit(`/thread/${busInsight}/reply`);
    await colleague.submit({
      answer: 'not-now',
      words: 'The bus contract runs until 2028. We asked, and they said no for now.',
      by: 'Fernhollow health team',
      where: 'The bus shelter, Mill Street',
    });
    await world.drain();

    const letters = (await world.outbox()).filter(({ to }) => to === 'lena@example.org');
    assert.equal(letters.length, 1, 'told once');
    assert.match(letters[0]?.body ?? '', /The Lantern opens on Friday/);
    await amir.visit(`/told?code=${encodeURIComponent(code)}`);
    assert.match(amir.text, /The Lantern opens on Friday/);
    await amir.submit({ heard: 'heard' });
    assert.equal(amir.answer.status, 200, amir.text);

    const anybody = world.visitor();
    await anybody.visit(`/thread/${busInsight}`);
    assert.match(anybody.text, /The bus contract runs until 2028/, 'a theme without action shows why');
    assert.match(anybody.text, /Not now|not done|Nothing/i);
    await anybody.visit(`/thread/${cafe}`);
    assert.match(anybody.text, /1 felt heard/);
  },
});
