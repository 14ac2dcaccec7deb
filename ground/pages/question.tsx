import type { FormState, PageContext, View } from '@upwell/platform/http';
import { Button, Form, PageHeading } from '@upwell/platform/ui';
import type { ReactNode } from 'react';

interface Question {
  context: PageContext;
  state: FormState;
  title: string;
  /** Where the page belongs: a link back. */
  back?: { href: string; label: string };
  lead?: ReactNode;
  /** The form's own address, where it differs from the page's. */
  action?: string;
  submit: string;
  danger?: boolean;
  files?: boolean;
  under?: string;
  islands?: string[];
  children?: ReactNode;
}

/** A page that asks for one thing. */
export const question = ({
  context,
  state,
  title,
  back,
  lead,
  action,
  submit,
  danger,
  files,
  under,
  islands,
  children,
}: Question): View => ({
  title,
  private: true,
  ...(under && { under }),
  ...(islands && { islands }),
  body: (
    <>
      <PageHeading kicker={back && <a href={back.href}>{back.label}</a>} title={title}>
        {lead && <p>{lead}</p>}
      </PageHeading>
      <Form action={action ?? context.path} hidden={context.hidden()} files={files} {...state}>
        {children}
        <Button kind={danger ? 'danger' : 'primary'}>{submit}</Button>
      </Form>
    </>
  ),
});
