import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { AppError, BoardRow, Id, Renewal } from "../../api";
import { Code, ErrorNotice, errorText } from "../../components";
import classes from "./subscriptions.module.css";
import { useHolder } from "./useHolder";

/** Those for which only a code in stock was missing. */
export function withoutCode(results: readonly Renewal[]): Id[] {
  return results
    .filter(({ error }) => error?.code === "codes_short")
    .map(({ subscription_id }) => subscription_id);
}

export function Name({ row, id }: { row: BoardRow; id?: string }) {
  const holder = useHolder();
  return (
    <span id={id}>
      <bdi>{holder(row)}</bdi> · <bdi>{row.product}</bdi>
    </span>
  );
}

type SeveralResultsProps = {
  rows: readonly BoardRow[];
  results: readonly Renewal[];
  busy: boolean;
  error: AppError | null;
  /** Which was tried alone last: the focus is there again. */
  last: Id | undefined;
  onAlone: (row: BoardRow) => void;
  onWithoutCodes: () => void;
  onClose: () => void;
};

/** What became of each, and what can be done about those that failed. */
export function SeveralResults(props: SeveralResultsProps) {
  const { rows, results, busy, error: refused, last, onAlone, onWithoutCodes, onClose } = props;
  const { t } = useTranslation();
  const short = withoutCode(results).length;
  const failed = results.filter(({ error }) => error !== null).length;
  const again = results.some(({ subscription_id, error }) => subscription_id === last && error);
  const prefix = useId();
  return (
    <Stack gap="md">
      <Alert color={failed > 0 ? "orange" : "brand"} variant="light" role="status">
        {t("subscriptions.several.summary", { count: results.length - failed })}
        {failed > 0 && ` ${t("subscriptions.several.failed", { count: failed })}`}
      </Alert>
      <ul className={classes.list} aria-label={t("subscriptions.several.results")}>
        {results.map(({ subscription_id, sale, error }) => {
          const row = rows.find(({ id }) => id === subscription_id);
          return (
            <li key={subscription_id} data-testid={`result-${subscription_id}`}>
              {row && <Name row={row} id={`${prefix}-${row.id}`} />}
              {sale && (
                <span>
                  {t("subscriptions.several.sale")} <Code>{sale.number}</Code>
                </span>
              )}
              {error && (
                <Text span size="sm" c="var(--rasid-negative)" w="100%">
                  {errorText(error, t)}
                </Text>
              )}
              {row && error?.code === "insufficient_credit" && (
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={busy}
                  onClick={() => onAlone(row)}
                  aria-describedby={`${prefix}-${row.id}`}
                  data-autofocus={last === row.id || undefined}
                  data-testid={`renew-alone-${row.id}`}
                >
                  {t("subscriptions.several.alone")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <ErrorNotice error={refused} />
      <Group justify="flex-end" gap="sm">
        {short > 0 && (
          <Button
            variant="default"
            loading={busy}
            onClick={onWithoutCodes}
            data-testid="renew-without-codes"
          >
            {t("subscriptions.several.withoutCodes", { count: short })}
          </Button>
        )}
        <Button onClick={onClose} data-autofocus={!again || undefined} data-testid="results-close">
          {t("common.close")}
        </Button>
      </Group>
    </Stack>
  );
}
