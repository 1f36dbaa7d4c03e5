import { type Theme, webLightTheme } from '@fluentui/tokens';

/** Fluent's light theme in the product's colours. */
export const fluentTheme: Theme = {
  ...webLightTheme,
  fontFamilyBase: 'var(--font)',
  colorBrandBackground: '#0d5c56',
  colorBrandBackgroundHover: '#084642',
  colorBrandBackgroundPressed: '#06332f',
  colorBrandBackgroundSelected: '#084642',
  colorStrokeFocus2: '#1460b8',
  // Fluent's own pale grey cannot be read; a button that waits still has to say what it would do.
  colorNeutralForegroundDisabled: '#586469',
  colorNeutralBackgroundDisabled: '#eceae4',
  colorNeutralStrokeDisabled: '#c9c6bd',
  borderRadiusSmall: '7px',
  borderRadiusMedium: '9px',
};
