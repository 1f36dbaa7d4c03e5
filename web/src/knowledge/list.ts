import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Language } from '../shared/language';
import type { EntryLine } from './model';
import { day, type Drawn, type View } from './view';

/** One entry to open. */
export function entryCard(view: View, entry: EntryLine): Drawn {
  const { state, texts, language } = view;
  const selected = state.editing?.id === entry.id && state.editing.language === entry.language;
  return html`<li>
    <button
      type="button"
      class="entry ${selected ? 'selected' : ''}"
      lang=${entry.language}
      data-entry="${entry.id}/${entry.language}"
      aria-current=${selected}
      @click=${() => void state.open(entry.id, entry.language)}
    >
      <strong>${entry.question}</strong>
      <span class="facts" lang=${language}>
        <span>${texts.languages[entry.language]}</span>
        ${entry.audience ? html`<span>${texts.audiences[entry.audience]}</span>` : nothing}
        <span>${[entry.source, ...entry.groups].join(' › ')}</span>
      </span>
      ${entry.conflict || entry.overdue || entry.withdrawn
        ? html`<span class="tags" lang=${language}>
            ${entry.withdrawn ? html`<span class="tag grey">${texts.withdrawn}</span>` : nothing}
            ${entry.conflict ? html`<span class="tag alarm">${texts.conflict}</span>` : nothing}
            ${entry.overdue && entry.reviewBy ? html`<span class="tag due">${texts.dueOn(day(entry.reviewBy, language))}</span>` : nothing}
          </span>`
        : nothing}
    </button>
  </li>`;
}

/** The list with its search. */
export function listView(view: View): Drawn {
  const { state, texts, language } = view;
  const { entries, total } = state.list;
  return html`
    <nav class="list" aria-label=${texts.entriesTab}>
      <form role="search" @submit=${(event: Event) => event.preventDefault()}>
        <label class="visually-hidden" for="search">${texts.search}</label>
        <input
          id="search"
          type="search"
          placeholder=${texts.search}
          autocomplete="off"
          .value=${live(state.search)}
          @input=${(event: InputEvent) => {
            state.search = (event.target as HTMLInputElement).value;
            void state.refresh();
          }}
        />
        <div class="filters">
          <label class="visually-hidden" for="filter">${texts.allLanguages}</label>
          <select
            id="filter"
            @change=${(event: Event) => {
              state.filter = (event.target as HTMLSelectElement).value as Language | '';
              void state.refresh();
            }}
          >
            <option value="">${texts.allLanguages}</option>
            ${(['fr', 'en'] as const).map(code => html`<option value=${code} ?selected=${state.filter === code}>${texts.languages[code]}</option>`)}
          </select>
          <fluent-button size="small" data-action="create" @click=${() => state.begin(state.filter === '' ? language : state.filter, {})}
            >${texts.create}</fluent-button
          >
        </div>
      </form>
      <p class="count" role="status">${texts.count(entries.length, total)}</p>
      ${entries.length === 0 && total > 0 ? html`<p class="empty">${texts.nothingFound}</p>` : nothing}
      <ul>
        ${repeat(
          entries,
          entry => `${entry.id}/${entry.language}`,
          entry => entryCard(view, entry),
        )}
      </ul>
    </nav>
  `;
}
