/** A piece of formatted text. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** A block of formatted text. */
export type Block =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[]; readonly aside?: true }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] };

/** A character that is meant as it stands. */
const escaped = /\\([!-/:-@[-`{-~])/g;
const inlinePattern = /(?<!\\)\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^()\s]+)\)/g;
const listItem = /^\s*(?:[-*•]|\d+[.)])\s+(.*)$/;
/** A line wholly in italics, which messages use for their source. */
const asideLine = /^_(.+)_$/;
const citationDefinition = /^\s*\[\d+\]:\s/;

/** Links open only what is certainly a page or a mail; anything else stays text. */
function safeHref(href: string): string | null {
  return /^(https?:\/\/|mailto:)/i.test(href) ? href : null;
}

/** Splits a line into text, bold and links. */
export function parseInline(line: string): Inline[] {
  const parts: Inline[] = [];
  let position = 0;
  const plain = (text: string) => parts.push({ kind: 'text', text: text.replace(escaped, '$1') });
  for (const match of line.matchAll(inlinePattern)) {
    if (match.index > position) plain(line.slice(position, match.index));
    const [whole, bold, label, href] = match;
    const target = href === undefined ? null : safeHref(href);
    if (bold !== undefined) parts.push({ kind: 'strong', text: bold });
    else if (label !== undefined && target) parts.push({ kind: 'link', text: label, href: target });
    else parts.push({ kind: 'text', text: whole });
    position = match.index + whole.length;
  }
  if (position < line.length) plain(line.slice(position));
  return parts;
}

/**
 * Reads the little Markdown that messages hold: paragraphs, lists, bold and links. The result is data, so that nothing
 * a person or a model wrote is ever taken for HTML.
 */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let items: Inline[][] = [];
  const endList = () => {
    if (items.length > 0) blocks.push({ kind: 'list', items });
    items = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const item = listItem.exec(line);
    if (item) items.push(parseInline(item[1] ?? ''));
    else {
      endList();
      const aside = asideLine.exec(line.trim())?.[1];
      if (aside !== undefined) blocks.push({ kind: 'paragraph', content: parseInline(aside), aside: true });
      else if (line.trim() !== '' && !citationDefinition.test(line))
        blocks.push({ kind: 'paragraph', content: parseInline(line.trim()) });
    }
  }
  endList();
  return blocks;
}
