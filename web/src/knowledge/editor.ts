import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { formatted } from '../desk/view';
import type { Language } from '../shared/language';
import { entryCard } from './list';
import type { Audience, EntryFields, Version } from './model';
import type { Editing } from './state';
import { type Drawn, moment, type View } from './view';

type TextField = 'question' | 'answer' | 'short' | 'source' | 'link' | 'owner' | 'contact' | 'reviewBy';

const other = (language: Language): Language => (language === 'fr' ? 'en' : 'fr');

/** How much of a long answer is shown first when there is no short line. */
const longAnswer = 320;

function text(view: View, editing: Editing, name: TextField, label: string, options: { rows?: number; hint?: string; max?: number; type?: string } = {}): Drawn {
  const value = editing.fields[name] ?? '';
  const change = (event: InputEvent) => {
    const written = (event.target as HTMLInputElement | HTMLTextAreaElement).value;
    view.state.set(name, (written === '' && name !== 'question' && name !== 'answer' && name !== 'source' ? null : written) as EntryFields[typeof name]);
  };
  const language = name === 'question' || name === 'answer' || name === 'short' ? editing.language : view.language;
  const hint = options.hint ? html`<p class="hint" id="${name}-hint">${options.hint}</p>` : nothing;
  return html`<div class="field ${name}">
    <label for=${name}>${label}</label>
    ${options.rows
      ? html`<textarea
          id=${name}
          lang=${language}
          rows=${options.rows}
          maxlength=${options.max ?? 20000}
          aria-describedby=${options.hint ? `${name}-hint` : nothing}
          .value=${live(value)}
          @input=${change}
        ></textarea>`
      : html`<input
          id=${name}
          lang=${language}
          type=${options.type ?? 'text'}
          maxlength=${options.max ?? 300}
          aria-describedby=${options.hint ? `${name}-hint` : nothing}
          .value=${live(value)}
          @input=${change}
        />`}
    ${hint}
  </div>`;
}

function lines(view: View, editing: Editing): Drawn {
  const { state, texts } = view;
  return html`<div class="field">
    <label for="alsoAsked">${texts.alsoAsked}</label>
    <textarea
      id="alsoAsked"
      lang=${editing.language}
      rows=${Math.max(3, editing.fields.alsoAsked.length + 1)}
      aria-describedby="alsoAsked-hint"
      .value=${live(editing.fields.alsoAsked.join('\n'))}
      @input=${(event: InputEvent) => state.set('alsoAsked', (event.target as HTMLTextAreaElement).value.split('\n'))}
    ></textarea>
    <p class="hint" id="alsoAsked-hint">${texts.alsoAskedHint}</p>
  </div>`;
}

function details(view: View, editing: Editing): Drawn {
  const { state, texts } = view;
  const { fields } = editing;
  return html`<details class="more" ?open=${editing.detail === null}>
    <summary>${texts.details}</summary>
    <div class="pairs">
      <div class="field">
        <label for="audience">${texts.audience}</label>
        <select id="audience" @change=${(event: Event) => state.set('audience', (event.target as HTMLSelectElement).value as Audience)}>
          ${(['All', 'Employees', 'Clients'] as const).map(
            audience => html`<option value=${audience} ?selected=${fields.audience === audience}>${texts.audiences[audience]}</option>`,
          )}
        </select>
      </div>
      ${text(view, editing, 'reviewBy', texts.reviewBy, { type: 'date' })} ${text(view, editing, 'owner', texts.owner)}
      ${text(view, editing, 'contact', texts.contact)} ${text(view, editing, 'source', texts.source)}
      ${text(view, editing, 'link', texts.link, { type: 'url', max: 500 })}
      <div class="field wide">
        <label for="groups">${texts.groups}</label>
        <input
          id="groups"
          aria-describedby="groups-hint"
          .value=${live(fields.groups.join(' > '))}
          @change=${(event: Event) => state.set('groups', (event.target as HTMLInputElement).value.split('>').map(part => part.trim()).filter(part => part !== ''))}
        />
        <p class="hint" id="groups-hint">${texts.groupsHint}</p>
      </div>
    </div>
  </details>`;
}

function preview(view: View, editing: Editing): Drawn {
  const { fields, language } = editing;
  const short = fields.short?.trim();
  return html`<section class="preview" aria-labelledby="preview-title">
    <h3 id="preview-title">${view.texts.preview}</h3>
    <div class="bubble" lang=${language}>
      ${formatted(short ? short : fields.answer)}
      ${short && fields.answer.trim() !== '' && fields.answer.trim() !== short
        ? html`<p class="hint" lang=${view.language}>${view.texts.previewMore}</p>
            ${formatted(fields.answer)}`
        : nothing}
      ${fields.source ? html`<p class="sources">Source${language === 'fr' ? ' ' : ''}: ${fields.source}</p>` : nothing}
    </div>
    ${!short && fields.answer.length > longAnswer ? html`<p class="hint">${view.texts.shortHint}</p>` : nothing}
  </section>`;
}

