// Where a long document breaks. The engines disagree about margins and repeated heads on paper, and
// WebKitGTK honours neither, so that the pages are cut here and each is laid out as a sheet of its own.

type Measures = {
  /** What a page holds, between its margins. */
  room: number;
  /** The table's head, repeated on every page. */
  head: number;
  /** Where each row starts and ends, in one endless page. */
  rows: readonly { start: number; end: number }[];
  /** Where all ends: sums, signatures. */
  end: number;
};

/** The first row of each page. */
export function cutPages({ room, head, rows, end }: Measures): number[] {
  const firsts = [0];
  let from = 0;
  rows.forEach((row, index) => {
    // A row higher than a page has to stand somewhere.
    if (index === firsts.at(-1) || row.end - from <= room) return;
    firsts.push(index);
    from = row.start - head;
  });
  // Sums are read below a row, never alone on a page.
  const last = rows.length - 1;
  if (end - from > room && last > (firsts.at(-1) ?? 0)) firsts.push(last);
  return firsts;
}
