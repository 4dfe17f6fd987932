// Writing without an account: with a name, and an address that a mail has to confirm.
import { html, type TemplateResult } from 'lit';
import { Posting } from '../../shared/api/posting.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { PostCommentAsGuest, type PostCommentAsGuestInput, Work } from '../../shared/generated.ts';
import type { Connection } from '../connection.ts';
import type { Spoken } from '../parts/words.ts';
import { solve } from './work.ts';

export function guestFields({ words }: Spoken, isBusy: boolean): TemplateResult {
  return html`
    <div class="guest">
      <label>
        <span class="field-label">${words.name}</span>
        <input name="name" part="field" required autocomplete="nickname" maxlength="80" dir="auto" ?readonly=${isBusy} />
        <span class="quiet">${words.nameHint}</span>
      </label>
      <label>
        <span class="field-label">${words.email}</span>
        <input name="email" part="field" type="email" required autocomplete="email" maxlength="254" dir="ltr" ?readonly=${isBusy} />
        <span class="quiet">${words.emailHint}</span>
      </label>
    </div>
  `;
}

/** What stands in the fields; null where the browser says that something is missing there. */
export function readGuest(slot: ParentNode): { name: string; email: string } | null {
  const form = slot.querySelector('form');
  if (!form?.reportValidity()) return null;
  const given = new FormData(form);
  return { name: String(given.get('name')), email: String(given.get('email')) };
}

/** Does the work where the service asks for it, and sends again. */
export async function postAsGuest(
  { service, site }: Connection,
  input: PostCommentAsGuestInput,
  progress: (done: number) => void,
): Promise<{ expiresAt: string }> {
  const posting = new Posting(service);
  const send = async (proofOfWork?: string) => {
    const sent = proofOfWork ? { ...input, proofOfWork } : input;
    return (await posting.run(PostCommentAsGuest, { input: sent })).postCommentAsGuest;
  };
  try {
    return await send();
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.reason !== 'PROOF_OF_WORK_NEEDED') throw refusal;
  }
  const { proofOfWork } = await posting.run(Work, { site });
  return send(await solve(proofOfWork, progress));
}
