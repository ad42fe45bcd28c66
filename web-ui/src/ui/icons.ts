/** The icons, drawn on a 16 × 16 grid with a stroke of 1.5. */
export const ICONS = {
  add: 'M8 3.5v9M3.5 8h9',
  arrow: 'M3 8h10M9 4l4 4-4 4',
  check: 'M3.5 8.5l3 3 6-6.5',
  chevronDown: 'M4 6l4 4 4-4',
  chevronRight: 'M6 4l4 4-4 4',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  copy: 'M7 5.6h5a1.4 1.4 0 0 1 1.4 1.4v5a1.4 1.4 0 0 1-1.4 1.4H7A1.4 1.4 0 0 1 5.6 12V7A1.4 1.4 0 0 1 7 5.6zM10.4 5.6V4A1.4 1.4 0 0 0 9 2.6H4A1.4 1.4 0 0 0 2.6 4v5A1.4 1.4 0 0 0 4 10.4h1.6',
  delete: 'M2.5 4.5h11M6 4.5V2.8h4v1.7M4 4.5l.6 8.7h6.8l.6-8.7',
  dark: 'M13.2 9.4A5.6 5.6 0 1 1 6.6 2.8a4.5 4.5 0 0 0 6.6 6.6z',
  light:
    'M10.7 8A2.7 2.7 0 1 1 5.3 8a2.7 2.7 0 0 1 5.4 0zM8 1.8v1.3M8 12.9v1.3M1.8 8h1.3M12.9 8h1.3M3.6 3.6l.9.9M11.5 11.5l.9.9M12.4 3.6l-.9.9M4.5 11.5l-.9.9',
  release: 'M4.5 7.2h7v6h-7zM6 7.2V4.8a2 2 0 0 1 3.9-.6',
  retry: 'M13 3.2v3.2H9.8M12.7 6.2A5.2 5.2 0 1 0 13.2 8.6',
  run: 'M5 3.2v9.6l7.4-4.8z',
  star: 'M8 2.2l1.75 3.6 3.95.55-2.87 2.78.7 3.92L8 11.2l-3.53 1.85.7-3.92L2.3 6.35l3.95-.55z',
  stop: 'M4.75 3.75h6.5a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1h-6.5a1 1 0 0 1-1-1v-6.5a1 1 0 0 1 1-1z',
  system: 'M2.5 3.5h11v7h-11zM6 13h4M8 10.5V13',
  terminate: 'M8 2.2v5.3M4.6 4.3a5 5 0 1 0 6.8 0',
  warning: 'M8 2.6l6 10.6H2zM8 6.6v3M8 11.4v.1',
} as const;

export type IconName = keyof typeof ICONS;
