import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { HandoffSummary } from './model';
import { type Drawn, receiver, type View } from './view';

function alarm(view: View, item: HandoffSummary): Drawn {
  const { state, texts } = view;
  const who = item.readable ? receiver(view, item) : texts.visitor(item.reference);
  return html`<li class="alarm-line" data-alarm=${item.id}>
    <p><strong>${texts.alarm(who)}</strong> <span>${texts.alarmHint}</span></p>
    <button type="button" class="button small" data-action="accept" ?disabled=${state.busy} @click=${() => void state.act(item.id, 'accept')}>
      ${texts.accept}
    </button>
  </li>`;
}

/**
 * Waiting requests where life may be in danger, above everything else and on every pane, until somebody takes them. The live region is
 * always there, or what appears with it would not be read out; it holds no clock, or it would be read out again with every minute.
 */
export function alarmView(view: View): Drawn {
  const inDanger = view.state.queue.waiting.filter(item => item.danger);
  return html`<div class="alarms" role="alert">
    ${inDanger.length === 0
      ? nothing
      : html`<ul>
          ${repeat(
            inDanger,
            item => item.id,
            item => alarm(view, item),
          )}
        </ul>`}
  </div>`;
}