function conflict(view: View, editing: Editing): Drawn {
  const { state, texts } = view;
  const detail = editing.detail;
  if (!detail?.offered) return nothing;
  return html`<section class="banner alarm" data-conflict>
    <p>${detail.offer ? texts.fileConflict(detail.file ?? '') : texts.fileGone(detail.file ?? '')}</p>
    ${detail.offer ? html`<div class="bubble" lang=${detail.language}><p><strong>${detail.offer.question}</strong></p>${formatted(detail.offer.answer)}</div>` : nothing}
    <div class="actions">
      <fluent-button size="small" data-action="take" @click=${() => void state.resolve(true)}>${texts.takeFile}</fluent-button>
      <fluent-button size="small" data-action="keep" @click=${() => void state.resolve(false)}>${texts.keepDesk}</fluent-button>
    </div>
  </section>`;
}

/** Decides on a proposal; what is next in its place is under the keyboard then, or the button that asks for more. */
const decided = (run: () => void | Promise<void>) => async (event: Event) => {
  const pressed = event.currentTarget as HTMLElement;
  const section = pressed.closest('.proposals');
  const place = [...(section?.querySelectorAll('.phrasings li') ?? [])].indexOf(pressed.closest('li') as HTMLElement);
  await run();
  const left = section?.querySelectorAll('.phrasings li') ?? [];
  const next = place < 0 ? null : left[Math.min(place, left.length - 1)]?.querySelector<HTMLElement>(`[data-action=${pressed.dataset.action}]`);
  (next ?? section?.querySelector<HTMLElement>('[data-action=phrasings]'))?.focus({ preventScroll: true });
};

function proposals(view: View, editing: Editing): Drawn {
  const { state, texts } = view;
  if (!state.list.hasModel) return nothing;
  const { proposal } = state;
  const target = other(editing.language);
  const ready = editing.fields.question.trim() !== '' && editing.fields.answer.trim() !== '';
  return html`<section class="proposals" aria-labelledby="proposals-title">
    <h3 id="proposals-title">${texts.proposals} <span>${texts.proposalsHint}</span></h3>
    <div class="actions">
      <fluent-button size="small" data-action="phrasings" ?disabled=${state.thinking || !ready} @click=${() => void state.propose(false)}
        >${texts.proposePhrasings}</fluent-button
      >
      ${editing.id !== null && !editing.detail?.translations.includes(target)
        ? html`<fluent-button size="small" data-action="translation" ?disabled=${state.thinking || !ready} @click=${() => void state.propose(true)}
            >${texts.proposeTranslation}</fluent-button
          >`
        : nothing}
      <span role="status">${state.thinking ? texts.thinking : nothing}</span>
    </div>
    ${proposal && proposal.phrasings.length > 0
      ? html`<ul class="phrasings" aria-labelledby="proposals-title">
          ${proposal.phrasings.map(
            phrasing => html`<li>
              <span lang=${editing.language}>${phrasing}</span>
              <button type="button" class="button small" data-action="add" @click=${decided(() => state.addPhrasing(phrasing))}
                >${texts.add}<span class="visually-hidden" lang=${editing.language}> ${phrasing}</span></button
              >
              <button type="button" class="button quiet small" data-action="dismiss" @click=${decided(() => state.dismissProposal(phrasing))}
                >${texts.dismiss}<span class="visually-hidden" lang=${editing.language}> ${phrasing}</span></button
              >
            </li>`,
          )}
        </ul>`
      : nothing}
    ${proposal?.translation && proposal.language
      ? html`<div class="translation">
          <div class="bubble" lang=${proposal.language}>
            <p><strong>${proposal.translation.question}</strong></p>
            ${formatted(proposal.translation.short ?? proposal.translation.answer)}
          </div>
          <div class="actions">
            <fluent-button
              size="small"
              data-action="begin"
              @click=${() => state.begin(proposal.language as Language, proposal.translation as EntryFields, editing.id)}
              >${texts.addLanguage(proposal.language)}</fluent-button
            >
            <fluent-button size="small" appearance="subtle" data-action="dismiss" @click=${decided(() => state.dismissProposal(null))}
              >${texts.dismiss}<span class="visually-hidden" lang=${proposal.language}> ${proposal.translation.question}</span></fluent-button
            >
          </div>
        </div>`
      : nothing}
  </section>`;
}

