import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Brief, HandoffDetail } from './model';
import { clock } from './time';
import { type Drawn, type View } from './view';

const list = (title: string, items: readonly string[], className = ''): Drawn =>
  items.length === 0
    ? nothing
    : html`<dt>${title}</dt>
        <dd class=${className}>
          <ul>
            ${items.map(item => html`<li>${item}</li>`)}
          </ul>
        </dd>`;

function briefView({ texts }: View, brief: Brief): Drawn {
  return html`
    <section class="brief" aria-labelledby="brief-title">
      <h2 id="brief-title">${texts.brief}</h2>
      <dl>
        <dt>${texts.why}</dt>
        <dd class="strong">${brief.why}</dd>
        <dt>${texts.wants}</dt>
        <dd>${brief.wants}</dd>
        ${list(texts.missing, brief.missing)}
        ${brief.tone
          ? html`<dt>${texts.tone}</dt>
              <dd>${brief.tone}</dd>`
          : nothing}
        ${list(texts.avoid, brief.avoid, 'avoid')} ${list(texts.alreadySaid, brief.alreadySaid)}
        ${list(texts.evidence, brief.evidence)}
      </dl>
    </section>
  `;
}

function notesView(view: View, detail: HandoffDetail): Drawn {
  const { state, texts, language } = view;
  const { id, state: handoffState } = detail.summary;
  return html`
    <section class="notes" aria-labelledby="notes-title">
      <h2 id="notes-title"><span aria-hidden="true">🔒</span> ${texts.notes}</h2>
      <p class="wall">${texts.notesHint}</p>
      <ul>
        ${detail.notes.map(
          note => html`<li>
            <p class="line-head"><strong>${note.by}</strong> <time datetime=${note.at}>${clock(note.at, language)}</time></p>
            <p>${note.text}</p>
          </li>`,
        )}
      </ul>
      ${handoffState === 'Closed'
        ? nothing
        : html`<form
            @submit=${(event: Event) => {
              event.preventDefault();
              void state.keepNote(id);
            }}
          >
            <label class="visually-hidden" for="note">${texts.notes}</label>
            <textarea
              id="note"
              rows="2"
              maxlength="4000"
              placeholder=${texts.notePlaceholder}
              .value=${live(state.note(id))}
              @input=${(event: InputEvent) => state.setNote(id, (event.target as HTMLTextAreaElement).value)}
            ></textarea>
            <fluent-button
              size="small"
              data-action="note"
              ?disabled=${state.busy || state.note(id).trim() === ''}
              @click=${() => void state.keepNote(id)}
              >${texts.addNote}</fluent-button
            >
          </form>`}
    </section>
  `;
}

/** The right column: the brief, and the notes behind their wall. */
export function fileView(view: View): Drawn {
  const { detail } = view.state;
  if (!detail?.open) return html`<section class="file"></section>`;
  return html`
    <section class="file">
      ${detail.brief ? briefView(view, detail.brief) : nothing} ${notesView(view, detail)}
    </section>
  `;
}
