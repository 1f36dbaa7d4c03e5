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
  borderRadiusSmall: '7px',
  borderRadiusMedium: '9px',
};
