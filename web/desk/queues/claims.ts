// Whoever reads one comment at a time is handed the next ones, and others are handed other ones.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskClaim, DeskRelease } from '../../shared/generated.ts';
import type { Queues } from './queues.ts';

/** How many are claimed beyond those that were claimed and passed over. */
const BATCH = 10;
const MOST = 50;
/** With fewer ahead, more are asked for. */
const FEW = 5;
/** Milliseconds until asking again may help, where there were no more. */
const PAUSE = 10_000;

export class Claims {
  readonly #queues: Queues;
  #isAsking = false;
  #notBefore = 0;
  #hasSome = false;

  constructor(queues: Queues) {
    this.#queues = queues;
  }

  async look(): Promise<void> {
    const { model, isAlone, filter, listener } = this.#queues;
    if (!isAlone || this.#isAsking || Date.now() < this.#notBefore || model.rows.length === 0) return;
    const mine = model.mineAhead();
    if (mine >= FEW) return;
    this.#isAsking = true;
    try {
      const first = Math.min(MOST, Math.max(0, model.index) + mine + BATCH);
      const input = { site: place.site, kind: model.kind, first, filter };
      const { claimComments } = await listener.transport.run(DeskClaim, { input });
      const ids = claimComments.comments.map(({ id }) => id);
      this.#hasSome ||= ids.length > 0;
      if (ids.length < first) this.#notBefore = Date.now() + PAUSE;
      if (model === this.#queues.model) model.claimed(ids, claimComments.expiresAt);
      listener.changed();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      // A claim keeps nobody from deciding: without one, the work goes on.
      this.#notBefore = Date.now() + PAUSE;
    } finally {
      this.#isAsking = false;
    }
  }

  /** Others may have them. */
  release(): void {
    this.#notBefore = 0;
    if (!this.#hasSome) return;
    this.#hasSome = false;
    const { transport } = this.#queues.listener;
    void transport.run(DeskRelease, { input: { site: place.site } }).catch((refusal: unknown) => {
      // They end by themselves.
      if (!(refusal instanceof Refusal)) throw refusal;
    });
  }
}
