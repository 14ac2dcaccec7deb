import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

/** What a notice is about: it worked, good to know, take care, it did not work. */
export type NoticeKind = 'good' | 'info' | 'care' | 'bad';

const DRAWN: Record<NoticeKind, IconName> = { good: 'tick', info: 'info', care: 'alert', bad: 'cross' };

/** A message on the page, with a drawing beside the words. `good` and `bad` are spoken when the page arrives. */
export function Notice({
  kind = 'info',
  title,
  children,
}: {
  kind?: NoticeKind;
  title?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'bad' ? 'alert' : kind === 'good' ? 'status' : undefined}>
      <Icon name={DRAWN[kind]} />
      <div>
        {title && <p className="notice-title">{title}</p>}
        {typeof children === 'string' ? <p>{children}</p> : children}
      </div>
    </div>
  );
}
