import { IconArrowNarrowRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SaleQuote } from "../../api";
import { Amount, CreditAmount, DayText } from "../../components";
import { isZero } from "../../format";
import classes from "./subscriptions.module.css";

type FactProps = { name: string; testid?: string; children: ReactNode };

export function Fact({ name, testid, children }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-testid={testid}>{children}</dd>
    </div>
  );
}

function Towards() {
  return <IconArrowNarrowRight size={14} aria-hidden className={classes.towards ?? ""} />;
}

/** What the renewal would be, as the program reckons it. */
export function RenewFacts({ quote }: { quote: SaleQuote | undefined }) {
  const { t } = useTranslation();
  const line = quote?.lines[0];
  if (!quote || !line) return null;
  const credit = (value: string) => (
    <CreditAmount value={value} unit={line.unit} decimals={line.decimals} judged />
  );
  return (
    <dl className={classes.facts} data-testid="renew-facts">
      {line.starts_on !== null && line.ends_on !== null && (
        <Fact name={t("subscriptions.renew.term")} testid="renew-term">
          <DayText value={line.starts_on} /> <Towards /> <DayText value={line.ends_on} />
        </Fact>
      )}
      <Fact name={t("sales.new.total")} testid="renew-total">
        <Amount value={quote.total} />
      </Fact>
      <Fact name={t("sales.new.cost")} testid="renew-cost">
        <Amount value={quote.cost} />
      </Fact>
      <Fact name={t("sales.new.profit")} testid="renew-profit">
        <Amount value={quote.profit} judged />
      </Fact>
      {!isZero(quote.change) && (
        <Fact name={t("sales.new.change")}>
          <Amount value={quote.change} />
        </Fact>
      )}
      {!isZero(quote.debt) && (
        <Fact name={t("sales.new.debt")} testid="renew-debt">
          <Amount value={quote.debt} />
        </Fact>
      )}
      {line.platform !== null && (
        <Fact name={t("subscriptions.renew.balance", { platform: line.platform })}>
          {credit(line.balance_before)} <Towards /> {credit(line.balance_after)}
        </Fact>
      )}
    </dl>
  );
}
