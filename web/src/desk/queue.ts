import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { HandoffSummary, ParkedItem } from './model';
import { reviewsView } from './reviews';
import { clock, duration } from './time';
import { type Drawn, receiver, type View } from './view';

const labels = ({ texts }: View, item: HandoffSummary) => html`
  <span class="facts">
    <span>${texts.channels[item.channel] ?? item.channel}</span>
    <span>${texts.languages[item.language]}</span>
    <span>${item.isMember ? texts.employee : texts.client}</span>
  </span>
`;

function card(view: View, item: HandoffSummary): Drawn {
  const { state, texts, language } = view;
  const waiting = item.state === 'Waiting';
  const hidden = !item.readable;
  const since = Date.now() + state.clockOffset - Date.parse(item.createdAt);
  const selected = state.selectedId === item.id;
  return html`
    <li class="card ${selected ? 'selected' : ''} ${item.danger ? 'danger' : ''}" data-handoff=${item.id}>
      <button class="card-open" type="button" aria-current=${selected} @click=${() => void state.select(item.id)}>
        <span class="card-top">
          <strong>${hidden ? texts.confidential : receiver(view, item)}</strong>
          ${!waiting && state.isUnread(item)
            ? html`<span class="unread"><span class="visually-hidden">${texts.newMessage}</span></span>`
            : nothing}
          <span class="when">${waiting ? duration(since, language) : clock(item.closedAt ?? item.acceptedAt ?? item.createdAt, language)}</span>
        </span>
        ${item.danger ? html`<span class="tag alarm">${texts.danger}</span>` : nothing}
        <span class="reason">${hidden ? texts.confidentialHint : item.reasonText}</span>
        ${item.lastText && !hidden ? html`<span class="last">${item.lastText}</span>` : nothing}
        ${labels(view, item)}
        ${item.state === 'Accepted' && item.assistantId !== state.me?.id
          ? html`<span class="owner">${texts.followedBy(item.assistantName ?? '')}</span>`
          : nothing}
      </button>
      ${waiting
        ? html`<fluent-button
            class="take"
            appearance="primary"
            size="small"
            data-action="accept"
            ?disabled=${state.busy}
            @click=${() => void state.act(item.id, 'accept')}
            >${texts.accept}</fluent-button
          >`
        : nothing}
    </li>
  `;
}

function section(view: View, id: string, title: string, items: readonly HandoffSummary[], empty: string | null): Drawn {
  if (items.length === 0 && empty === null) return nothing;
  return html`
    <section class="group" aria-labelledby="group-${id}" data-group=${id}>
      <h2 id="group-${id}">${title} <span class="count">${items.length}</span></h2>
      ${items.length === 0
        ? html`<p class="empty">${empty}</p>`
        : html`<ul>
            ${repeat(
              items,
              item => item.id,
              item => card(view, item),
            )}
          </ul>`}
    </section>
  `;
}

function parked(view: View, items: readonly ParkedItem[]): Drawn {
  if (items.length === 0) return nothing;
  const { texts, language } = view;
  return html`
    <section class="group" aria-labelledby="group-parked" data-group="parked">
      <h2 id="group-parked">${texts.parked} <span class="count alarm">${items.length}</span></h2>
      <ul>
        ${items.map(
          item => html`<li class="card parked">
            <span class="card-top"
              ><strong>${texts.channels[item.channel] ?? item.channel}</strong
              ><span class="when">${clock(item.at, language)}</span></span
            >
            <span class="reason">${texts.parkedKinds[item.kind]}</span>
            ${item.reason ? html`<span class="last">${item.reason}</span>` : nothing}
          </li>`,
        )}
      </ul>
    </section>
  `;
}

/** The column with everything that waits, is followed or is over. */
export function queueView(view: View): Drawn {
  const { state, texts } = view;
  const { waiting, mine, others, closed } = state.queue;
  return html`
    <nav class="queue" aria-label=${texts.queueTab}>
      ${section(view, 'waiting', texts.waiting, waiting, texts.nobodyWaiting)}
      ${section(view, 'mine', texts.mine, mine, texts.nothingMine)} ${parked(view, state.queue.parked)} ${reviewsView(view)}
      ${section(view, 'others', texts.others, others, null)} ${section(view, 'closed', texts.closed, closed, null)}
    </nav>
  `;
}
