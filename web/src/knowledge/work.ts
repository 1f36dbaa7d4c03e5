import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { entryCard } from './list';
import type { EntryLine, Gap, QuestionGroup } from './model';
import { day, type Drawn, type View } from './view';

const shownFirst = 3;

function group(view: View, item: QuestionGroup): Drawn {
  const { state, texts, language } = view;
  const ids = item.questions.map(question => question.id);
  const key = ids[0] ?? 0;
  const wording = state.wordings.get(key) ?? item.proposal;
  const asked = (questions: QuestionGroup['questions']) =>
    questions.map(
      question => html`<li lang=${item.language}>
        ${question.text} ${question.comment ? html`<span class="hint">— ${question.comment}</span>` : nothing}
        <time class="hint" lang=${language} datetime=${question.at}>${day(question.at, language)}</time>
      </li>`,
    );
  return html`<li class="card" data-group=${item.kind}>
    <p class="card-top">
      <strong>${texts.asked(item.questions.length)}</strong>
      <span class="facts"><span>${texts.languages[item.language]}</span><span>${texts.audiences[item.audience]}</span></span>
    </p>
    ${item.entryId
      ? html`<button type="button" class="link" @click=${() => void state.open(item.entryId as string, item.language)}>${item.entryQuestion ?? item.entryId}</button>`
      : nothing}
    <ul class="asked">
      ${asked(item.questions.slice(0, shownFirst))}
    </ul>
    ${item.questions.length > shownFirst
      ? html`<details>
          <summary>+ ${item.questions.length - shownFirst}</summary>
          <ul class="asked">
            ${asked(item.questions.slice(shownFirst))}
          </ul>
        </details>`
      : nothing}
    <label for="wording-${key}">${texts.approvedText}</label>
    <input
      id="wording-${key}"
      lang=${item.language}
      maxlength="300"
      .value=${live(wording)}
      @input=${(event: InputEvent) => state.wordings.set(key, (event.target as HTMLInputElement).value)}
    />
    <p class="hint">${texts.approveHint}</p>
    <div class="actions">
      <fluent-button size="small" appearance="primary" data-action="approve" @click=${() => void state.keepGap(state.wordings.get(key) ?? item.proposal, ids)}
        >${texts.approve}</fluent-button
      >
      <fluent-button size="small" data-action="dismiss" @click=${() => void state.dismiss(ids)}>${texts.dismiss}</fluent-button>
    </div>
  </li>`;
}

function gap(view: View, item: Gap): Drawn {
  const { state, texts } = view;
  return html`<li class="card" data-gap=${item.id}>
    <strong lang=${item.language}>${item.text}</strong>
    <span class="facts">
      <span>${texts.asked(item.count)}</span><span>${texts.audiences[item.audience]}</span><span>${texts.approvedBy(item.approvedBy)}</span>
    </span>
    <div class="actions">
      ${item.entryId
        ? html`<fluent-button size="small" @click=${() => void state.open(item.entryId as string, item.language)}>${texts.open}</fluent-button>`
        : html`<fluent-button
            size="small"
            appearance="primary"
            data-action="write"
            @click=${() => state.begin(item.language, { question: item.text, audience: item.audience }, null, item.id)}
            >${texts.write}</fluent-button
          >`}
      <fluent-button size="small" data-action="done" @click=${() => void state.endGap(item.id)}>${texts.done}</fluent-button>
    </div>
  </li>`;
}

const section = (id: string, title: string, hint: string, items: readonly Drawn[]): Drawn =>
  items.length === 0
    ? nothing
    : html`<section class="group" aria-labelledby="work-${id}" data-work=${id}>
        <h2 id="work-${id}">${title} <span class="count">${items.length}</span></h2>
        ${hint === '' ? nothing : html`<p class="hint">${hint}</p>`}
        <ul class="cards">
          ${items}
        </ul>
      </section>`;

/** How much waits for an author. */
export const waiting = ({ state }: View): number =>
  state.work ? state.work.groups.length + state.work.gaps.length + state.work.overdue.length + state.work.conflicts.length : 0;

/** What waits for an author. */
export function workView(view: View): Drawn {
  const { state, texts } = view;
  const { work } = state;
  if (!work) return nothing;
  const cards = (entries: readonly EntryLine[]) => entries.map(entry => entryCard(view, entry));
  const groups = (kind: QuestionGroup['kind']) =>
    repeat(
      work.groups.filter(item => item.kind === kind),
      item => item.questions[0]?.id,
      item => group(view, item),
    );
  const count = (kind: QuestionGroup['kind']) => work.groups.filter(item => item.kind === kind).length;
  const asked = (id: string, kind: QuestionGroup['kind'], title: string, hint: string): Drawn =>
    count(kind) === 0
      ? nothing
      : html`<section class="group" aria-labelledby="work-${id}" data-work=${id}>
          <h2 id="work-${id}">${title} <span class="count">${count(kind)}</span></h2>
          <p class="hint">${hint}</p>
          <ul class="cards">
            ${groups(kind)}
          </ul>
        </section>`;
  return html`<main class="work">
    ${state.notice === 'notClean' || state.notice === 'failed' ? html`<p class="notice refused" role="alert">${texts[state.notice]}</p>` : nothing}
    ${waiting(view) + work.untranslated.length === 0 ? html`<p class="empty">${texts.nothing}</p>` : nothing}
    ${section('gaps', texts.toWrite, texts.toWriteHint, work.gaps.map(item => gap(view, item)))}
    ${asked('unanswered', 'Unanswered', texts.unanswered, texts.unansweredHint(work.keepDays))}
    ${asked('rejected', 'Rejected', texts.rejected, texts.rejectedHint)}
    ${section('conflicts', texts.conflicts, '', cards(work.conflicts))} ${section('overdue', texts.overdueReviews, '', cards(work.overdue))}
    ${section('untranslated', texts.untranslated, '', cards(work.untranslated))}
  </main>`;
}
