// Codes in stock, as the program would answer about them: what is done to one shows in the next reading.
import type {
  AppError,
  CodeEvent,
  CodeEventKind,
  CodeRow,
  CodesImported,
  CodesInput,
  CodesPage,
  CodesQuery,
  Product,
  QuoteLine,
  Sale,
  SaleInput,
} from "../src/api";
import { book, sale } from "./fixtures";
import type { Handlers } from "./mockIpc";

/** The gift card, and the sale that took one of its codes. */
export const WITH_CODES = "3";
export const SALE_WITH_CODES = "2";

type Stored = CodeRow & { content: string; events: CodeEvent[] };

const NOW = "2026-01-31T10:02:03.123Z";
const masked = (content: string) => `••••${content.length < 8 ? "" : content.slice(-4)}`;

function event(kind: CodeEventKind, changed: Partial<CodeEvent> = {}): CodeEvent {
  const when = { date: book.today, recorded_at: NOW };
  return { kind, ...when, actor: "owner", sale: "", reason: "", ...changed };
}

function stored(id: string, content: string, changed: Partial<Stored> = {}): Stored {
  const fresh = { sale_id: null, sale: "", revealed: 0, date: "2026-01-20" };
  const events = [event("import", { recorded_at: "2026-01-20T08:30:00.000Z" })];
  return { id, content, masked: masked(content), state: "free", ...fresh, events, ...changed };
}

function firstCodes(): Stored[] {
  const sold = stored("1", "AZUR-4F7K-9Q2M-1D8R", {
    state: "sold",
    sale_id: SALE_WITH_CODES,
    sale: "V-2026-00002",
  });
  sold.events.push(event("sell", { sale: "V-2026-00002" }));
  const withdrawn = stored("2", "AZUR-8H3N-2W6T-5K9P", { state: "withdrawn" });
  withdrawn.events.push(event("withdraw", { reason: "Déjà utilisée" }));
  const login = "client4417@panneau.example:Azr-55-kLm0-password-of-a-ready-account";
  return [
    sold,
    withdrawn,
    stored("3", "AZUR-7P1V-6X4C-3B2N"),
    stored("4", login, { date: "2026-01-28" }),
    stored("5", "123456", { date: "2026-01-28", revealed: 2 }),
  ];
}

/** A line that sells more codes than are left is refused, unless it says that it takes none. */
export function codesProblems(
  lines: readonly Pick<QuoteLine, "line" | "product" | "quantity" | "codes">[],
  input: SaleInput,
): AppError[] {
  return lines.flatMap(({ line, product, quantity, codes }) => {
    if (codes === null || quantity <= codes || input.lines[line]?.without_codes) return [];
    const counts = { needed: String(quantity), available: String(codes) };
    const details = { product, ...counts, field: `lines.${line}.quantity` };
    return [{ code: "codes_short", message: "codes short", details }];
  });
}

export function codesHandlers(rooms: Handlers): Handlers {
  const there = <T>(command: string, args: unknown) => rooms[command]?.(args) as T;
  let codes = firstCodes();
  const count = (state: CodeRow["state"]) => codes.filter((one) => one.state === state).length;
  const find = (id: string): Stored => {
    const found = codes.find((one) => one.id === id);
    if (!found) throw { code: "unknown_code", message: "unknown code", details: { value: id } };
    return found;
  };
  const row = ({ content: _, events: __, ...shown }: Stored): CodeRow => shown;
  const change = (id: string, done: CodeEvent, changed: Partial<Stored>): Stored => {
    codes = codes.map((one) =>
      one.id === id ? { ...one, ...changed, events: [...one.events, done] } : one,
    );
    return find(id);
  };

  const page = ({ query }: { query: CodesQuery }): CodesPage => {
    const there = query.product_id === WITH_CODES;
    const rows = codes.filter(({ state }) => query.state === null || state === query.state);
    return {
      rows: there ? rows.map(row) : [],
      next: null,
      free: there ? count("free") : 0,
      sold: there ? count("sold") : 0,
      withdrawn: there ? count("withdrawn") : 0,
    };
  };
  const take = ({ input }: { input: CodesInput }): CodesImported => {
    const answer: CodesImported = { added: 0, refused: [], free: 0 };
    const before = codes.map(({ content }) => content);
    for (const [index, line] of input.text.split("\n").entries()) {
      const content = line.trim();
      if (content === "") continue;
      const again = codes.some((one) => one.content === content);
      if (content.length > 1000 || again) {
        const known = before.includes(content) ? "known" : "repeated";
        const reason = again ? known : "unreadable";
        answer.refused.push({ line: index + 1, masked: masked(content), reason });
      } else {
        codes = [...codes, stored(String(codes.length + 1), content, { date: book.today })];
        answer.added += 1;
      }
    }
    return { ...answer, free: count("free") };
  };
  /** The sale's one line, with the codes that it took. */
  const sold = (shown: Sale): Sale => {
    if (shown.id !== SALE_WITH_CODES) return shown;
    const took = codes.filter(({ sale_id }) => sale_id === shown.id);
    const product = "بطاقة هدايا 50";
    const lines = sale.lines.map((line) => ({
      ...line,
      product_id: WITH_CODES,
      product,
      codes: took.map(({ id, masked, revealed }) => ({ id, masked, revealed: revealed > 0 })),
    }));
    return { ...shown, lines, subscriptions: [] };
  };

  return {
    products_list: (args) =>
      there<Product[]>("products_list", args).map((product) =>
        product.id === WITH_CODES ? { ...product, codes: count("free") } : product,
      ),
    sale_get: (args) => sold(there<Sale>("sale_get", args)),
    sale_message: ({ id }) => {
      const took = codes.filter(({ sale_id }) => sale_id === id);
      for (const one of took) change(one.id, event("reveal"), { revealed: one.revealed + 1 });
      const text = `Bonjour أمينة, voici :\n${took.map(({ content }) => content).join("\n")}`;
      return [{ kind: "access", to: "أمينة", phone: "", language: "fr", text, link: null }];
    },
    codes_page: page,
    codes_import: take,
    codes_read_file: () => "AZUR-0001-0001-0001\nAZUR-0002-0002-0002\n",
    code_reveal: ({ id }) => {
      const { content, revealed } = find(id);
      change(id, event("reveal"), { revealed: revealed + 1 });
      return { id, content };
    },
    code_withdraw: ({ id, reason }) =>
      row(change(id, event("withdraw", { reason }), { state: "withdrawn" })),
    code_history: ({ id }) => find(id).events,
  };
}
