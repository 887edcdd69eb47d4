// Small left-to-right islands: days, moments, phones, codes, percents, paths.
import { Text } from "@mantine/core";
import type { Day, Instant, Percent } from "../api";
import { useBook } from "../app/BookContext";
import { useLanguage } from "../app/i18n";
import { formatDay, formatInstant, formatPercent, formatPhone } from "../format";
import classes from "./components.module.css";

/** An empty cell: one dash everywhere, quieter than what is filled. */
export function None({ title }: { title?: string | undefined }) {
  return (
    <Text span inherit c="dimmed" title={title}>
      –
    </Text>
  );
}

export function DayText({ value }: { value: Day }) {
  return (
    <bdi dir="ltr" className={classes.figure}>
      <time dateTime={value}>{formatDay(value)}</time>
    </bdi>
  );
}

export function InstantText({ value }: { value: Instant }) {
  const { timezone } = useBook();
  return (
    <bdi dir="ltr" className={classes.figure}>
      <time dateTime={value}>{formatInstant(value, timezone)}</time>
    </bdi>
  );
}

export function PhoneText({ value }: { value: string }) {
  const { country } = useBook();
  return (
    <bdi dir="ltr" className={classes.figure}>
      {formatPhone(value, country)}
    </bdi>
  );
}

export function PercentText({ value }: { value: Percent }) {
  const language = useLanguage();
  return (
    <bdi dir="ltr" className={classes.figure}>
      {formatPercent(value, language)}
    </bdi>
  );
}

/** A sale's number, a login, a reference. */
export function Code({ children }: { children: string }) {
  return (
    <bdi dir="ltr" className={classes.code}>
      {children}
    </bdi>
  );
}

/** A file's path or a checksum: may break anywhere, can be selected. */
export function PathText({ children, ...rest }: { children: string; "data-testid"?: string }) {
  return (
    <bdi dir="ltr" className={classes.path} {...rest}>
      {children}
    </bdi>
  );
}
