import { html, nothing, type TemplateResult } from 'lit-html';
import type { Language } from '../shared/language';
import type { HandoffSummary } from './model';
import { type Block, type Inline, parseMarkdown } from './markdown';
import type { DeskState } from './state';
import type { DeskTexts } from './texts';

/** What every part of the desk needs to draw itself. */
export interface View {
  readonly state: DeskState;
  readonly texts: DeskTexts;
  readonly language: Language;
}

/** What a template may contain. */
export type Drawn = TemplateResult | typeof nothing;

/** How a person is called on every surface that sends to them. */
export function receiver({ texts }: View, summary: HandoffSummary): string {
  return summary.person ?? texts.visitor(summary.reference);
}

const inline = (part: Inline): Drawn | string => {
  switch (part.kind) {
    case 'strong':
      return html`<strong>${part.text}</strong>`;
    case 'link':
      return html`<a href=${part.href} target="_blank" rel="noopener noreferrer">${part.text}</a>`;
    case 'text':
      return part.text;
  }
};

const block = (part: Block): Drawn =>
  part.kind === 'list'
    ? html`<ul>
        ${part.items.map(item => html`<li>${item.map(inline)}</li>`)}
      </ul>`
    : html`<p class=${part.aside ? 'sources' : ''}>${part.content.map(inline)}</p>`;

/** Message text with its little formatting. */
export const formatted = (text: string) => parseMarkdown(text).map(block);
