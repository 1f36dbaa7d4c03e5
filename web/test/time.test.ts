import { describe, expect, it } from 'vitest';
import { duration } from '../src/desk/time';

describe('duration', () => {
  it.each([
    [-5, '0 s'],
    [40_000, '40 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h 00'],
    [7_500_000, '2 h 05'],
    [259_200_000, '3 j'],
  ])('says %i ms as %s', (milliseconds, expected) => {
    expect(duration(milliseconds, 'fr')).toBe(expected);
  });
});
