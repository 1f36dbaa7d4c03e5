import { html, nothing } from 'lit-html';
import { listen } from '../desk/announcements';
import type { DeskClient } from '../desk/client';
import { isOutage } from '../shared/http';
import type { Drawn, View } from './view';

/** Counts the waiting requests where life may be in danger, now and after every change, and tells whether the server answers. */
export function watchDanger(
  client: DeskClient,
  signedOut: () => boolean,
  counted: (inDanger: number) => void,
  reached: (answers: boolean) => void,
): void {
  const count = async () => {
    // When the server is away the last count stands; the stream tells when it is back.
    try {
      counted((await client.queue()).waiting.filter(item => item.danger).length);
      reached(true);
    } catch (error) {
      reached(!isOutage(error));
    }
  };
  const lost = async () => {
    await count();
    return !signedOut();
  };
  listen(client.eventsUrl(), { changed: () => void count(), lost });
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
