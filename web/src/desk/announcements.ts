/** What a page does about the desk's announcements. */
export interface Listener {
  /** Something changed, or may have: every (re)connection begins with a fresh read, which is the whole of catching up. */
  readonly changed: () => void;
  /** The stream is open. */
  readonly connected?: () => void;
  /** The stream is lost. False when the page no longer wants it. */
  readonly lost: () => Promise<boolean>;
}

/** Listens until it is no longer wanted. A browser connects again by itself, unless the server answered with an error. */
export function listen(url: string, listener: Listener): void {
  const events = new EventSource(url);
  events.onopen = () => {
    listener.connected?.();
    listener.changed();
  };
  events.addEventListener('changed', listener.changed);
  events.onerror = async () => {
    const wanted = await listener.lost();
    if (events.readyState === EventSource.CLOSED && wanted) setTimeout(() => listen(url, listener), 3000);
  };
}
