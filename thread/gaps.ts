import { isOverdue, type RecordHead, type Step, steps } from './model.ts';

/** One step of a thread as it is drawn: what stands there, or why nothing does. */
export type Stretch =
  | { step: Step; records: readonly RecordHead[]; gap: null }
  | { step: Step; records: readonly []; gap: Gap };

export interface Gap {
  /** 'skipped': later steps came without it. 'next': the stream has come this far. 'later': after the next. */
  kind: 'skipped' | 'next' | 'later';
  /** The day it was promised for, where one was. */
  dueOn: string | null;
  owedBy: string | null;
  overdue: boolean;
}

/**
 * Lays the records of a thread along the seven steps, with the gaps visible (LE01). A promise of a reply is
 * carried by the conversation (its `dueOn`), any other promise by the record that owes it.
 * @param today calendar day
 */
export function stretchesOf(records: readonly RecordHead[], today: string): readonly Stretch[] {
  const byStep = new Map(steps.map((step) => [step, records.filter((record) => record.step === step)]));
  const last = steps.findLastIndex((step) => byStep.get(step)!.length > 0);
  const firstMissingAfter = last + 1;
  const replyPromise = earliest(records.filter(({ type, dueOn }) => type === 'conversation' && dueOn !== null));
  const otherPromise = earliest(records.filter(({ type, dueOn }) => type !== 'conversation' && dueOn !== null));
  return steps.map((step, index): Stretch => {
    const here = byStep.get(step)!;
    if (here.length > 0) return { step, records: here, gap: null };
    const promise = step === 'told' ? replyPromise : index === firstMissingAfter ? otherPromise : null;
    return {
      step,
      records: [],
      gap: {
        kind: index < last ? 'skipped' : index === firstMissingAfter ? 'next' : 'later',
        dueOn: promise?.dueOn ?? null,
        owedBy: promise?.owedBy ?? null,
        overdue: isOverdue(promise?.dueOn ?? null, today),
      },
    };
  });
}

const earliest = (records: readonly RecordHead[]): RecordHead | null =>
  records.reduce<RecordHead | null>(
    (first, record) => (first === null || record.dueOn! < first.dueOn! ? record : first),
    null,
  );
