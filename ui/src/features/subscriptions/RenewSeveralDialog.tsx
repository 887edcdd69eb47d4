import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AppError, type BoardRow, type Id, newKey, type Renewal, useWrite } from "../../api";
import { Amount, Code, ErrorNotice, errorText, FormDialog } from "../../components";
import { useForm } from "../../components/useForm";
import { useOnce } from "../../components/useOnce";
import { useMethods } from "../sales/methods";
import { PaymentFields } from "./PaymentFields";
import { NEW_PAYMENT, NEW_RENEWAL, renewalInput } from "./renewal";
import { SeveralSums } from "./SeveralSums";
import classes from "./subscriptions.module.css";
import { useHolder } from "./useHolder";

type Props = {
  rows: readonly BoardRow[];
  opened: boolean;
  onClose: () => void;
  /** With what could not be renewed. */
  onRenewed: (failed: readonly Id[]) => void;
};

/** Those for which only a code in stock was missing. */
function withoutCode(results: readonly Renewal[]): Id[] {
  return results
    .filter(({ error }) => error?.code === "codes_short")
    .map(({ subscription_id }) => subscription_id);
}

/** Asks once how they are paid, then says of each what became of it. */
export function RenewSeveralDialog({ rows, opened, onClose, onRenewed }: Props) {
  const { t } = useTranslation();
  const methods = useMethods() ?? [];
  const form = useForm(NEW_PAYMENT);
  const write = useWrite("subscriptionsRenew");
  // Of this opening: pressing twice never renews twice.
  const [keys] = useState(() => ({ all: newKey(), withoutCodes: newKey() }));
  const again = useOnce();
  // A second Enter can come before the state says busy, or while the dialog fades out.
  const running = useRef(false);
  const [results, setResults] = useState<readonly Renewal[] | null>(null);
  const input = renewalInput({ ...NEW_RENEWAL, ...form.values }, methods);

  const show = (now: readonly Renewal[]) => {
    setResults(now);
    onRenewed(now.filter(({ error }) => error !== null).map((one) => one.subscription_id));
  };
  const submit = async () => {
    if (running.current || input === null) return;
    running.current = true;
    try {
      const ids = rows.map(({ id }) => id);
      show(await write.mutateAsync([keys.all, ids, input]));
    } catch {
      // Said in the dialog, from write.error.
      running.current = false;
    }
  };

  const renewWithoutCodes = (before: readonly Renewal[]) =>
    again(async () => {
      if (input === null) return;
      const asked = { ...input, without_codes: true };
      const answer = await write.mutateAsync([keys.withoutCodes, withoutCode(before), asked]);
      const of = (id: Id) => answer.find(({ subscription_id }) => subscription_id === id);
      show(before.map((one) => of(one.subscription_id) ?? one));
    });

  return (
    <>
      <FormDialog
        opened={opened && results === null}
        onClose={onClose}
        onSubmit={() => void submit()}
        title={t("subscriptions.several.title", { count: rows.length })}
        submitLabel={t("subscriptions.several.submit")}
        dirty={form.dirty}
        loading={write.isPending}
        error={write.error}
        data-testid="several-dialog"
      >
        <Text size="sm">{t("subscriptions.several.intro")}</Text>
        <Chosen rows={rows} />
        <PaymentFields
          value={form.values}
          onChange={(change) => {
            write.reset();
            form.set(change);
          }}
          unnamed={rows.every(({ customer_id }) => customer_id === null)}
        />
        <SeveralSums rows={rows} input={opened && results === null ? input : null} />
      </FormDialog>
      <Modal
        opened={opened && results !== null}
        onClose={onClose}
        title={t("subscriptions.several.resultTitle")}
        size="lg"
        closeButtonProps={{ "aria-label": t("common.close") }}
        data-testid="several-results"
      >
        {results && (
          <Results
            rows={rows}
            results={results}
            busy={write.isPending}
            error={write.error}
            onWithoutCodes={() => renewWithoutCodes(results)}
            onClose={onClose}
          />
        )}
      </Modal>
    </>
  );
}

function Name({ row }: { row: BoardRow }) {
  const holder = useHolder();
  return (
    <span>
      <bdi>{holder(row)}</bdi> · <bdi>{row.product}</bdi>
    </span>
  );
}

function Chosen({ rows }: { rows: readonly BoardRow[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.list} aria-label={t("subscriptions.several.list")}>
      {rows.map((row) => (
        <li key={row.id}>
          <Name row={row} />
          <Amount value={row.price} />
        </li>
      ))}
    </ul>
  );
}

type ResultsProps = {
  rows: readonly BoardRow[];
  results: readonly Renewal[];
  busy: boolean;
  error: AppError | null;
  onWithoutCodes: () => void;
  onClose: () => void;
};

function Results({ rows, results, busy, error: refused, onWithoutCodes, onClose }: ResultsProps) {
  const { t } = useTranslation();
  const short = withoutCode(results).length;
  const failed = results.filter(({ error }) => error !== null).length;
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
              {row && <Name row={row} />}
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
        <Button onClick={onClose} data-autofocus>
          {t("common.close")}
        </Button>
      </Group>
    </Stack>
  );
}
