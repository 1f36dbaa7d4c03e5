import type { ChatActivity, Element } from './webchat';

/** Who wrote a message that is not the reader's own. */
export type Author = { readonly kind: 'machine' } | { readonly kind: 'human'; readonly name: string };

/** Says whether an incoming activity was written by a person (relayed) or by the machine. */
export function authorOf(activity: ChatActivity): Author {
  const assistant = activity.channelData?.['assistant'];
  const name = typeof assistant === 'object' && assistant !== null ? (assistant as { name?: unknown }).name : undefined;
  return typeof name === 'string' && name !== '' ? { kind: 'human', name } : { kind: 'machine' };
}

/**
 * Puts a line with the author above a rendered activity. Web Chat's bundle keeps its React to itself, and an
 * element is plain data, so the wrapper is made from the shape of the element that Web Chat itself rendered.
 */
export function withAuthor(inner: Element, className: string, label: string): Element {
  const make = (type: string, props: Record<string, unknown>): Element => ({ ...inner, type, key: null, props });
  const line = make('div', { className: 'author', children: label });
  return make('div', { className, children: [{ ...line, key: 'author' }, { ...inner, key: 'activity' }] });
}
