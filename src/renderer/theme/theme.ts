import {
  ActionIcon,
  Button,
  createTheme,
  Drawer,
  InputWrapper,
  Menu,
  Modal,
  Popover,
  ScrollArea,
  Tooltip,
  type MantineColorsTuple,
} from '@mantine/core';

/** Indigo, the weaver's dye: the one accent. Shades 5 and 6 carry white text at more than 4.5 : 1. */
const dye: MantineColorsTuple = [
  '#eef1fb',
  '#dbe0f5',
  '#b5c0ea',
  '#96a5e4',
  '#8091e0',
  '#566cd2',
  '#4a61d0',
  '#3b50b8',
  '#3347a5',
  '#283c92',
];

/** Cool greys of the light theme; 6 is the softest that still carries text. */
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#eff1f4',
  '#e4e7ec',
  '#d5d9e0',
  '#b9bfca',
  '#8a929f',
  '#5a616d',
  '#434953',
  '#2e333b',
  '#1d2026',
];

/** Greys of the dark theme: 0 text, 2 soft text, 4 lines, 6 raised, 7 body, 8 canvas. */
const dark: MantineColorsTuple = [
  '#dfe2e8',
  '#b9bec8',
  '#9aa1ae',
  '#727986',
  '#3b404b',
  '#2d3139',
  '#23262d',
  '#1b1d23',
  '#141519',
  '#0e0f12',
];

const rem = (pixels: number): string => `${pixels / 16}rem`;

const overlayTitle = { title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 600 } };

/** The look of the studio. Spacing and sizes stand on a grid of 4. */
export const theme = createTheme({
  primaryColor: 'dye',
  primaryShade: { light: 6, dark: 5 },
  colors: { dye, gray, dark },
  black: '#1d2026',
  fontFamily: '"Inter", "Segoe UI", system-ui, -apple-system, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.3' },
  spacing: { xs: rem(8), sm: rem(12), md: rem(16), lg: rem(24), xl: rem(32) },
  radius: { xs: rem(4), sm: rem(6), md: rem(8), lg: rem(12), xl: rem(24) },
  headings: { fontWeight: '600' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // The usual size is two pixels below the label's, too small to be read with ease.
    InputWrapper: InputWrapper.extend({ styles: { description: { fontSize: 'var(--mantine-font-size-xs)' } } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: true, multiline: true, maw: 320 } }),
    Modal: Modal.extend({
      styles: overlayTitle,
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.6 } },
    }),
    Drawer: Drawer.extend({ styles: overlayTitle, defaultProps: { overlayProps: { backgroundOpacity: 0.4 } } }),
    // Its placeholder is a focusable element that a menu must not contain; the first item gets the focus instead.
    Menu: Menu.extend({ defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md' } }),
    ScrollArea: ScrollArea.extend({ defaultProps: { scrollbarSize: 8 } }),
  },
});
