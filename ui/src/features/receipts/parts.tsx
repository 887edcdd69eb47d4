// What receipts are made of.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Letterhead, Money, ReceiptHead } from "../../api";
import { useBook, useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { Code, DayText, InstantText, PhoneText } from "../../components";
import { usePaper } from "../../components/print";
import { formatDay, formatInstant, formatMoney, isNegative, isolate, isZero } from "../../format";
import classes from "./receipts.module.css";

/** The amount without its sign, where words say which way it went. */
export function unsigned(value: Money): Money {
  return value.replace(/^-/, "");
}

/** What a customer owes in words: a minus before an amount would have to be explained. */
export function useStanding(): (balance: Money) => string {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  return (balance) => {
    if (isZero(balance)) return t("receipts.standing.none");
    const amount = isolate(formatMoney(unsigned(balance), currency, language));
    return t(isNegative(balance) ? "receipts.standing.advance" : "receipts.standing.owed", {
      amount,
    });
  };
}

/** The hour belongs to the moment of recording: a sale entered for a day before has none. */
function When({ head }: { head: ReceiptHead }) {
  const { timezone } = useBook();
  const sameDay = formatInstant(head.recorded_at, timezone).startsWith(formatDay(head.date));
  return sameDay ? <InstantText value={head.recorded_at} /> : <DayText value={head.date} />;
}

/** A name and what it is, below one another. */
export function Mark({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function PaperHead({ shop, letterhead, title, children }: HeadProps) {
  const { format } = usePaper();
  return (
    <header className={format === "roll" ? classes.narrowHead : classes.wideHead}>
      <div>
        <p className={classes.shop}>
          <bdi>{shop}</bdi>
        </p>
        {letterhead && <UnderName letterhead={letterhead} />}
      </div>
      <p className={classes.title}>{title}</p>
      <dl className={classes.marks}>{children}</dl>
    </header>
  );
}

type HeadProps = {
  shop: string;
  /** Nothing on what stays in the shop. */
  letterhead?: Letterhead;
  title: string;
  children: ReactNode;
};

/** How the shop is reached, and its own line; what is empty takes no room. */
function UnderName({ letterhead: { address, phone, line } }: { letterhead: Letterhead }) {
  return (
    <>
      {address && (
        <p className={classes.address}>
          <bdi>{address}</bdi>
        </p>
      )}
      {phone && (
        <p className={classes.small}>
          <PhoneText value={phone} />
        </p>
      )}
      {line && (
        <p className={classes.small}>
          <bdi>{line}</bdi>
        </p>
      )}
    </>
  );
}

/** Whose receipt it is, its number, when, and for whom. */
export function ReceiptTop({ head, title }: { head: ReceiptHead; title: string }) {
  const { t } = useTranslation();
  return (
    <PaperHead shop={head.shop} letterhead={head.letterhead} title={title}>
      <Mark name={t("receipts.number")}>
        <Code>{head.number}</Code>
      </Mark>
      <Mark name={t("receipts.date")}>
        <When head={head} />
      </Mark>
      {head.customer && (
        <Mark name={t("receipts.customer")}>
          <bdi>{head.customer}</bdi>
        </Mark>
      )}
      {head.phone && (
        <Mark name={t("receipts.phone")}>
          <PhoneText value={head.phone} />
        </Mark>
      )}
    </PaperHead>
  );
}

/** Amounts below one another, each with its name. */
export function Sums({ children }: { children: ReactNode }) {
  return <dl className={classes.sums}>{children}</dl>;
}

export function Sum({ name, strong, children }: SumProps) {
  return (
    <div className={strong ? classes.strong : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type SumProps = { name: ReactNode; strong?: boolean; children: ReactNode };
