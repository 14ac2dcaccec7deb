import assert from 'node:assert/strict';
import { scenario } from './scenario.ts';

export default scenario({
  id: 'R2.1',
  given: 'a paper whose only input is from a council and a charity',
  when: 'it is submitted to an open meeting',
  must: 'it is marked "no direct community input" at the top, and the meeting page has date, link, papers five days ahead and a way to put a challenge by phone',
  async run(world) {
    const commissioner = await world.person('Rowan', 'decide');
    await commissioner.visit('/meetings/new');
    await commissioner.submit({
      title: 'Board meeting about waiting lists',
      body: 'Care Board',
      heldOn: '2026-03-20',
      startsAt: '14.30',
      venue: 'Library, Harbour Road, level entrance',
      link: 'https://meet.example/board',
      phone: '01632 960 177',
      canChange: 'Who is seen first, and how people are told',
      power: 'consulted',
      replyDue: '2026-04-03',
    });
    assert.equal(commissioner.answer.status, 200, commissioner.text);
    const meeting = commissioner.answer.path.split('?')[0] as string;

    await commissioner.follow('Put up a paper');
    const paper = {
      title: 'Closing the Saturday clinic',
      summary: 'The clinic would open on weekdays only.',
      who1: 'Town council',
      source1: 'council',
      number1: '1',
      who2: 'Friends of the Clinic trust',
      source2: 'charity',
      note2: 'A letter',
    };
    await commissioner.submit({ ...paper, source2: '' });
    assert.equal(commissioner.answer.status, 400, 'an input without its source is refused');
    assert.match(commissioner.text, /Choose whose voice it is/);
    assert.equal(
      commissioner.form().querySelector('[name=title]')?.getAttribute('value'),
      paper.title,
      'nothing typed is lost',
    );
    await commissioner.submit({ source2: 'charity' });
    assert.equal(commissioner.answer.status, 200, commissioner.text);
    const paperPath = commissioner.answer.path.split('?')[0] as string;

    const neighbour = world.visitor();
    await neighbour.visit(paperPath);
    const main = neighbour.page.querySelector('main');
    const first = main?.querySelector('.notice, h1');
    assert.match(first?.text ?? '', /No direct community input/, 'the statement stands above the title');
    assert.match(neighbour.text, /Nobody spoke for themselves\. What was heard: A council \(1\) and A charity/);
    assert.match(neighbour.text, /Put up on 2 March 2026, 18 days ahead/);

    await neighbour.visit(meeting);
    assert.match(neighbour.text, /Friday,? 20 March 2026, 14:30/);
    assert.equal(
      neighbour.page
        .querySelectorAll('main a')
        .some((link) => link.getAttribute('href') === 'https://meet.example/board'),
      true,
    );
    assert.match(neighbour.text, /Papers are out 5 days ahead: by 15 March 2026/);
    assert.match(
      neighbour.text,
      /No direct community input · 18 days ahead/,
      'the meeting page carries the statement too',
    );
    assert.match(neighbour.text, /By phone: 01632 960 177/);
    assert.equal(
      neighbour.page.querySelectorAll('main a').some((link) => link.getAttribute('href') === 'tel:01632960177'),
      true,
    );

    await neighbour.submit({ words: 'Who takes the children on a weekday?' }, '/say');
    assert.equal(neighbour.answer.status, 200);
    const host = await world.person('Asha', 'host');
    await host.visit(meeting);
    await host.follow('Write down a challenge by phone');
    await host.submit({ words: 'I cannot get the bus before ten.', channel: 'phone' });
    await neighbour.visit(meeting);
    assert.match(neighbour.text, /Who takes the children on a weekday\?/);
    assert.match(neighbour.text, /I cannot get the bus before ten\..*by phone/);
    assert.match(neighbour.text, /Not answered yet/);

    await host.visit(meeting);
    await host.follow('Answer it');
    await host.submit({
      answer: 'passed-on',
      words: 'The board will hear it and answer on the day.',
      by: 'Care Board',
    });
    await world.drain();
    await neighbour.visit(meeting);
    assert.match(neighbour.text, /Care Board answered.*The board will hear it and answer on the day/);

    const calendar = await neighbour.ask(`/api${meeting}/ics`);
    assert.equal(calendar.status, 200);
    assert.match(String(calendar.headers['content-type']), /text\/calendar/);
    assert.match(calendar.body, /DTSTART:20260320T143000Z/);

    await world.toDay('2026-03-18');
    await commissioner.visit(`${meeting}/papers/new`);
    assert.match(commissioner.text, /late: 2 days ahead/);
    await commissioner.submit({
      title: 'What the ward said',
      summary: 'Six people spoke.',
      who1: 'Tuesday ward group',
      source1: 'direct',
      number1: '6',
    });
    await neighbour.visit(commissioner.answer.path.split('?')[0] as string);
    assert.match(neighbour.text, /late: 2 days ahead/, 'a late paper is taken, and says so');
    assert.match(neighbour.text, /People spoke for themselves/);

    await world.toDay('2026-03-20');
    await commissioner.visit(meeting);
    await commissioner.follow('Write down a decision');
    const decision = {
      question: 'Should the Saturday clinic close?',
      decided: 'The clinic stays open two Saturdays a month.',
      reason: 'The buses do not run early enough on weekdays.',
      power: 'together',
    };
    await commissioner.submit(decision);
    assert.equal(commissioner.answer.status, 409, 'people challenged knowing they were consulted: that is locked');
    assert.match(commissioner.text, /cannot be changed afterwards/);
    await commissioner.submit({ power: 'consulted' });
    assert.equal(commissioner.answer.status, 200, commissioner.text);
    await neighbour.visit(meeting);
    await neighbour.follow('The clinic stays open two Saturdays a month.');
    assert.match(neighbour.text, /Decided by Care Board/);
    assert.match(neighbour.text, /The buses do not run early enough/);
    assert.match(neighbour.text, /People speaking for themselves \(2\)/, 'the two challenges went into it');

    await neighbour.visit('/api/meetings');
    const open = JSON.parse(neighbour.answer.body) as { meetings: { papers: { late: boolean }[] }[] };
    assert.deepEqual(
      open.meetings[0]?.papers.map(({ late }) => late),
      [false, true],
    );
  },
});
