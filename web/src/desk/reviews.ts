import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { HandoffDetail, Review, Verdict } from './model';
import { clock } from './time';
import { type Drawn, type View } from './view';

/** What a triage decision may have had to be; the labels of the example files. */
export const labels = [
  'routine',
  'explicit_request',
  'distress',
  'anger_complaint',
  'conflict',
  'sensitive',
  'personal_context',
  'ambiguous',
] as const;

/** "Wrongly routed?": marks the decision on a message (or, with line 0, on the handoff) as wrong. */
export function markView({ state, texts }: View, detail: HandoffDetail, line: number): Drawn {
  const mark = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const label = select.value;
    select.value = '';
    if (label !== '') void state.review(detail.summary.id, 'mark', { line, label });
  };
  return html`<select class="mark-wrong" aria-label=${texts.markWrong} data-mark=${line} ?disabled=${state.busy} @change=${mark}>
    <option value="">${texts.markWrong}</option>
    ${labels.map(label => html`<option value=${label}>${texts.labels[label]}</option>`)}
  </select>`;
}

const verdict = ({ texts, language }: View, { label, confidence }: Verdict): string =>
  `${texts.labels[label] ?? label} (${confidence.toLocaleString(language, { style: 'percent' })})`;

function reviewCard(view: View, item: Review, canApprove: boolean): Drawn {
  const { state, texts, language } = view;
  const key = `${item.handoffId}/${item.line}`;
  const text = state.rewrite(key) ?? item.proposal;
  const trial = state.trial(key);
  const label = state.judgement(key) ?? item.label;
  const act = (action: 'try' | 'approve' | 'dismiss') => () =>
    void state.review(item.handoffId, action, { line: item.line, label, text: text.trim() });
  const choose = (event: Event) => state.setJudgement(key, (event.target as HTMLSelectElement).value);
  return html`<li class="card review" data-review=${key}>
    <span class="card-top"><strong>${item.reference}</strong><span class="when">${clock(item.at, language)}</span></span>
    <span class="reason"
      >${item.byModel
        ? texts.disagreement(texts.labels[item.found ?? ''] ?? item.decided, texts.labels[item.label] ?? item.label)
        : html`${item.decided} → <strong>${texts.labels[item.label] ?? item.label}</strong>`}</span
    >
    ${item.text === null ? html`<span class="last">${texts.erased}</span>` : html`<span class="last">${item.text}</span>`}
    ${canApprove
      ? html`<label for="label-${key}">${texts.shouldBe}</label>
          <select id="label-${key}" data-judgement=${key} @change=${choose}>
            ${labels.map(each => html`<option value=${each} ?selected=${each === label}>${texts.labels[each]}</option>`)}
          </select>
          <label for="rewrite-${key}">${texts.rewrite}</label>
          <textarea
            id="rewrite-${key}"
            rows="2"
            maxlength="400"
            lang=${item.language}
            .value=${live(text)}
            @input=${(event: InputEvent) => state.setRewrite(key, (event.target as HTMLTextAreaElement).value)}
          ></textarea>`
      : html`<span class="last">${texts.noExamplesFolder}</span>`}
    ${trial ? html`<p class="trial" role="status">${typeof trial === 'string' ? trial : texts.trial(verdict(view, trial.before), verdict(view, trial.after), trial.changed.length)} ${typeof trial === 'string' ? nothing : (trial.note ?? nothing)}</p>` : nothing}
    <span class="review-actions">
      ${canApprove
        ? html`<button type="button" class="button small" ?disabled=${state.busy} data-action="try" @click=${act('try')}>${texts.tryExample}</button>
            <button type="button" class="button small primary" ?disabled=${state.busy} data-action="approve" @click=${act('approve')}>${texts.approve}</button>`
        : nothing}
      <button type="button" class="button quiet small" ?disabled=${state.busy} data-action="dismiss" @click=${act('dismiss')}>${texts.dismiss}</button>
    </span>
  </li>`;
}

/** Decisions that colleagues marked as wrong, and those a model saw differently. */
export function reviewsView(view: View): Drawn {
  const { reviews } = view.state;
  if (reviews.items.length === 0) return nothing;
  return html`<section class="group" aria-labelledby="group-reviews" data-group="reviews">
    <h2 id="group-reviews">${view.texts.reviews} <span class="count">${reviews.items.length}</span></h2>
    <ul>
      ${reviews.items.map(item => reviewCard(view, item, reviews.canApprove))}
    </ul>
  </section>`;
}
