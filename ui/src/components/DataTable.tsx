import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from "react";
import classes from "./DataTable.module.css";

export type Column<R> = {
  id: string;
  header: ReactNode;
  cell: (row: R) => ReactNode;
  /** Amounts and counts stand at the end, aligned on their decimals. */
  align?: "start" | "end";
  /** A track of CSS grid, such as "8rem" or "minmax(10rem, 2fr)". */
  width?: string;
  footer?: ReactNode;
};

type DataTableProps<R> = {
  /** The table's accessible name. */
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** Enter or a click on a row. */
  onOpen?: ((row: R) => void) | undefined;
  /** The last rows come into view: load the next page. */
  onEnd?: (() => void) | undefined;
  rowHeight?: number | undefined;
  maxHeight?: string | undefined;
  rowTestId?: ((row: R) => string) | undefined;
  "data-testid"?: string | undefined;
};

const PAGE = 10;

/**
 * A table that stays light with a hundred thousand rows; arrows walk, Enter opens.
 * Roles on plain elements and no <table>: its rows stand at computed places, and an engine that
 * lays out table elements in another way forgets what they mean.
 */
export function DataTable<R>(props: DataTableProps<R>) {
  const { label, columns, rows, rowKey, onOpen, onEnd, rowHeight = 44, rowTestId } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const moved = useRef(false);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // Room for the sticky header and footer, so that a focused row is never hidden under them.
    scrollPaddingStart: 44,
    scrollPaddingEnd: columns.some((column) => column.footer !== undefined) ? 48 : 4,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;

  const asked = useRef(0);
  useEffect(() => {
    if (!onEnd || rows.length === 0 || lastShown < rows.length - PAGE) return;
    // Once per length: the next page is asked for when this one has arrived.
    if (asked.current === rows.length) return;
    asked.current = rows.length;
    onEnd();
  }, [onEnd, lastShown, rows.length]);

  const focusRow = (index: number) => {
    frame.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
  };
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    focusRow(current);
  });

  const onKeyDown = (event: KeyboardEvent, index: number, row: R) => {
    if (event.target !== event.currentTarget) return;
    const targets: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + PAGE,
      PageUp: index - PAGE,
      Home: 0,
      End: rows.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(rows.length - 1, target));
      virtual.scrollToIndex(next);
      moved.current = true;
      setCurrent(next);
    } else if (event.key === "Enter" && onOpen) {
      event.preventDefault();
      onOpen(row);
    }
  };

  const active = Math.min(current, Math.max(0, rows.length - 1));
  const tracks = columns.map((column) => column.width ?? "minmax(6rem, 1fr)").join(" ");
  const cellClass = (column: Column<R>) =>
    column.align === "end" ? `${classes.cell} ${classes.end}` : `${classes.cell}`;
  const withFooter = columns.some((column) => column.footer !== undefined);

  return (
    <div
      ref={frame}
      className={classes.frame}
      style={{ maxHeight: props.maxHeight ?? "max(16rem, calc(100dvh - 15rem))" }}
      data-testid={props["data-testid"]}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1 + (withFooter ? 1 : 0)}
        className={classes.table}
        style={{ "--columns": tracks } as CSSProperties}
      >
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className={`${classes.row} ${classes.header}`}>
            {columns.map((column) => (
              <div key={column.id} role="columnheader" className={cellClass(column)}>
                {column.header}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={rowKey(row)}
                role="row"
                aria-rowindex={item.index + 2}
                ref={virtual.measureElement}
                data-index={item.index}
                data-testid={rowTestId?.(row)}
                tabIndex={item.index === active ? 0 : -1}
                className={`${classes.row} ${classes.bodyRow} ${onOpen ? classes.opens : ""}`}
                style={{ minHeight: rowHeight, transform: `translateY(${item.start}px)` }}
                onFocus={() => setCurrent(item.index)}
                onClick={onOpen ? () => onOpen(row) : undefined}
                onKeyDown={(event) => onKeyDown(event, item.index, row)}
              >
                {columns.map((column) => (
                  <div key={column.id} role="cell" className={cellClass(column)}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {withFooter && (
          <div role="rowgroup">
            <div
              role="row"
              aria-rowindex={rows.length + 2}
              className={`${classes.row} ${classes.footer}`}
            >
              {columns.map((column) => (
                <div key={column.id} role="cell" className={cellClass(column)}>
                  {column.footer}
                </div>
              ))}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
