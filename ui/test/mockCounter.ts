// Answers about what customers pay, promise and are written, from the fixtures.
import type {
  AppError,
  CollectInput,
  CollectQuote,
  Customer,
  Language,
  Message,
  MessageKind,
  Promise as Said,
  Template,
} from "../src/api";
import * as shop from "./fixtures";
import type { Handlers } from "./mockIpc";

function customer(id: string): Customer {
  const found = shop.customers.find((one) => one.id === id) ?? shop.customers[0];
  if (!found) throw new Error("empty fixture");
  return found;
}

/** In centimes: fixture arithmetic only, the page itself never calculates. */
const read = (text: string) => Math.round(Number(text.replace(",", ".").replace(/\s/g, "")) * 100);
const money = (centimes: number) => (centimes / 100).toFixed(2);

function overpaid(owed: number, amount: number): AppError {
  const details = { field: "amount", number: "", debt: money(owed), amount: money(amount) };
  return { code: "overpaid", message: "overpaid", details };
}

/** As the program spreads a payment: the oldest sale whole before the next gets anything. */
function collectQuote(input: CollectInput): CollectQuote {
  const { debt, credit } = customer(input.customer_id);
  const open = read(debt) === 0 ? [] : shop.openSales;
  const over = open.filter(({ id }) => input.sales.length === 0 || input.sales.includes(id));
  const owed = over.reduce((sum, sale) => sum + read(sale.debt), 0);
  const amount = input.amount.trim() === "" ? owed : read(input.amount);
  const rest = Math.max(0, amount - owed);
  let left = amount - rest;
  const parts = over.flatMap((sale) => {
    const part = Math.min(left, read(sale.debt));
    left -= part;
    const after = { amount: money(part), left: money(read(sale.debt) - part) };
    return part === 0 ? [] : [{ ...sale, ...after }];
  });
  return {
    parts,
    amount: money(amount),
    fee: money(input.method_id === "2" ? Math.round(amount * 0.015) : 0),
    advance: money(rest),
    debt_before: debt,
    debt_after: money(read(debt) - (amount - rest)),
    credit_before: credit,
    credit_after: money(read(credit) + rest),
    problems: rest > 0 && !input.keep_rest ? [overpaid(owed, amount)] : [],
  };
}

function debtMessage({ name, phone, language, debt }: Customer): Message {
  const amount = `${debt.replace(".", ",")} DA`;
  const text = `Bonjour ${name}, il reste ${amount} à régler. Merci de passer quand vous pouvez. ${shop.book.name}`;
  const link = phone === "" ? null : `https://wa.me/${phone.slice(1)}?text=Bonjour`;
  return { kind: "debt", to: name, phone, language: language ?? "fr", text, link };
}

const NAMES = ["client", "produit", "fin", "boutique"];
const ABOUT: readonly MessageKind[] = ["days3", "day1", "ended", "debt", "access"];

function templateHandlers(): Handlers {
  const own = new Map<string, string>();
  const template = (kind: MessageKind, language: Language): Template => ({
    kind,
    language,
    body: own.get(`${language} ${kind}`) ?? shop.wording[language][kind],
    names: kind === "debt" ? ["client", "montant", "boutique"] : NAMES,
    own: own.has(`${language} ${kind}`),
  });
  return {
    templates_list: ({ language }) => ABOUT.map((kind) => template(kind, language)),
    template_update: ({ kind, language, body }) => {
      const unknown = [...body.matchAll(/\{(\w+)\}/g)].find(
        ([, name]) => !template(kind, language).names.includes(name),
      );
      if (unknown) {
        const details = { field: "body", value: unknown[0] };
        throw { code: "out_of_range", message: "unknown name", details };
      }
      own.set(`${language} ${kind}`, body);
      return template(kind, language);
    },
    template_reset: ({ kind, language }) => {
      own.delete(`${language} ${kind}`);
      return template(kind, language);
    },
  };
}

export function counterHandlers(): Handlers {
  const promises = new Map<string, Said | null>();
  return {
    customer_open_sales: ({ id }) => (read(customer(id).debt) === 0 ? [] : shop.openSales),
    customer_pay_quote: ({ input }) => collectQuote(input),
    customer_pay: ({ input }: { input: CollectInput }) => {
      const { problems, debt_after, credit_after } = collectQuote(input);
      if (problems[0]) throw problems[0];
      return { ...customer(input.customer_id), debt: debt_after, credit: credit_after };
    },
    customer_give_back: ({ input }: { input: CollectInput }) => {
      const { credit } = customer(input.customer_id);
      const back = input.amount.trim() === "" ? read(credit) : read(input.amount);
      if (back > read(credit)) {
        const details = { field: "amount", credit, amount: money(back) };
        throw { code: "advance_short", message: "advance short", details };
      }
      return { ...customer(input.customer_id), credit: money(read(credit) - back) };
    },
    customer_promise: ({ id }) => promises.get(id) ?? null,
    customer_promise_set: ({ id, promisedOn, note }) => {
      const said = { customer_id: id, date: shop.book.today, promised_on: promisedOn, note };
      promises.set(id, promisedOn === null ? null : said);
      return promises.get(id);
    },
    customer_message: ({ id }) => debtMessage(customer(id)),
    message_open: () => true,
    ...templateHandlers(),
  };
}
