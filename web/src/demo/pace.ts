/** How the demonstration passes time; it stops at once when it is started over. */
export class Pace {
  readonly #signal: AbortSignal;
  readonly #typing: number;

  /** @param typing Milliseconds between two characters; 0 for none. */
  constructor(signal: AbortSignal, typing: number) {
    this.#signal = signal;
    this.#typing = typing;
  }

  /** Lets the reader look. */
  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#signal.throwIfAborted();
      const timer = setTimeout(resolve, milliseconds);
      this.#signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(this.#signal.reason as Error);
      });
    });
  }

  /** Waits for something the product does by itself. */
  async until<T>(look: () => T | null | undefined | false, what: string, milliseconds = 15_000): Promise<T> {
    const end = performance.now() + milliseconds;
    for (;;) {
      const found = look();
      if (found) return found;
      if (performance.now() > end) throw new Error(what);
      await this.pause(60);
    }
  }

  /** Hands ever longer beginnings of a text over, as if someone typed it. */
  async type(text: string, write: (soFar: string) => void, begin = ''): Promise<void> {
    const characters = [...text];
    const stride = this.#typing > 0 ? 1 : characters.length;
    for (let length = stride; length <= characters.length; length += stride) {
      write(begin + characters.slice(0, length).join(''));
      await this.pause(this.#typing);
    }
  }
}
