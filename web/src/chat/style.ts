import type { ChatTexts } from './texts';

const font = "'Segoe UI Variable Text', 'Segoe UI', system-ui, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif";

/** Web Chat's look: calm, warm and readable, with a contrast of at least 4.5 for every text. */
export const styleOptions = {
  accent: '#0d5c56',
  subtle: '#53636a',
  backgroundColor: 'transparent',
  primaryFont: font,
  fontSizeSmall: '80%',
  paddingRegular: 12,
  paddingWide: 16,
  maxMessageBubbleWidth: 560,
  minMessageBubbleWidth: 40,
  bubbleBackground: '#ffffff',
  bubbleBorderColor: '#dedad0',
  bubbleBorderRadius: 14,
  bubbleTextColor: '#1b2a2f',
  bubbleFromUserBackground: '#0d5c56',
  bubbleFromUserBorderColor: '#0d5c56',
  bubbleFromUserBorderRadius: 14,
  bubbleFromUserTextColor: '#ffffff',
  bubbleMinHeight: 36,
  groupTimestamp: 60_000,
  timestampColor: '#53636a',
  hideUploadButton: false,
  uploadAccept: '.png,.jpg,.jpeg,.gif,.webp,.pdf,.docx,.xlsx,.pptx,.txt,.csv',
  uploadMultiple: true,
  sendBoxBackground: '#ffffff',
  sendBoxBorderTop: 'none',
  sendBoxHeight: 52,
  sendBoxTextColor: '#1b2a2f',
  sendBoxPlaceholderColor: '#5d6b71',
  sendBoxButtonColor: '#0d5c56',
  sendBoxButtonColorOnHover: '#084642',
  sendBoxButtonColorOnFocus: '#084642',
  sendBoxTextWrap: true,
  suggestedActionLayout: 'flow',
  suggestedActionBackgroundColor: '#ffffff',
  suggestedActionBackgroundColorOnHover: '#e2efec',
  suggestedActionBorderColor: '#0d5c56',
  suggestedActionBorderRadius: 18,
  suggestedActionBorderWidth: 1,
  suggestedActionTextColor: '#084642',
  suggestedActionHeight: 38,
  transcriptActivityVisualKeyboardIndicatorColor: '#1460b8',
  transcriptVisualKeyboardIndicatorColor: '#1460b8',
  transcriptOverlayButtonBackground: '#1b2a2f',
  markdownExternalLinkIconImage: 'none',
  hideScrollToEndButton: false,
} as const;

/** Texts of Web Chat that are ours, for its `overrideLocalizedStrings`. */
export function localizedStrings(texts: ChatTexts) {
  return (strings: Record<string, string>): Record<string, string> => ({
    ...strings,
    TEXT_INPUT_PLACEHOLDER: texts.placeholder,
  });
}
