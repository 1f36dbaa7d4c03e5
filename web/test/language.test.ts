import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../src/shared/language';

describe('chooseLanguage', () => {
  it.each([
    ['', ['fr-CA', 'en'], 'fr'],
    ['', ['en-GB', 'fr'], 'en'],
    ['', ['de', 'en'], 'en'],
    ['', ['de', 'es'], 'fr'],
    ['', [], 'fr'],
    ['?lang=en', ['fr'], 'en'],
    ['?lang=FR-be', ['en'], 'fr'],
    ['?lang=xx', ['en'], 'en'],
  ])('reads %j with browser languages %j as %s', (search, languages, expected) => {
    expect(chooseLanguage(search, languages)).toBe(expected);
  });
});
