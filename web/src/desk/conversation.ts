import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { HandoffDetail, Suggestion, TranscriptLine } from './model';
import { markView } from './reviews';
import type { Notice } from './state';
import type { DeskTexts } from './texts';
import { clock } from './time';
import { type Drawn, formatted, receiver, type View } from './view';

/** Where a conversation that is over becomes an entry. */
function toEntry(handoff: string): string {
  const query = new URLSearchParams(location.search);
  query.set('handoff', handoff);
  return `/desk/knowledge?${query}`;
}

function line(view: View, detail: HandoffDetail, item: TranscriptLine): Drawn {
  const { texts, language, state } = view;
  const who =
    item.author === 'person'
      ? receiver(view, detail.summary)
      : item.author === 'bot'
        ? texts.bot
        : item.name === state.me?.name
          ? `${item.name} (${texts.you.toLowerCase()})`
          : item.name;
  return html`
    <li class="line ${item.author}">
      <p class="line-head">
        <strong>${who}</strong> <time datetime=${item.at}>${clock(item.at, language)}</time>
        ${item.edited ? html`<em>${texts.edited}</em>` : nothing}
        ${item.author === 'person' && !item.deleted ? markView(view, detail, item.sequence) : nothing}
      </p>
      <div class="bubble">
        ${item.deleted ? html`<p class="deleted">${texts.deleted}</p>` : formatted(item.text)}
        ${item.files.map(
          file => html`<p class="file">
            <a href=${file.url ?? '#'} target="_blank" rel="noopener noreferrer">
              ${file.image && file.url ? html`<img src=${file.url} alt="" loading="lazy" />` : nothing}<span>${file.name}</span>
            </a>
          </p>`,
        )}
        ${item.sources.length > 0
          ? html`<p class="sources">
              ${texts.sources} :
              ${item.sources.map((source, index) => [
                index > 0 ? ', ' : nothing,
                source.url && /^https?:/i.test(source.url)
                  ? html`<a href=${source.url} target="_blank" rel="noopener noreferrer">${source.title}</a>`
                  : source.title,
              ])}
            </p>`
          : nothing}
      </div>
    </li>
  `;
}

function suggestion(view: View, id: string, item: Suggestion): Drawn {
  const { state, texts } = view;
  const use = () => {
    state.setReply(id, item.text);
    document.querySelector<HTMLTextAreaElement>('#reply')?.focus();
  };
  return html`
    <li>
      <button class="suggestion" type="button" title=${texts.use} @click=${use}>
        <span class="suggestion-text">${item.text}</span>
        <span class="origin">${item.source ? texts.fromKnowledge(item.source) : texts.fromWording}</span>
      </button>
    </li>
  `;
}

function composer(view: View, detail: HandoffDetail): Drawn {
  const { state, texts } = view;
  const { id } = detail.summary;
  const name = receiver(view, detail.summary);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void state.sendReply(id);
  };
  return html`
    ${detail.suggestions.length > 0
      ? html`<section class="suggestions" aria-label=${texts.suggestions}>
          <h3>${texts.suggestions} <span>${texts.suggestionsHint}</span></h3>
          <ul>
            ${detail.suggestions.map(item => suggestion(view, id, item))}
          </ul>
        </section>`
      : nothing}
    <form
      class="composer"
      @submit=${(event: Event) => {
        event.preventDefault();
        void state.sendReply(id);
      }}
    >
      <label for="reply">${texts.replyTo(name)}</label>
      <textarea
        id="reply"
        rows="3"
        maxlength="8000"
        lang=${detail.summary.language}
        .value=${live(state.reply(id))}
        @input=${(event: InputEvent) => state.setReply(id, (event.target as HTMLTextAreaElement).value)}
        @keydown=${onKey}
      ></textarea>
      <div class="composer-foot">
        <span class="hint">${texts.sendHint}</span>
        <fluent-button
          appearance="primary"
          data-action="send"
          ?disabled=${state.busy || state.reply(id).trim() === ''}
          @click=${() => void state.sendReply(id)}
          >${texts.sendTo(name)}</fluent-button
        >
      </div>
    </form>
  `;
}

