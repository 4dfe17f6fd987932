// Who has a role on the site, and who is invited to one. For admins.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import {
  DeskInvitations,
  DeskInviteMember,
  DeskRoleHolders,
  DeskWithdrawInvitation,
  type InvitedFragment,
  type InviteMemberInput,
  type RoleHolderFragment,
} from '../../shared/generated.ts';
import type { DeskPage } from '../page.ts';
import { type Page, Paged } from '../parts/paged.ts';

export type Invitation = InvitedFragment;
export type RoleHolder = RoleHolderFragment;
type Given = Omit<InviteMemberInput, 'site'>;

export interface Outcome {
  /** Whom it is about: who is invited anew has another invitation. */
  email: string;
  isDone: boolean;
  /** That it is done, or why it could not be. */
  said: string;
}

/** Open ones of a site. */
const MOST = 50;

export class Invitations {
  readonly #desk: DeskPage;
  readonly #logged: () => void;
  readonly #explain: (refusal: Refusal) => string;
  readonly admins: Paged<RoleHolder>;
  readonly moderators: Paged<RoleHolder>;
  readonly open: Paged<Invitation>;
  /** What the last thing that was done with one of them has come to. */
  outcome: Outcome | null = null;
  isBusy = false;

  /** `logged`: something was done that stands in the log. */
  constructor(desk: DeskPage, explain: (refusal: Refusal) => string, logged: () => void) {
    this.#desk = desk;
    this.#explain = explain;
    this.#logged = logged;
    this.admins = this.#paged((after) => this.#holders('ADMIN', after));
    this.moderators = this.#paged((after) => this.#holders('MODERATOR', after));
    this.open = this.#paged((after) => this.#invitations(after));
  }

  get isFull(): boolean {
    return (this.open.total ?? 0) >= MOST;
  }

  async load(): Promise<void> {
    await Promise.all([this.admins.again(), this.moderators.again(), this.open.again()]);
  }

  /** What waits for the owner of the address already is replaced. */
  async invite(given: Given): Promise<void> {
    this.outcome = null;
    const input = { site: place.site, ...given };
    await this.#desk.proved(() => this.#desk.transport.run(DeskInviteMember, { input }));
    this.#logged();
    await this.open.again();
  }

  /** Mails it anew: it is good for as long as a new one. */
  again({ email, role, locale }: Invitation, done: string): Promise<void> {
    return this.#attempt(email, done, () => this.invite({ email, role, locale }));
  }

  withdraw({ id, email }: Invitation, done: string): Promise<void> {
    return this.#attempt(email, done, async () => {
      const input = { invitationId: id };
      await this.#desk.transport.run(DeskWithdrawInvitation, { input });
      this.#logged();
      await this.open.again();
    });
  }

  async #attempt(email: string, done: string, action: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.outcome = null;
    this.isBusy = true;
    this.#desk.update();
    try {
      await action();
      this.outcome = { email, isDone: true, said: done };
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      // Where there is nothing to do any more, the lists are not what they were.
      if (refusal.code === 'NOT_FOUND' || refusal.reason === 'NOTHING_TO_DO') await this.load();
      this.outcome = { email, isDone: false, said: this.#explain(refusal) };
    } finally {
      this.isBusy = false;
      this.#desk.update();
    }
  }

  #paged<Node extends { id: string }>(fetch: (after: string | null) => Promise<Page<Node>>): Paged<Node> {
    return new Paged<Node>({
      fetch,
      explain: (refusal) => this.#desk.explain(refusal),
      changed: () => this.#desk.update(),
    });
  }

  async #holders(role: 'ADMIN' | 'MODERATOR', after: string | null): Promise<Page<RoleHolder>> {
    const { site } = await this.#desk.transport.run(DeskRoleHolders, { site: place.site, role, after });
    return site?.members ?? NONE;
  }

  async #invitations(after: string | null): Promise<Page<Invitation>> {
    const { site } = await this.#desk.transport.run(DeskInvitations, { site: place.site, after });
    return site?.invitations ?? NONE;
  }
}

const NONE = { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
