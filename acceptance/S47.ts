import assert from 'node:assert/strict';
import { scenario } from './scenario.ts';

export default scenario({
  id: 'S47',
  given: 'a project whose decision is already made, and a reply that is thirty days late',
  when: 'its owner chooses "have your say", and anybody opens the list',
  must: 'only "for information" is taken, and the late reply leads the page',
  async run(world) {
    const owner = await world.person('Kit', 'host');
    const project = {
      question: 'Where will the new clinic stand?',
      kind: 'call',
      stage: 'decided',
      purpose: 'say',
      canChange: 'Nothing: it will stand at Harbour Road',
      power: 'told',
      host: 'Clinic project',
      replyDue: '2026-03-30',
    };
    await owner.visit('/conversations/new');
    await owner.submit(project);
    assert.equal(owner.answer.status, 400);
    assert.match(owner.text, /already made, so people can only be told/);
    assert.equal(
      owner.form().querySelector('[name=question]')?.getAttribute('value'),
      project.question,
      'nothing typed is lost',
    );
    await owner.submit({ purpose: 'know' });
    assert.equal(owner.answer.status, 200);
    assert.match(owner.text, /for information/i);
    const informing = owner.answer.path.split('?')[0] as string;

    const visitor = world.visitor();
    await visitor.visit(informing);
    assert.equal(visitor.page.querySelectorAll('textarea[name=words]').length, 0, 'nothing to fill in');
    await visitor.visit('/say');
    const fields = Object.fromEntries(visitor.fieldsOf(visitor.form('/say')));
    await visitor.ask('/say', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        ...(fields as Record<string, string>),
        words: 'Put it by the school',
        conversation: informing.split('/').at(-1) as string,
      }).toString(),
    });
    assert.equal(visitor.answer.status, 409);
    assert.match(visitor.text, /decision is already made/);
    assert.match(visitor.page.text, /Put it by the school/, 'their words are still on the page');

    await owner.visit('/conversations/new');
    await owner.submit({
      ...project,
      question: 'Which evenings should the library open?',
      stage: 'before-decision',
      purpose: 'say',
      power: 'advise',
      canChange: 'Two evenings a week',
      replyDue: '2026-03-10',
      host: 'Library',
    });
    assert.equal(owner.answer.status, 200);
    await owner.visit('/conversations/new');
    await owner.submit({
      ...project,
      question: 'What should the bus stop have?',
      stage: 'before-decision',
      purpose: 'say',
      power: 'advise',
      canChange: 'Seats and light',
      replyDue: '2026-05-30',
      host: 'Bus company',
    });
    await world.toDay('2026-04-09');
    await visitor.visit('/have-a-say');
    const items = visitor.page.querySelectorAll('main .list-item').map((item) => item.text.replace(/\s+/g, ' '));
    assert.match(items[0] ?? '', /Which evenings should the library open\?/, 'the late one leads');
    assert.match(items[0] ?? '', /30 days late/);
    await visitor.visit('/replies');
    assert.match(visitor.page.querySelector('main .list-item')?.text ?? '', /Which evenings should the library open\?/);
  },
});
