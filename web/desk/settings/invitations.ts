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

/** Open ones of a site. */
const MOST = 50;

export class Invitations {
  readonly #desk: DeskPage;
  readonly #explain: (refusal: Refusal) => string;
  readonly admins: Paged<RoleHolder>;
  readonly moderators: Paged<RoleHolder>;
  readonly open: Paged<Invitation>;
  /** Why the last thing could not be done with one of them. */
  problem = '';
  isBusy = false;

  constructor(desk: DeskPage, explain: (refusal: Refusal) => string) {
    this.#desk = desk;
    this.#explain = explain;
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
    const input = { site: place.site, ...given };
    await this.#desk.proved(() => this.#desk.transport.run(DeskInviteMember, { input }));
    await this.open.again();
  }

  /** Mails it anew: it is good for as long as a new one. Tells whether it is done. */
  again({ email, role, locale }: Invitation): Promise<boolean> {
    return this.#attempt(() => this.invite({ email, role, locale }));
  }

  /** Tells whether it is done. */
  withdraw({ id }: Invitation): Promise<boolean> {
    return this.#attempt(async () => {
      const input = { invitationId: id };
      await this.#desk.transport.run(DeskWithdrawInvitation, { input });
      await this.open.again();
    });
  }

  async #attempt(action: () => Promise<void>): Promise<boolean> {
    if (this.isBusy) return false;
    this.problem = '';
    this.isBusy = true;
    this.#desk.update();
    try {
      await action();
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      await this.#refused(refusal);
      return false;
    } finally {
      this.isBusy = false;
      this.#desk.update();
    }
  }

  /** Where there is nothing to do any more, the lists are not what they were. */
  async #refused(refusal: Refusal): Promise<void> {
    if (refusal.code === 'NOT_FOUND' || refusal.reason === 'NOTHING_TO_DO') await this.load();
    this.problem = this.#explain(refusal);
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
