// Old files, what is recognised in them, and what their import would make.
import type { ImportMode, ImportReport, InspectedFiles } from "../src/api";

const FOLDER = "/home/boutique/Documents/ancien/";

export const inspected: InspectedFiles = {
  handle: "import-1",
  files: [
    {
      path: `${FOLDER}achats.csv`,
      shape: "stock_purchases",
      encoding: "windows-1252",
      delimiter: ";",
      rows: 412,
      columns: ["id", "product_id", "product_name", "supplier", "quantity"],
      questions: [],
    },
    {
      path: `${FOLDER}ventes.csv`,
      shape: "stock_sales",
      encoding: "utf-8",
      delimiter: ",",
      rows: 3891,
      columns: ["id", "product_id"],
      questions: [],
    },
    {
      path: `${FOLDER}clients.csv`,
      shape: "subscribers",
      encoding: "utf-8",
      delimiter: "\t",
      rows: 640,
      columns: ["id", "name", "phone"],
      questions: [],
    },
    {
      path: `${FOLDER}notes de caisse.csv`,
      shape: "unknown",
      encoding: "windows-1256",
      delimiter: ";",
      rows: 18,
      columns: ["Jour", "Texte", "Montant"],
      questions: [],
    },
  ],
  suppliers: [
    { name: "Atlas IPTV", spellings: ["Atlas IPTV", "atlas-iptv", "ATLAS IPTV "] },
    { name: "StreamHub", spellings: ["StreamHub"] },
    { name: "لوحة النجم", spellings: ["لوحة النجم"] },
  ],
};

export function importReport(mode: ImportMode, dryRun: boolean): ImportReport {
  const archive = mode === "archive";
  return {
    batch: dryRun ? null : "1",
    dry_run: dryRun,
    mode,
    files: [
      {
        path: `${FOLDER}achats.csv`,
        shape: "stock_purchases",
        rows: 412,
        accepted: 405,
        refused: 4,
        duplicates: 3,
      },
      {
        path: `${FOLDER}ventes.csv`,
        shape: "stock_sales",
        rows: 3891,
        accepted: 3889,
        refused: 2,
        duplicates: 0,
      },
      {
        path: `${FOLDER}clients.csv`,
        shape: "subscribers",
        rows: 640,
        accepted: 640,
        refused: 0,
        duplicates: 0,
      },
    ],
    totals: {
      purchases: { accepted: 405, amount: "2487350.00" },
      sales: { accepted: 3889, revenue: "3912400.50", paid: "3790100.50", debt: "122300.00" },
      customers: 640,
      products: 23,
    },
    platforms: archive
      ? []
      : [
          {
            name: "Atlas IPTV",
            spellings: ["Atlas IPTV", "atlas-iptv", "ATLAS IPTV "],
            before: "0.00",
            deposited: "1634350.00",
            opening: "-1564350.00",
            consumed: "0.00",
            adjusted: "0.00",
            balance: "70000.00",
          },
          {
            name: "StreamHub",
            spellings: ["StreamHub"],
            before: "0.00",
            deposited: "853000.00",
            opening: "-841875.50",
            consumed: "0.00",
            adjusted: "0.00",
            balance: "11124.50",
          },
          {
            name: "لوحة النجم",
            spellings: ["لوحة النجم"],
            before: "0.00",
            deposited: "0.00",
            opening: "0.00",
            consumed: "0.00",
            adjusted: "0.00",
            balance: "0.00",
          },
        ],
    issues: [
      {
        file: `${FOLDER}achats.csv`,
        row: 17,
        line: 17,
        column: "purchase_date",
        value: "31/02/2025",
        code: "bad_date",
        severity: "error",
      },
      {
        file: `${FOLDER}achats.csv`,
        row: 48,
        line: 48,
        column: "total_cost",
        value: "14.000",
        code: "ambiguous_number",
        severity: "error",
      },
      {
        file: `${FOLDER}achats.csv`,
        row: 52,
        line: 52,
        column: "quantity",
        value: "0",
        code: "out_of_range",
        severity: "error",
      },
      {
        file: `${FOLDER}achats.csv`,
        row: 97,
        line: 97,
        column: "",
        value: "",
        code: "wrong_columns",
        severity: "error",
      },
      {
        file: `${FOLDER}achats.csv`,
        row: 120,
        line: 120,
        column: "id",
        value: "1e5k2m9qa",
        code: "duplicate",
        severity: "duplicate",
      },
      {
        file: `${FOLDER}achats.csv`,
        row: 201,
        line: 201,
        column: "total_cost",
        value: "12500.01",
        code: "total_mismatch",
        severity: "warning",
      },
      {
        file: `${FOLDER}ventes.csv`,
        row: 1033,
        line: 1033,
        column: "id",
        value: "9x2k7m1qz",
        code: "conflict",
        severity: "error",
      },
      {
        file: `${FOLDER}ventes.csv`,
        row: 2210,
        line: 2210,
        column: "product_id",
        value: "p-غير-معروف",
        code: "unknown_reference",
        severity: "warning",
      },
      {
        file: `${FOLDER}ventes.csv`,
        row: 2984,
        line: 2984,
        column: "platform_buying_price",
        value: "",
        code: "cost_unknown",
        severity: "warning",
      },
    ],
    reconciliation: { difference: "0.00" },
    backup: dryRun
      ? null
      : "/home/boutique/.local/share/rasid/backups/avant-import-2026-01-31.rasid",
  };
}
