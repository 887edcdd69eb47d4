// A document on paper: what stands above its table, the table, and what stands below.
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { directionOf } from "../../app/i18n";
import type { Column } from "../DataTable";
import { cutPages } from "./cutPages";
import { laidOut, usePaper } from "./paper";
import classes from "./print.module.css";

type DocumentProps<R> = {
  top: ReactNode;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  bottom?: ReactNode;
};

/** A roll is endless; sheets are cut where their rows end. */
export function PaperDocument<R>(props: DocumentProps<R>) {
  const { format, language } = usePaper();
  const { columns, rows } = props;
  return (
    <div lang={language} dir={directionOf(language)} className={classes.paper}>
      {format === "roll" ? (
        <div className={classes.roll} data-sheet>
          <div>{props.top}</div>
          <Table {...props} last />
          <div>{props.bottom}</div>
        </div>
      ) : (
        // Other rows, or other words, break elsewhere.
        <Sheets key={`${language} ${rows.length} ${columns.length}`} {...props} />
      )}
    </div>
  );
}

/** Each page's first row, and how the widths of the columns share a page's. */
type Cut = { firsts: number[]; widths: number[] };

function measured(sheet: HTMLElement): Cut {
  const rect = (name: string) =>
    sheet.querySelector(`[data-part="${name}"]`)?.getBoundingClientRect() ?? new DOMRect();
  const from = rect("top").top;
  const cells = [...sheet.querySelectorAll("th")].map((cell) => cell.getBoundingClientRect().width);
  const width = cells.reduce((sum, cell) => sum + cell, 0);
  const rows = [...sheet.querySelectorAll("tbody tr")].map((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return { start: top - from, end: bottom - from };
  });
  const firsts = cutPages({
    room: rect("ruler").height,
    head: rect("head").height,
    rows,
    end: rect("bottom").bottom - from,
  });
  return { firsts, widths: width === 0 ? [] : cells.map((cell) => (100 * cell) / width) };
}

/** First one endless sheet to be measured, then the pages; once more when its fonts have come. */
function useCut() {
  const sheet = useRef<HTMLDivElement>(null);
  const [cut, setCut] = useState<Cut | null>(null);
  useLayoutEffect(() => {
    if (cut === null && sheet.current) setCut(measured(sheet.current));
  }, [cut]);
  useEffect(() => {
    let gone = false;
    void laidOut().then(() => {
      if (!gone) setCut(null);
    });
    return () => {
      gone = true;
    };
  }, []);
  return { sheet, cut };
}

function Sheets<R>(props: DocumentProps<R>) {
  const { rows, top, bottom } = props;
  const { sheet, cut } = useCut();
  if (cut === null) {
    return (
      <div ref={sheet} className={`${classes.a4} ${classes.endless}`} data-sheet>
        <div className={classes.ruler} data-part="ruler" />
        <div data-part="top">{top}</div>
        <Table {...props} last />
        <div data-part="bottom">{bottom}</div>
      </div>
    );
  }
  const { firsts, widths } = cut;
  return firsts.map((first, page) => {
    const last = page === firsts.length - 1;
    return (
      <div key={first} className={classes.a4} data-sheet>
        {page === 0 && <div>{top}</div>}
        <Table {...props} rows={rows.slice(first, firsts[page + 1])} widths={widths} last={last} />
        {last && <div>{bottom}</div>}
        {firsts.length > 1 && <PageNumber page={page + 1} pages={firsts.length} />}
      </div>
    );
  });
}

function PageNumber({ page, pages }: { page: number; pages: number }) {
  const { t } = useTranslation();
  return <p className={classes.pageNumber}>{t("receipts.print.page", { page, pages })}</p>;
}

type TableProps<R> = DocumentProps<R> & {
  widths?: readonly number[];
  /** The sums stand under the last rows alone. */
  last: boolean;
};

function Table<R>({ columns, rows, rowKey, widths = [], last }: TableProps<R>) {
  const className = (column: Column<R>) =>
    column.align === "end" ? (classes.end ?? "") : undefined;
  const footed = last && columns.some((column) => column.footer !== undefined);
  // A roll is too narrow for heads: each of its rows says what it is.
  const headed = columns.some((column) => column.header !== "");
  if (rows.length === 0) return null;
  return (
    <table className={widths.length > 0 ? `${classes.table} ${classes.fixed}` : classes.table}>
      {widths.length > 0 && (
        <colgroup>
          {columns.map((column, index) => (
            <col key={column.id} style={{ width: `${widths[index] ?? 0}%` }} />
          ))}
        </colgroup>
      )}
      {headed && (
        <thead data-part="head">
          <tr>
            {columns.map((column) => (
              <th key={column.id} className={className(column)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <td key={column.id} className={className(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {footed && (
        <tfoot>
          <tr>
            {columns.map((column) => (
              <td key={column.id} className={className(column)}>
                {column.footer}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}