function foot(view: View, detail: HandoffDetail): Drawn {
  const { state, texts } = view;
  const { summary } = detail;
  if (summary.state === 'Accepted' && summary.assistantId === state.me?.id) return composer(view, detail);
  if (summary.state === 'Accepted') return html`<p class="state-line">${texts.followedBy(summary.assistantName ?? '')}</p>`;
  if (summary.state === 'Closed')
    return html`<p class="state-line">
      ${texts.over}
      ${summary.readable && new URLSearchParams(location.search).get('demo') === null ? html`<a class="button small" href=${toEntry(summary.id)}>${texts.toEntry}</a>` : nothing}
    </p>`;
  return html`<div class="state-line">
    <span>${texts.openFirst}</span>
    <fluent-button
      appearance="primary"
      data-action="accept"
      ?disabled=${state.busy}
      @click=${() => void state.act(summary.id, 'accept')}
      >${texts.accept}</fluent-button
    >
  </div>`;
}

function header(view: View, detail: HandoffDetail): Drawn {
  const { state, texts } = view;
  const { summary } = detail;
  const mine = summary.state === 'Accepted' && summary.assistantId === state.me?.id;
  const act = (command: 'transfer' | 'close') => () => void state.act(summary.id, command);
  return html`
    <header class="conversation-head">
      <div>
        <h2 id="conversation-title">${detail.open ? receiver(view, summary) : texts.confidential}</h2>
        <p>
          ${summary.reference} · ${texts.channels[summary.channel] ?? summary.channel} ·
          ${texts.languages[summary.language]} · ${summary.isMember ? texts.employee : texts.client}
          ${detail.open ? markView(view, detail, 0) : nothing}
        </p>
      </div>
      ${mine
        ? html`<div class="actions">
            <fluent-button size="small" data-action="release" ?disabled=${state.busy} @click=${act('transfer')}
              >${texts.release}</fluent-button
            >
            <fluent-button size="small" data-action="close" ?disabled=${state.busy} @click=${act('close')}
              >${texts.close}</fluent-button
            >
          </div>`
        : nothing}
    </header>
  `;
}

/** The server words its answers in the person's language; what the desk can say itself it says in its own. */
function noticeText({ command, result }: Notice, texts: DeskTexts): string {
  if (!result) return texts.failed;
  if (result.ok) return command === 'review' ? result.message : texts.done[command];
  return result.winner ? texts.takenBy(result.winner) : result.message;
}

/** The middle column: what was said, and the way to answer. */
export function conversationView(view: View): Drawn {
  const { state, texts } = view;
  const { detail, notice } = state;
  if (!detail)
    return html`<section class="conversation none">
      <div>
        <h2>${texts.choose}</h2>
        <p>${texts.chooseHint}</p>
      </div>
    </section>`;
  return html`
    <section class="conversation" aria-labelledby="conversation-title" data-conversation=${detail.summary.id}>
      ${header(view, detail)}
      <div class="notice-line" role="status" aria-live="polite">
        ${notice?.handoffId === detail.summary.id
          ? html`<p class=${notice.result?.ok ? 'ok' : 'refused'}>${noticeText(notice, texts)}</p>`
          : nothing}
      </div>
      <div class="transcript" id="transcript" role="log" tabindex="0" aria-label=${texts.conversationTab}>
        <ol>
          ${detail.open ? nothing : html`<li class="sealed">${texts.confidentialHint}</li>`}
          ${repeat(
            detail.transcript,
            item => item.id,
            item => line(view, detail, item),
          )}
        </ol>
      </div>
      <footer>${foot(view, detail)}</footer>
    </section>
  `;
}
