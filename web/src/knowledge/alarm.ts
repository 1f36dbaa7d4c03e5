import { html, nothing } from 'lit-html';
import { listen } from '../desk/announcements';
import type { DeskClient } from '../desk/client';
import type { Drawn, View } from './view';

/** Counts the waiting requests where life may be in danger, now and after every change. */
export function watchDanger(client: DeskClient, signedOut: () => boolean, counted: (inDanger: number) => void): void {
  const count = async () => {
    // When the server is away the last count stands; the stream tells when it is back.
    const queue = await client.queue().catch(() => null);
    if (queue) counted(queue.waiting.filter(item => item.danger).length);
  };
  listen(client.eventsUrl(), { changed: () => void count(), lost: async () => !signedOut() });
}

/** The way back to the desk while somebody may be in danger. The live region is always there, or what appears with it would not be read out. */
export function alarmView({ texts }: View, inDanger: number, desk: string): Drawn {
  return html`<div class="alarms" role="alert">
    ${inDanger === 0
      ? nothing
      : html`<div class="alarm-line" data-alarm>
          <p><strong>${texts.alarm(inDanger)}</strong></p>
          <a class="button small" href=${desk}>${texts.toDesk}</a>
        </div>`}
  </div>`;
}
