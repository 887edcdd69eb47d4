import type { Credit, Money } from "../api";
import { useCurrency } from "../app/BookContext";
import { useLanguage } from "../app/i18n";
import { formatCredit, formatDecimal, formatMoney, isNegative } from "../format";
import classes from "./components.module.css";

function className(value: string, judged: boolean | undefined): string {
  return judged && isNegative(value)
    ? `${classes.figure} ${classes.negative}`
    : `${classes.figure}`;
}

type AmountProps = {
  value: Money;
  /** False where the column's head already says it. */
  currency?: boolean | undefined;
  signed?: boolean | undefined;
  /** Below zero is bad news here, a loss or an overdraft: red besides its sign. */
  judged?: boolean | undefined;
  "data-testid"?: string | undefined;
};

/** An amount of money, always a left-to-right island of tabular figures. */
export function Amount({ value, currency: shown = true, signed, judged, ...rest }: AmountProps) {
  const currency = useCurrency();
  const language = useLanguage();
  return (
    <bdi dir="ltr" className={className(value, judged)} {...rest}>
      {shown
        ? formatMoney(value, currency, language, signed)
        : formatDecimal(value, language, currency.decimals, signed)}
    </bdi>
  );
}

type CreditAmountProps = {
  value: Credit;
  unit: string;
  decimals: number;
  signed?: boolean | undefined;
  /** Below zero is bad news here, a loss or an overdraft: red besides its sign. */
  judged?: boolean | undefined;
  "data-testid"?: string | undefined;
};

/** An amount of a platform's credit. */
export function CreditAmount({
  value,
  unit,
  decimals,
  signed,
  judged,
  ...rest
}: CreditAmountProps) {
  const language = useLanguage();
  return (
    <bdi dir="ltr" className={className(value, judged)} {...rest}>
      {formatCredit(value, unit, decimals, language, signed)}
    </bdi>
  );
}
