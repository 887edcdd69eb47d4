import { Group, Paper, Text, VisuallyHidden } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./QuotePanel.module.css";

/** What recording the form would do, as the program works it out while one types. */
export function QuotePanel({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Paper
      // As a property: a class loses against Paper's own white, whose styles may come later.
      bg="var(--rasid-table-header)"
      p="md"
      radius="md"
      aria-live="polite"
      data-testid="quote"
    >
      <Text size="xs" fw={600} c="dimmed" mb={4}>
        {t("platforms.quote.title")}
      </Text>
      {children}
    </Paper>
  );
}

export function QuoteRows({ children }: { children: ReactNode }) {
  return <dl className={classes.rows}>{children}</dl>;
}

type QuoteRowProps = { label: string; children: ReactNode; "data-testid"?: string };

export function QuoteRow({ label, children, ...rest }: QuoteRowProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd {...rest}>{children}</dd>
    </div>
  );
}

/** A figure as it is, an arrow in the reading direction, the figure as it will be. */
export function Change({ before, after }: { before: ReactNode; after: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap" component="span">
      <VisuallyHidden>{t("platforms.quote.from")}</VisuallyHidden>
      <Text span inherit c="dimmed" fw={400}>
        {before}
      </Text>
      <IconArrowRight size={14} className="mantine-rotate-rtl" aria-hidden />
      <VisuallyHidden>{t("platforms.quote.to")}</VisuallyHidden>
      <span>{after}</span>
    </Group>
  );
}

export function QuoteHint({ children }: { children: ReactNode }) {
  return <Text size="sm">{children}</Text>;
}
