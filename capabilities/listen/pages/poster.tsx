import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Poster } from '@upwell/platform/ui';
import QRCode from 'qrcode';
import { conversationById } from '../queries.ts';

/** A poster that asks the question on a wall: address, telephone and text number of equal size. */
export const conversationPoster = page({
  name: 'listen.poster',
  path: '/conversations/:id/poster',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place } = context;
    const id = params.id as string;
    const conversation = await context.read((tx) => conversationById(tx, place.id, id));
    if (!conversation) return refuse('not-found');
    const address = `${place.origin}/conversations/${id}`;
    return {
      title: conversation.question,
      frame: 'bare',
      body: (
        <Poster
          place={place.name}
          title={conversation.question}
          qr={QRCode.create(address, { errorCorrectionLevel: 'M' }).modules}
          web={address.replace(/^https?:\/\//, '')}
          phone={place.phone ?? '–'}
          text={place.textNumber ?? '–'}
          foot={t('listen.conversation.promise', { date: t.date(conversation.replyDue), host: conversation.host })}
        >
          <p>{conversation.canChange}</p>
          <p>{t(`listen.power.${conversation.power}`)}</p>
        </Poster>
      ),
    };
  },
});