function version(view: View, editing: Editing, item: Version): Drawn {
  const { state, texts, language } = view;
  const current = item.version === editing.version;
  return html`<li data-version=${item.version}>
    <p class="line-head">
      <strong>${texts.version(item.version)}</strong> ${current ? html`<span class="tag">${texts.current}</span>` : nothing}
      <span>${texts.kinds[item.kind]} · ${item.author} · <time datetime=${item.at}>${moment(item.at, language)}</time></span>
    </p>
    ${item.fields
      ? html`<details>
          <summary>${texts.show}</summary>
          <div class="bubble" lang=${editing.language}>
            <p><strong>${item.fields.question}</strong></p>
            ${item.fields.short ? html`<p>${item.fields.short}</p>` : nothing} ${formatted(item.fields.answer)}
          </div>
        </details>`
      : nothing}
    ${current
      ? nothing
      : html`<button type="button" class="button small" data-action="restore" ?disabled=${state.busy} @click=${() => void state.restore(item.version)}>
          ${texts.restore}<span class="visually-hidden"> (${item.version})</span>
        </button>`}
  </li>`;
}

function notice({ state, texts }: View): Drawn {
  if (state.notice === '' && state.problems.length === 0) return nothing;
  const good = state.notice === 'saved';
  return html`<div class="notice ${good ? 'ok' : 'refused'}">
    ${state.notice === '' ? nothing : html`<p>${texts[state.notice]}</p>`} ${state.problems.map(problem => html`<p lang="en">${problem}</p>`)}
  </div>`;
}

/** The entry that is being read or written. */
export function editorView(view: View): Drawn {
  const { state, texts } = view;
  const { editing } = state;
  if (!editing)
    return html`<section class="editor none">
      <div>
        <h2>${texts.choose}</h2>
        <p>${texts.chooseHint}</p>
      </div>
    </section>`;
  const { detail, fields } = editing;
  const target = other(editing.language);
  return html`<section class="editor">
    <header class="editor-head">
      <button type="button" class="button quiet small back" @click=${() => state.close()}>‹ ${texts.back}</button>
      <h2 lang=${detail ? editing.language : view.language}>${detail ? editing.saved.question : texts.newEntry}</h2>
      <span class="facts"><span>${texts.languages[editing.language]}</span>${editing.id ? html`<span>${editing.id}</span>` : nothing}</span>
    </header>
    <div class="editor-body">
      ${conflict(view, editing)} ${editing.isDraft ? html`<p class="banner">${texts.draftHint}</p>` : nothing}
      ${editing.similar.length > 0
        ? html`<section class="banner"><p>${texts.similar}</p><ul class="cards">${editing.similar.map(entry => entryCard(view, entry))}</ul></section>`
        : nothing}
      ${detail && !detail.fields ? html`<p class="banner"><span class="tag grey">${texts.withdrawn}</span></p>` : nothing}
      <form @submit=${(event: Event) => event.preventDefault()}>
        ${text(view, editing, 'question', texts.question)} ${text(view, editing, 'short', texts.short, { rows: 2, hint: texts.shortHint, max: 200 })}
        ${text(view, editing, 'answer', texts.answer, { rows: 8, hint: texts.answerHint })} ${lines(view, editing)} ${details(view, editing)}
      </form>
      ${proposals(view, editing)} ${preview(view, editing)}
      ${detail
        ? html`<section class="history" aria-labelledby="history-title">
            <h3 id="history-title">${texts.history}</h3>
            <ul>
              ${detail.history.map(item => version(view, editing, item))}
            </ul>
          </section>`
        : nothing}
    </div>
    <footer class="editor-foot">
      <div role="status" aria-live="polite">${notice(view)}</div>
      <div class="actions">
        ${detail?.fields
          ? detail.translations.includes(target)
            ? html`<button type="button" class="button quiet small" @click=${() => void state.open(detail.id, target)}>${texts.otherLanguage(target)}</button>`
            : html`<button
                type="button"
                class="button quiet small"
                @click=${() => state.begin(target, { ...fields, question: '', answer: '', short: null, alsoAsked: [], groups: [] }, detail.id)}
              >
                ${texts.addLanguage(target)}
              </button>`
          : nothing}
        ${detail?.fields
          ? html`<button
              type="button"
              class="button small"
              data-action="withdraw"
              ?disabled=${state.busy}
              @click=${() => {
                if (confirm(texts.withdrawConfirm)) void state.withdraw();
              }}
            >
              ${texts.withdraw}
            </button>`
          : nothing}
        <fluent-button
          appearance="primary"
          data-action="save"
          ?disabled=${state.busy || fields.question.trim() === '' || fields.answer.trim() === '' || (!state.isDirty && detail?.fields !== null)}
          @click=${() => void state.save()}
          >${texts.save}</fluent-button
        >
      </div>
    </footer>
  </section>`;
}
