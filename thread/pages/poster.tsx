import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Poster } from '@upwell/platform/ui';
import QRCode from 'qrcode';
import { recordHead } from '../queries.ts';
import { replyById } from '../told.ts';

/** The reply as a poster for the street, the lodge or the waiting room where it was first said. */
export const replyPoster = page({
  name: 'thread.replyPoster',
  path: '/replies/:id/poster',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const reply = await replyById(tx, place.id, id);
      const head = await recordHead(tx, place.id, id, actor.personId !== null);
      return reply && head && { reply, about: await recordHead(tx, place.id, reply.aboutId, actor.personId !== null) };
    });
    if (!found) return refuse('not-found');
    const { reply, about } = found;
    const address = `${place.origin}/replies/${id}`;
    return {
      title: reply.words,
      frame: 'bare',
      body: (
        <Poster
          place={place.name}
          title={about ? (about.type === 'contribution' ? `“${about.title}”` : about.title) : t('thread.reply.page')}
          qr={QRCode.create(address, { errorCorrectionLevel: 'M' }).modules}
          // The code holds the whole address; people type the short one.
          web={`${place.origin}/replies`.replace(/^https?:\/\//, '')}
          phone={place.phone ?? undefined}
          text={place.textNumber ?? undefined}
          foot={`${reply.by} · ${t.date(reply.madeAt)}`}
        >
          <p>{t(`thread.answer.${reply.answer}`)}</p>
          <p>{reply.words}</p>
        </Poster>
      ),
    };
  },
});
