import classes from "./Clipped.module.css";

type Props = { children: string; strong?: boolean | undefined };

/** A name or a note on one line: what has no room is cut at its end, Latin or Arabic, and told on hover. */
export function Clipped({ children, strong }: Props) {
  const className = strong ? `${classes.clipped} ${classes.strong}` : `${classes.clipped}`;
  return (
    <span dir="auto" className={className} title={children}>
      {children}
    </span>
  );
}
