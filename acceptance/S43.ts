import assert from 'node:assert/strict';
import { scenario } from './scenario.ts';

const asked = [
  [
    'Regular updates while waiting',
    'yes',
    'A letter costs little and spares worry.',
    'Waiting list team',
    '2021-10-01',
  ],
  [
    'Better GP conversations before referral',
    'partly',
    'Training can start in six practices.',
    'Primary care lead',
    '2021-12-01',
  ],
  ['Ability to work as a factor', 'no', 'The clinical rules are set nationally.', 'Medical director', null],
] as const;

const days = ['2021-06-01', '2021-06-15', '2021-06-29', '2021-07-13', '2021-07-27', '2021-08-10'];

export default scenario({
  id: 'S43',
  given: 'nine members who are all waiting for treatment, meeting two hours each fortnight for twelve weeks',
  when: 'the sixth session closes',
  must: 'the page lists each recommendation with yes, partly or no, reason, owner and date, shows which roles listened, names nobody, and each member can mark heard or not heard',
  world: { start: '2021-05-20T09:00:00Z' },
  async run(world) {
    // Whoever keeps the notes signs in anew each time: weeks lie between.
    const signedIn = () => world.person('Imran', 'host');
    let host = await signedIn();
    await host.visit('/panels/new');
    const remit = {
      question: 'How should people be told and chosen while they wait for treatment?',
      canChange: 'Letters, calls, and the order in which people are seen',
      power: 'advise',
      host: 'Planned Care Partnership',
      recruited: 'People who are waiting for treatment',
      members: '9',
      sessions: '6',
      everyDays: '14',
      firstOn: '2021-06-01',
      replyDue: '2021-09-10',
    };
    await host.submit({ ...remit, canChange: '' });
    assert.equal(host.answer.status, 400, 'a panel needs what can change');
    assert.match(host.text, /Write what can change because of the panel/);
    await host.submit({ canChange: remit.canChange });
    assert.equal(host.answer.status, 200, host.text);
    const panel = host.answer.path.split('?')[0] as string;

    await host.visit(`${panel}/members`);
    await host.submit({ members: '9' });
    assert.match(host.title, /Slips to hand over/);
    const codes = host.page.querySelectorAll('.big-code').map((code) => code.text.trim().replaceAll(' ', '-'));
    assert.equal(new Set(codes).size, 9);

    await host.visit(panel);
    await host.follow('Write down what a member lived through');
    await host.submit({ words: 'I rang every Monday for a year and nobody knew.', channel: 'in-person' });

    const resident = world.visitor();
    for (const [index, day] of days.entries()) {
      await world.toDay(day);
      host = await signedIn();
      await host.visit(`${panel}/sessions/new`);
      await host.submit({
        heldOn: day,
        attended: index === 3 ? '4' : '8',
        listened: index === 0 ? 'Hospital manager\nConsultant' : 'Hospital manager\nPartnership staff\nHealthwatch',
      });
      assert.equal(host.answer.status, 200, host.text);
    }
    await resident.visit(panel);
    assert.match(resident.text, /9 members, 6 sessions of 2 hours, every fortnight\. All 6 have been held\./);
    assert.match(resident.text, /Session 6 of 6.*Who listened: Hospital manager, Partnership staff and Healthwatch/);
    assert.match(resident.text, /Who listened: Hospital manager and Consultant/);
    assert.match(resident.text, /8 members came/);
    assert.match(resident.text, /fewer than 5 members came/, 'a small count is not shown');
    assert.doesNotMatch(resident.text, /4 members came/);
    await host.visit(`${panel}/sessions/new`);
    await host.submit({ attended: '8', listened: 'Consultant' });
    assert.equal(host.answer.status, 409, 'there is no seventh session');

    for (const [words] of asked) {
      await host.visit(`${panel}/recommendations/new`);
      await host.submit({ words, answerDue: words.startsWith('Ability') ? '2021-08-20' : '2021-09-10' });
      assert.equal(host.answer.status, 200, host.text);
    }
    await resident.visit(panel);
    assert.match(resident.text, /Planned Care Partnership answers by 10 September 2021/);
    await world.toDay('2021-08-25');
    await resident.visit(panel);
    const listed = () =>
      resident.page.querySelectorAll('#recommendations .card').map((card) => card.text.replace(/\s+/g, ' '));
    assert.match(listed()[0] ?? '', /Ability to work as a factor.*5 days overdue/, 'the overdue answer leads');

    const manager = await world.person('Beth', 'decide');
    for (const [words, answer, reason, owner, byDay] of asked) {
      await manager.visit(panel);
      const card = manager.page.querySelectorAll('#recommendations .card').find((each) => each.text.includes(words));
      await manager.visit(
        card
          ?.querySelectorAll('a')
          .find((link) => link.text.includes('Answer it'))
          ?.getAttribute('href') as string,
      );
      const typed = { answer, reason, owner, ...(answer === 'partly' && { promise: 'Training in six practices' }) };
      if (byDay) {
        await manager.submit(typed);
        assert.equal(manager.answer.status, 400, 'yes and partly need a day');
        assert.match(manager.page.querySelector('textarea[name=reason]')?.text ?? '', new RegExp(reason.slice(0, 12)));
      } else await manager.visit(manager.answer.path);
      await manager.submit({ ...typed, ...(byDay && { byDay }) });
      assert.equal(manager.answer.status, 200, manager.text);
    }
    await resident.visit(panel);
    assert.match(
      listed()[0] ?? '',
      /Regular updates while waiting.*Yes, accepted.*A letter costs little.*Waiting list team.*1 October 2021/,
    );
    assert.match(
      listed()[1] ?? '',
      /Better GP conversations before referral.*Partly.*six practices.*Primary care lead.*1 December 2021/,
    );
    assert.match(
      listed()[2] ?? '',
      /Ability to work as a factor.*No.*set nationally.*Medical director.*25 August 2021/,
    );

    const mark = async (code: string, verdicts: readonly string[], name?: string) => {
      const member = world.visitor();
      await member.visit(`${panel}/heard?code=${code}`);
      const fields = member
        .form(/heard/)
        .querySelectorAll('input[type=radio]')
        .map((input) => input.getAttribute('name') as string);
      const marks = [...new Set(fields)].map((field, index) => [field, verdicts[index] as string]);
      await member.submit({ ...Object.fromEntries(marks), ...(name && { name }) }, /heard/);
      assert.equal(member.answer.status, 200, member.text);
      assert.match(member.text, /Your marks are counted/);
      return member;
    };
    for (const code of codes.slice(0, 4)) await mark(code, ['heard', 'not-heard', 'not-heard']);
    await resident.visit(panel);
    assert.match(listed()[0] ?? '', /heard: fewer than 5, not heard: fewer than 5/, 'four marks are not shown');
    for (const code of codes.slice(4)) await mark(code, ['heard', 'heard', 'not-heard']);
    await resident.visit(panel);
    assert.match(listed()[0] ?? '', /heard: 9, not heard: fewer than 5/);
    assert.match(listed()[1] ?? '', /heard: 5, not heard: fewer than 5/);
    assert.match(listed()[2] ?? '', /heard: fewer than 5, not heard: 9/);

    await mark(codes[0] as string, ['not-heard', 'not-heard', 'not-heard']);
    await resident.visit(panel);
    assert.match(listed()[0] ?? '', /heard: 8, not heard: fewer than 5/, 'a mark is changed, not added');
    await resident.visit(`${panel}/heard?code=tide-0000-kettle`);
    assert.match(resident.text, /We do not know this code/);

    for (const each of ['Imran', 'Beth']) assert.doesNotMatch(resident.page.text, new RegExp(each));
    await resident.visit(panel);
    assert.match(resident.text, /Members are private\. Nobody is named unless they ask for it\./);
    await mark(codes[8] as string, ['heard', 'heard', 'not-heard'], 'Teresa');
    await resident.visit(panel);
    assert.match(resident.text, /Teresa/, 'named because she asked for it');
    for (const each of ['Imran', 'Beth'])
      assert.doesNotMatch(resident.page.text, new RegExp(each), 'nobody else is named');

    await resident.visit('/commitments');
    assert.match(
      resident.text,
      /Regular updates while waiting.*Waiting list team, by 1 October 2021/,
      'a yes is a promise',
    );
    assert.match(resident.text, /Training in six practices/);
    assert.doesNotMatch(resident.text, /Ability to work/);
    await world.toDay('2021-10-05');
    await resident.visit('/decisions');
    assert.match(resident.text, /Promises overdue.*Regular updates while waiting.*4 days overdue/);
  },
});
