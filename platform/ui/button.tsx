import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

interface Look {
  kind?: 'primary' | 'quiet' | 'danger';
  icon?: IconName;
  children: ReactNode;
}

const face = ({ icon, children }: Look) => (
  <>
    {icon && <Icon name={icon} size={20} />}
    <span>{children}</span>
  </>
);

/** Does something: sends the form it is in. One primary button a page. */
export function Button({
  name,
  value,
  form,
  formAction,
  ...look
}: Look & { name?: string; value?: string; form?: string; formAction?: string }) {
  return (
    <button
      type="submit"
      className={`button button-${look.kind ?? 'primary'}`}
      name={name}
      value={value}
      form={form}
      formAction={formAction}
    >
      {face(look)}
    </button>
  );
}

/** Goes somewhere, and looks as firm as a button. */
export function LinkButton({ href, ...look }: Look & { href: string }) {
  return (
    <a className={`button button-${look.kind ?? 'primary'}`} href={href}>
      {face(look)}
    </a>
  );
}
