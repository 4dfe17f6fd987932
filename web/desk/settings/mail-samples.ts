// What is filled into the preview of a mail: made up, and as the service would say it.
import type { MailKind } from '../../shared/generated.ts';
import type { Samples } from './mail-words.ts';

/** Where the links of these kinds lead, on the service's own origin; any other kind has none. */
const PAGES: Partial<Record<MailKind, string>> = {
  CONFIRM_SIGN_UP: '/account/confirm?token=…',
  VERIFY_EMAIL: '/account/confirm?token=…',
  CONFIRM_NEW_EMAIL: '/account/confirm?token=…',
  CONFIRM_OLD_EMAIL: '/account/confirm?token=…',
  SIGN_IN: '/sign-in/mail?token=…',
  RESET_PASSWORD: '/account/reset?token=…',
  CONFIRM_GUEST: '/guest/confirm?token=…',
  MEMBER_INVITED: '/desk?site={site}&locale={locale}',
  ERASURE_PLANNED: '/account?site={site}',
  ERASURE_WAITS: '/account?site={site}',
};

type Lasting = [number: number, unit: string];

const DAY: Lasting = [24, 'hour'];

/** For how long what these kinds bring is good; of the others it is a day. */
const LASTS: Partial<Record<MailKind, Lasting>> = {
  SIGN_IN: [15, 'minute'],
  LINK_IDENTITY: [15, 'minute'],
  RESET_PASSWORD: [1, 'hour'],
  MEMBER_INVITED: [14, 'day'],
};

/** A role and a change of the second factor, in the words of the service's mails. */
export const SAID: Record<string, { role: string; change: string }> = {
  en: { role: 'moderator', change: 'a passkey was added' },
  de: { role: 'Moderation', change: 'ein Passkey kam hinzu' },
  fr: { role: 'modération', change: 'une clé d’accès a été ajoutée' },
  es: { role: 'moderación', change: 'se añadió una llave de acceso' },
  pt: { role: 'moderação', change: 'uma chave de acesso foi adicionada' },
  vi: { role: 'người kiểm duyệt', change: 'một khóa truy cập đã được thêm' },
  ja: { role: 'モデレーター', change: 'パスキーが追加されました' },
  ar: { role: 'مشرف', change: 'أُضيف مفتاح مرور' },
};

interface Sampled {
  kind: MailKind;
  locale: string;
  names: readonly string[];
}

interface Here {
  origin: string;
  /** The key of the site. */
  site: string;
  siteName: string;
}

/** In the language of the mail: of what its kind may name, and of nothing else. */
export function samplesOf({ kind, locale, names }: Sampled, { origin, site, siteName }: Here): Samples {
  const [number, unit] = LASTS[kind] ?? DAY;
  const page = (PAGES[kind] ?? '').replace('{site}', site).replace('{locale}', locale);
  const all: Samples = {
    site: siteName,
    link: origin + page,
    code: '123456',
    good_for: new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(number),
    name: 'Nora',
    provider: 'The Guild',
    ...SAID[locale],
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date()),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}
