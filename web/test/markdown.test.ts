import { describe, expect, it } from 'vitest';
import { parseInline, parseMarkdown } from '../src/desk/markdown';

describe('parseMarkdown', () => {
  it('separates paragraphs and lists', () => {
    expect(parseMarkdown('Bonjour\n\n- un\n- **deux**\nfin')).toEqual([
      { kind: 'paragraph', content: [{ kind: 'text', text: 'Bonjour' }] },
      { kind: 'list', items: [[{ kind: 'text', text: 'un' }], [{ kind: 'strong', text: 'deux' }]] },
      { kind: 'paragraph', content: [{ kind: 'text', text: 'fin' }] },
    ]);
  });

  it('leaves out citation definitions, which are shown as sources', () => {
    expect(parseMarkdown('Texte [1]\n\n[1]: cite:1 "Titre"')).toHaveLength(1);
  });

  it('sets a line in italics apart, with its link', () => {
    expect(parseMarkdown('Réponse\n_Source : [Guide](https://a.example/)_')[1]).toEqual({
      kind: 'paragraph',
      aside: true,
      content: [
        { kind: 'text', text: 'Source : ' },
        { kind: 'link', text: 'Guide', href: 'https://a.example/' },
      ],
    });
  });

  it('keeps HTML as text', () => {
    expect(parseInline('<img src=x onerror=alert(1)>')).toEqual([{ kind: 'text', text: '<img src=x onerror=alert(1)>' }]);
  });

  it.each(['javascript:alert`1`', 'data:text/html,x', 'vbscript:x', '//evil.example', 'JaVaScRiPt:x'])(
    'does not make a link of %s',
    href => {
      expect(parseInline(`[x](${href})`).some(part => part.kind === 'link')).toBe(false);
    },
  );

  it('makes links of pages and mail', () => {
    expect(parseInline('voir [ici](https://a.example/b) !')).toEqual([
      { kind: 'text', text: 'voir ' },
      { kind: 'link', text: 'ici', href: 'https://a.example/b' },
      { kind: 'text', text: ' !' },
    ]);
  });
});
