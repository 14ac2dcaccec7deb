import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  to: string;
  headers: string;
  /** Decoded bodies by their type. */
  text: string;
  html: string;
}

/** A mail server of our own that keeps what it is given. */
export async function openMailSink(): Promise<{ url: string; mails: Mail[]; close(): Promise<void> }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, taken) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push(readMail(Buffer.concat(parts).toString('utf8'), session.envelope.rcptTo[0]?.address ?? ''));
        taken();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  server.server.unref();
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readMail(raw: string, to: string): Mail {
  const cut = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, cut);
  const boundary = /boundary="?([^";\r\n]+)/i.exec(headers)?.[1];
  const parts = boundary ? raw.slice(cut).split(`--${boundary}`) : [raw];
  const of = (type: string) => {
    const part = parts.find((each) => new RegExp(`^content-type: ${type}`, 'im').test(each)) ?? '';
    const at = part.indexOf('\r\n\r\n');
    return decoded(part.slice(at + 4), /^content-transfer-encoding: (\S+)/im.exec(part.slice(0, at))?.[1] ?? '7bit');
  };
  return { to, headers, text: of('text/plain'), html: of('text/html') };
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
