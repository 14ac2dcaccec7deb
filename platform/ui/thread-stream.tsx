import type { ReactNode } from 'react';
import type { Step } from './colours.ts';
import { useSpeech } from './speech.tsx';

/** One record on a thread. */
export interface ThreadStop {
  step: Step;
  /** The step's own word; else its usual name. */
  name?: string;
  /** When, and who had the power, in words. */
  when?: string;
  power?: string;
  title?: ReactNode;
  href?: string;
  id?: string;
  /** Nothing has come: drawn hollow and dashed, with who owes it and by when (dates in words). */
  dry?: { owner?: string; by?: string; late?: boolean } | true;
  body?: ReactNode;
  /** Small links at the foot: see it, correct it, follow it. */
  links?: { href: string; label: string }[];
}

/** A thread as a stream down the page, from card to card. Order is the caller's: downstream, or back to the source. */
export function ThreadStream({ stops, label }: { stops: ThreadStop[]; label: string }) {
  return (
    <ol className="thread" aria-label={label}>
      {stops.map((stop, at) => (
        <ThreadCard key={stop.id ?? at} stop={stop} next={stops[at + 1]} />
      ))}
    </ol>
  );
}

/** One stop of a thread: dot, run of water to the next, and the card. Lives in a `ThreadStream`. */
export function ThreadCard({ stop, next }: { stop: ThreadStop; next?: ThreadStop }) {
  const { t } = useSpeech();
  const name = stop.name ?? t(`ui.step.${stop.step}`);
  const line = [name, stop.dry && !stop.when ? t('ui.thread.notYet') : stop.when, stop.power]
    .filter(Boolean)
    .join(' · ');
  const shape = ['stop', `tone-${stop.step}`, stop.dry && 'stop-dry', next ? `runs-to-${next.step}` : 'stop-last'];
  return (
    <li className={shape.filter(Boolean).join(' ')} id={stop.id}>
      <div className={stop.dry ? 'card card-dry' : 'card'}>
        <p className="step">{line}</p>
        {stop.title && <h2 className="card-title">{stop.href ? <a href={stop.href}>{stop.title}</a> : stop.title}</h2>}
        {stop.body}
        {stop.dry && <Owed dry={stop.dry} />}
        {stop.links && (
          <ul className="card-links">
            {stop.links.map((link) => (
              <li key={link.href}>
                <a href={link.href}>{link.label}</a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function Owed({ dry }: { dry: NonNullable<ThreadStop['dry']> }) {
  const { t } = useSpeech();
  const { owner, by, late } = dry === true ? {} : dry;
  const when = by ? t(late ? 'ui.thread.late' : 'ui.thread.by', { date: by }) : t('ui.thread.noDate');
  const who = owner ? t('ui.thread.owner', { owner }) : t('ui.thread.noOwner');
  return (
    <p className={late ? 'quiet owed-late' : 'quiet'}>
      {when} {who}
    </p>
  );
}
