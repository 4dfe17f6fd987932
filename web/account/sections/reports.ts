// What the viewer has reported, and what came of it.
import { html, nothing, type TemplateResult } from 'lit';
import { MyReported, type MyReportedQuery, MyReports, type MyReportsQuery } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import type { AccountPage } from '../page.ts';
import { Section } from '../section.ts';
import { Pages } from './pages.ts';

type Report = NonNullable<MyReportsQuery['viewer']>['reports']['nodes'][number];

export class Reports extends Section {
  readonly id = 'reports';
  readonly #reports: Pages<Report>;
  /** Comments that were asked for, by their ids; null where the viewer sees them no more. */
  readonly #comments = new Map<string, MyReportedQuery['comment']>();

  constructor(page: AccountPage) {
    super(page);
    this.#reports = new Pages(page, async (after) => {
      const { viewer } = await page.transport.run(MyReports, { after });
      return viewer?.reports;
    });
  }

  get title(): string {
    return this.words.reports;
  }

  protected override content(): TemplateResult {
    const { words } = this;
    this.#reports.begin();
    const reports = this.#reports.items ?? [];
    if (reports.length === 0) return html`<p class="quiet">${this.#reports.problem || words.noReports}</p>`;
    return html`
      <ul class="things">
        ${reports.map((report) => this.#report(report))}
      </ul>
      <p class="error">${this.#reports.problem}</p>
      ${this.#reports.hasMore ? html`<div class="buttons">${this.button(words.more, () => this.#reports.more())}</div>` : nothing}
    `;
  }

  #report({ commentId, reason, text, createdAt, outcome }: Report): TemplateResult {
    const { words } = this;
    const comment = this.#comments.get(commentId);
    return html`
      <li>
        <div>
          <p>${words[reason]} <strong class="mark">${outcome ? words[outcome] : words.waits}</strong></p>
          ${text ? html`<p dir="auto">${text}</p>` : nothing}
          <p class="hint">${weave<unknown>(words.reported, { time: this.time(createdAt) })}</p>
          ${comment === undefined ? nothing : this.#comment(comment)}
        </div>
        ${comment === undefined ? this.button(words.showReported, () => this.#show(commentId)) : nothing}
      </li>
    `;
  }

  #comment(comment: MyReportedQuery['comment']): TemplateResult {
    if (!comment?.bodyMarkdown) return html`<p class="quiet">${this.words.reportedGone}</p>`;
    const { author, bodyMarkdown, episode } = comment;
    const unique = comment.id.replace('_', '-');
    const title = html`<bdi>${episode.title}</bdi>`;
    return html`
      <blockquote dir="auto">${bodyMarkdown}</blockquote>
      <p class="hint">
        <bdi>${author?.displayName}</bdi> ·
        ${episode.url ? html`<a href="${episode.url}#${unique}" target="_blank" rel="noopener">${title}</a>` : title}
      </p>
    `;
  }

  #show(id: string): Promise<void> {
    return this.attempt(async () => {
      const { comment } = await this.page.transport.run(MyReported, { id });
      this.#comments.set(id, comment);
      return undefined;
    });
  }
}
