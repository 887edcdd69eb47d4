// What cancelling a sale would do, reckoned from the fixtures.
import type { CancelInput, CancelQuote, Sale } from "../src/api";

function money(value: number): string {
  return value.toFixed(2);
}

/** As the program reckons it for a sale that was paid in cash. */
export function cancelQuote(sale: Sale, input: CancelInput): CancelQuote {
  const standing = sale.lines.filter(({ kind, returned }) => kind === "sale" && !returned);
  const whole = input.lines.length === 0;
  const chosen = standing.filter(({ id }) => whole || input.lines.includes(id));
  const total = chosen.reduce((sum, line) => sum + Number(line.total), 0);
  const left = Number(sale.total) - total;
  const back = Math.max(0, Number(sale.paid) - left);
  const credit = chosen.reduce((sum, line) => sum + Number(line.credit), 0);
  const [first] = chosen;
  const kept = input.keep_money;
  return {
    whole: whole || chosen.length === standing.length,
    refunds:
      back === 0
        ? []
        : [
            {
              method: kept ? "customer_credit" : "cash",
              method_name: "",
              amount: money(back),
            },
          ],
    credits:
      !first?.platform_id || credit === 0
        ? []
        : [
            {
              platform_id: first.platform_id,
              platform: first.platform ?? "",
              unit: first.unit,
              decimals: first.decimals,
              returned: money(input.credit === "returned" ? credit : 0),
              lost: money(input.credit === "lost" ? credit : 0),
            },
          ],
    ending: sale.subscriptions.filter(
      ({ id, state }) => chosen.some((line) => line.id === id) && state !== "cancelled",
    ).length,
    debt_before: sale.debt,
    debt: money(Math.max(0, left - (Number(sale.paid) - back))),
  };
}
