// Draws who has a role on the site and who is invited to one, and asks whom to invite.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type Field, Form, type Values } from '../../own/form.ts';
import type { Surface } from '../../own/surface.ts';
import type { Refusal } from '../../shared/api/refusal.ts';
import type { Role } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import type { DeskPage } from '../page.ts';
import { standing } from '../parts/author.ts';
import type { Paged } from '../parts/paged.ts';
import { date, time } from '../parts/said.ts';
import { isTyped } from '../parts/typed.ts';
import { address } from '../route.ts';
import { type Invitation, Invitations, type Outcome, type RoleHolder } from './invitations.ts';
import { languageOf, languages } from './languages.ts';
import type { Spoken } from './screen.ts';

export class Members {
  readonly #desk: DeskPage;
  readonly #language: Spoken;
  readonly #form: Form;
  readonly invitations: Invitations;
  /** Of the mail: the language that was chosen last, or the desk's. */
  #locale: string;

  /** `logged`: something was done that stands in the log. */
  constructor(desk: DeskPage, language: Spoken, logged: () => void) {
    this.#desk = desk;
    this.#language = language;
    this.invitations = new Invitations(desk, (refusal) => this.#explain(refusal), logged);
    this.#locale = language.code;
    this.#form = new Form(desk as Surface, 'invite', {
      label: language.words.inviteSend,
      fields: () => this.#fields,
      send: (values) => this.#invite(values),
      told: (refusal) => this.#refused(refusal),
    });
  }

  /** Somebody has begun to invite. */
  get isTyped(): boolean {
    return isTyped('#invite');
  }

  draw(isMailless: boolean): TemplateResult {
    const { words } = this.#language;
    const { admins, moderators } = this.invitations;
    const people = html`<a href="#people">${words.people}</a>`;
    return html`
      <p class="inviting">${weave<unknown>(words.membersHint, { people })}</p>
      <h3>${words.admins}</h3>
      ${this.#holders(admins)}
      <h3>${words.moderators}</h3>
      ${moderators.isEmpty ? html`<p class="quiet">${words.noModerators}</p>` : this.#holders(moderators)}
      ${this.#invitations()}
      <h3>${words.invite}</h3>
      <p>${words.inviteHint}</p>
      ${isMailless ? html`<p class="notice">${words.inviteNoMail}</p>` : nothing}
      ${this.#form.draw()}
    `;
  }

  #holders(list: Paged<RoleHolder>): TemplateResult {
    return html`
      <ul class="holders">
        ${repeat(
          list.nodes,
          ({ id }) => id,
          (one) => this.#holder(one),
        )}
      </ul>
      ${list.foot(this.#language)}
    `;
  }

  #holder(one: RoleHolder): TemplateResult {
    const isMe = one.id === this.#desk.viewer.author.id;
    return html`
      <li>
        ${this.#person(one)}
        ${isMe ? html`<span class="quiet">${this.#language.words.isYou}</span>` : nothing}
        ${standing(one, this.#language)}
      </li>
    `;
  }

  #person({ id, displayName }: Pick<RoleHolder, 'id' | 'displayName'>): TemplateResult {
    return html`<a href=${address({ head: 'people', rest: [id] })}><bdi>${displayName}</bdi></a>`;
  }

  #invitations(): TemplateResult {
    const { words } = this.#language;
    const { open, outcome } = this.invitations;
    const isGone = !open.nodes.some(({ email }) => email === outcome?.email);
    return html`
      <h3 id="invitations" tabindex="-1">${words.invitations}</h3>
      ${isGone && outcome ? this.#told(outcome) : nothing}
      ${open.isEmpty ? html`<p class="quiet">${words.noInvitations}</p>` : nothing}
      <ul class="things">
        ${repeat(
          open.nodes,
          ({ email }) => email,
          (one) => this.#open(one),
        )}
      </ul>
      ${open.foot(this.#language)}
    `;
  }

  #open(one: Invitation): TemplateResult {
    const { words, code } = this.#language;
    const { email, role, locale, createdAt, expiresAt, invitedBy } = one;
    const { outcome } = this.invitations;
    const isOver = new Date(expiresAt) <= new Date();
    const by = { name: this.#person(invitedBy), time: time(createdAt, this.#language) };
    const until = { time: date(expiresAt, this.#language) };
    const mail = { language: languageOf(locale ?? 'en', code) };
    return html`
      <li>
        <div>
          <p><strong><bdi>${email}</bdi></strong> <span class="mark">${this.#role(role)}</span></p>
          <p class="hint">${weave<unknown>(words.invitedBy, by)}</p>
          <p class="hint">${this.#language.say(words.invitedIn, mail)} · ${weave<unknown>(isOver ? words.invitedOver : words.invitedUntil, until)}</p>
          ${outcome?.email === email ? this.#told(outcome) : nothing}
        </div>
        <div class="buttons">
          ${this.#button('again', email, () => this.#again(one))}
          ${this.#button('withdraw', email, () => this.#withdraw(one))}
        </div>
      </li>
    `;
  }

  /** Outside its row it says whom it is about; what is done names them. */
  #told({ email, isDone, said }: Outcome): TemplateResult {
    if (isDone) return html`<p class="done">${said}</p>`;
    const isGone = !this.invitations.open.nodes.some((one) => one.email === email);
    return html`<p class="error" role="alert">${isGone ? html`<bdi>${email}</bdi>: ` : nothing}${said}</p>`;
  }

  #button(what: 'again' | 'withdraw', email: string, press: () => Promise<void>): TemplateResult {
    const { words } = this.#language;
    const said = what === 'again' ? words.inviteAgain : words.inviteWithdraw;
    const isBusy = this.invitations.isBusy ? 'true' : 'false';
    return html`<button type="button" id="invite-${what}-${email}" aria-label="${said}: ${email}" aria-disabled=${isBusy} @click=${press}>${said}</button>`;
  }

  #role(role: Role): string {
    const { words } = this.#language;
    return role === 'ADMIN' ? words.ADMIN : words.MODERATOR;
  }

  get #fields(): Field[] {
    const { words, code } = this.#language;
    const all = languages(code);
    const chosen = all.filter(([one]) => one === this.#locale);
    return [
      { name: 'email', label: words.inviteEmail, type: 'email' },
      {
        name: 'role',
        label: words.inviteRole,
        hint: words.inviteRoleHint,
        options: [
          ['MODERATOR', words.MODERATOR],
          ['ADMIN', words.ADMIN],
        ],
      },
      {
        name: 'locale',
        label: words.inviteLanguage,
        options: [...chosen, ...all.filter(([one]) => one !== this.#locale)],
      },
    ];
  }

  async #invite({ email = '', role, locale = '' }: Values): Promise<string> {
    await this.invitations.invite({ email: email.trim(), role: role as Role, locale });
    this.#locale = locale;
    return this.#language.say(this.#language.words.invited, { email: email.trim() });
  }

  /** Whatever the service says of inviting somebody is about their address. */
  #refused(refusal: Refusal): [field: string, said: string] | undefined {
    const { code, field, reason } = refusal;
    const isOfAddress = field === 'email' || reason === 'NOTHING_TO_DO' || code === 'RATE_LIMITED';
    return isOfAddress ? ['email', this.#explain(refusal)] : undefined;
  }

  #explain(refusal: Refusal): string {
    const { words } = this.#language;
    if (refusal.reason === 'NOTHING_TO_DO') return words.inviteHasRole;
    if (refusal.code === 'NOT_FOUND') return words.inviteGone;
    if (refusal.field !== 'email') return this.#desk.explain(refusal);
    return this.invitations.isFull ? words.inviteFull : words.inviteNoAddress;
  }

  async #again(one: Invitation): Promise<void> {
    const { email } = one;
    await this.invitations.again(one, this.#language.say(this.#language.words.invited, { email }));
    this.#lead(`invite-again-${email}`);
  }

  async #withdraw(one: Invitation): Promise<void> {
    const { words } = this.#language;
    const { email } = one;
    if (!(await this.#desk.confirm(this.#language.say(words.inviteWithdrawAsk, { email }), words.inviteWithdraw)))
      return;
    await this.invitations.withdraw(one, this.#language.say(words.inviteWithdrawn, { email }));
    this.#lead(`invite-withdraw-${email}`);
  }

  /** Back to what was pressed; where that is gone, to the list that it stood in. */
  #lead(pressed: string): void {
    const { outcome } = this.invitations;
    if (outcome?.isDone) this.#desk.tell(outcome.said);
    (document.getElementById(pressed) ?? document.getElementById('invitations'))?.focus();
  }
}
