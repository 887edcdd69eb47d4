import { Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, type BoardRow, type RenewalInput, type SaleQuote } from "../../api";
import { Amount, CreditAmount } from "../../components";
import { compare, sum } from "../../exact";
import { Fact } from "./RenewFacts";
import classes from "./subscriptions.module.css";

type Needed = { platform: string; unit: string; decimals: number; credit: string; balance: string };

/** What each platform has to have for all of them. */
function neededOf(quotes: readonly SaleQuote[]): [string, Needed][] {
  const needed = new Map<string, Needed>();
  for (const line of quotes.flatMap(({ lines }) => lines)) {
    const { platform_id, platform, unit, decimals, balance_before: balance } = line;
    if (platform_id === null || platform === null) continue;
    const credit = sum([needed.get(platform_id)?.credit ?? "0", line.credit]);
    needed.set(platform_id, { platform, unit, decimals, credit, balance });
  }
  return [...needed];
}

const total = (quotes: readonly SaleQuote[], of: (quote: SaleQuote) => string) =>
  sum(quotes.map(of));

type Props = { rows: readonly BoardRow[]; input: RenewalInput | null };

/** What all of them come to, as the program quotes each: said before anything is recorded. */
export function SeveralSums({ rows, input }: Props) {
  const { t } = useTranslation();
  const answers = useQueries({
    queries: rows.map(({ id }) => ({
      // Deposits, sales and changed prices make this room stale, and the quote with it.
      queryKey: ["sales", "subscriptionRenewQuote", id, input],
      queryFn: () => api.subscriptionRenewQuote(id, input as RenewalInput),
      enabled: input !== null,
    })),
  });
  const quotes = answers.flatMap(({ data }) => (data ? [data] : []));
  // A part of the sum would be taken for the whole.
  if (quotes.length < rows.length) return null;
  return (
    <dl className={classes.facts} data-testid="several-sums">
      <Fact
        name={t(
          input?.payments.length ? "subscriptions.several.collect" : "subscriptions.several.owed",
        )}
        testid="several-total"
      >
        <Amount value={total(quotes, ({ total }) => total)} />
      </Fact>
      <Fact name={t("sales.new.cost")} testid="several-cost">
        <Amount value={total(quotes, ({ cost }) => cost)} />
      </Fact>
      {neededOf(quotes).map(([id, { platform, unit, decimals, credit, balance }]) => (
        <Fact
          key={id}
          name={t("subscriptions.several.credit", { platform })}
          testid={`several-credit-${id}`}
        >
          <CreditAmount value={credit} unit={unit} decimals={decimals} />
          {compare(credit, balance) > 0 && (
            <Text span inherit c="var(--rasid-negative)">
              {" "}
              {t("subscriptions.several.available")}{" "}
              <CreditAmount value={balance} unit={unit} decimals={decimals} />
            </Text>
          )}
        </Fact>
      ))}
    </dl>
  );
}
