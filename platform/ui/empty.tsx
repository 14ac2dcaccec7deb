import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

/** Nothing here yet, said plainly, with one thing to do. */
export function Empty({
  icon = 'boat',
  title,
  action,
  children,
}: {
  icon?: IconName;
  title: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon name={icon} size={48} />
      <div>
        <p className="empty-title">{title}</p>
        {children && <div className="quiet">{children}</div>}
        {action && <div className="actions">{action}</div>}
      </div>
    </div>
  );
}
