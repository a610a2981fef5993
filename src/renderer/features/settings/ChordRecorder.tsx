import { useEffect, useRef } from 'react';
import { chordOf, isMac } from '../../commands/index.ts';
import classes from './Shortcuts.module.css';

interface ChordRecorderProps {
  label: string;
  onChord: (chord: string) => void;
  onCancel: () => void;
}

/** Waits for the next chord. It takes every key for itself; Escape and Tab leave it. */
export function ChordRecorder({ label, onChord, onCancel }: ChordRecorderProps) {
  const element = useRef<HTMLButtonElement>(null);
  const latest = useRef({ onChord, onCancel });
  useEffect(() => {
    latest.current = { onChord, onCancel };
  });
  useEffect(() => {
    const button = element.current;
    if (button === null) return;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Tab') {
        latest.current.onCancel();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const chord = chordOf(event, isMac);
      if (chord === 'escape') latest.current.onCancel();
      else if (chord !== null) latest.current.onChord(chord);
    }
    button.focus();
    button.addEventListener('keydown', onKeyDown);
    return () => button.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <button ref={element} type="button" className={classes.recorder} data-recording="true" onBlur={onCancel}>
      {label}
    </button>
  );
}
