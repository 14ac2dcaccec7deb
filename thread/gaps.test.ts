import { describe, expect, it } from 'vitest';
import { stretchesOf } from './gaps.ts';
import type { RecordHead, Step } from './model.ts';

const record = (step: Step, more: Partial<RecordHead> = {}): RecordHead => ({
  id: crypto.randomUUID(),
  type: 'insight',
  step,
  parentId: null,
  title: 'A title',
  line: null,
  state: 'standing',
  onDay: '2026-03-14',
  dueOn: null,
  owedBy: null,
  sensitivity: 'public',
  ...more,
});

describe('the gaps of a thread', () => {
  it('draws all seven steps, whatever is there', () => {
    expect(stretchesOf([], '2026-04-01').map(({ step }) => step)).toEqual([
      'said',
      'means',
      'decided',
      'promised',
      'done',
      'changed',
      'told',
    ]);
  });

  it('tells a step that was skipped from one that has not come', () => {
    const kinds = stretchesOf([record('said'), record('decided')], '2026-04-01').map(({ gap }) => gap?.kind ?? null);
    expect(kinds).toEqual([null, 'skipped', null, 'next', 'later', 'later', 'later']);
  });

  it('carries the promised day and who owes it to the reply that has not come, and says when it is late', () => {
    const asked = record('said', { type: 'conversation', dueOn: '2026-04-20', owedBy: 'Staff group' });
    const before = stretchesOf([asked], '2026-04-20').at(-1);
    expect(before?.gap).toEqual({ kind: 'later', dueOn: '2026-04-20', owedBy: 'Staff group', overdue: false });
    expect(stretchesOf([asked], '2026-04-21').at(-1)?.gap?.overdue).toBe(true);
  });

  it('shows the earliest of several promises at the step that comes next', () => {
    const early = record('promised', { type: 'commitment', dueOn: '2026-06-01', owedBy: 'Council' });
    const late = record('promised', { type: 'commitment', dueOn: '2026-09-01', owedBy: 'Trust' });
    expect(
      stretchesOf([record('said'), late, early], '2026-05-01').find(({ step }) => step === 'done')?.gap,
    ).toMatchObject({
      kind: 'next',
      owedBy: 'Council',
    });
  });
});
