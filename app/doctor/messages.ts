import type { Config } from '@upwell/platform/config';
import nodemailer from 'nodemailer';
import { type Finding, look, well, wrong } from './finding.ts';

/** E-mail: whether the server of SMTP_URL lets us in. Nothing is sent. */
export async function examineMail({ mail, notify }: Pick<Config, 'mail' | 'notify'>): Promise<Finding> {
  if (!mail) {
    if (notify?.emailTemplate) return well('mail', 'E-mail goes through GOV.UK Notify.');
    const todo = 'Set SMTP_URL and MAIL_FROM, or NOTIFY_API_KEY, before people rely on e-mail.';
    return look('mail', 'No e-mail is sent: it only goes to the outbox.', todo);
  }
  const { host } = new URL(mail.smtpUrl);
  const transport = nodemailer.createTransport({
    url: mail.smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
  });
  try {
    await transport.verify();
    return well('mail', `The mail server ${host} lets Upwell in; e-mail comes from ${mail.from}.`);
  } catch (error) {
    const { message } = error as Error;
    return wrong('mail', `The mail server ${host} does not let Upwell in: ${firstLine(message)}.`, 'Check SMTP_URL.');
  } finally {
    transport.close();
  }
}

const firstLine = (text: string) => text.split('\n')[0]!.trim().slice(0, 200);

/** Text messages: whether they can be sent, and how many at most. */
export function examineTexts({ notify, sms }: Pick<Config, 'notify' | 'sms'>): Finding {
  if (!notify?.smsTemplate) {
    const todo = 'Set NOTIFY_API_KEY and NOTIFY_SMS_TEMPLATE before people rely on them.';
    return look('texts', 'No text messages are sent: they only go to the outbox.', todo);
  }
  if (sms.perDay === 0) return look('texts', 'SMS_PER_DAY is 0, so no text message is sent.', 'Raise SMS_PER_DAY.');
  const where = sms.countries.map((code) => `+${code}`).join(', ');
  return well('texts', `Text messages go through GOV.UK Notify: at most ${sms.perDay} a day, to ${where}.`);
}
