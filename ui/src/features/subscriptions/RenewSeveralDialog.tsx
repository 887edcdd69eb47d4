import { Modal, Text } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type BoardRow, type Id, newKey, type Renewal, useWrite } from "../../api";
import { Amount, FormDialog } from "../../components";
import { useForm } from "../../components/useForm";
import { useOnce } from "../../components/useOnce";
import { useMethods } from "../sales/methods";
import { PaymentFields } from "./PaymentFields";
import { RenewDialog } from "./RenewDialog";
import { NEW_PAYMENT, NEW_RENEWAL, renewalInput } from "./renewal";
import { Name, SeveralResults, withoutCode } from "./SeveralResults";
import { SeveralSums } from "./SeveralSums";
import classes from "./subscriptions.module.css";

type Props = {
  rows: readonly BoardRow[];
  opened: boolean;
  onClose: () => void;
  /** With what could not be renewed. */
  onRenewed: (failed: readonly Id[]) => void;
};

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
  // As they stand now, for what runs after an answer has been awaited.
  const known = useRef<readonly Renewal[]>([]);
  /** Those that were to take no code: alone they take none either. */
  const [withoutCodes, setWithoutCodes] = useState<readonly Id[]>([]);
  const [alone, setAlone] = useState<{ row: BoardRow; opened: boolean; key: number } | null>(null);
  const input = renewalInput({ ...NEW_RENEWAL, ...form.values }, methods);

  const show = (now: readonly Renewal[]) => {
    known.current = now;
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

  /** What is answered later replaces what was said of the same ones, and of no others. */
  const replace = (answers: readonly Renewal[]) => {
    const of = (id: Id) => answers.find(({ subscription_id }) => subscription_id === id);
    show(known.current.map((one) => of(one.subscription_id) ?? one));
  };

  const renewWithoutCodes = () =>
    again(async () => {
      if (input === null) return;
      const ids = withoutCode(known.current);
      const asked = { ...input, without_codes: true };
      replace(await write.mutateAsync([keys.withoutCodes, ids, asked]));
      setWithoutCodes(ids);
    });

  const renewAlone = (row: BoardRow) => {
    // What was refused of the others was another attempt.
    write.reset();
    setAlone((before) => ({ row, opened: true, key: (before?.key ?? 0) + 1 }));
  };
  // Once the key is done with: opened during it, the results would take the same Esc for their own.
  const backToResults = () =>
    void setTimeout(() => setAlone((before) => before && { ...before, opened: false }));

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
        opened={opened && results !== null && !alone?.opened}
        onClose={onClose}
        title={t("subscriptions.several.resultTitle")}
        size="lg"
        closeButtonProps={{ "aria-label": t("common.close") }}
        data-testid="several-results"
      >
        {results && (
          <SeveralResults
            rows={rows}
            results={results}
            busy={write.isPending}
            error={write.error}
            last={alone?.row.id}
            onAlone={renewAlone}
            onWithoutCodes={renewWithoutCodes}
            onClose={onClose}
          />
        )}
      </Modal>
      {alone && (
        <RenewDialog
          key={alone.key}
          row={alone.row}
          opened={opened && alone.opened}
          onClose={backToResults}
          withoutCodes={withoutCodes.includes(alone.row.id)}
          onRenewed={(sale) => replace([{ subscription_id: alone.row.id, sale, error: null }])}
        />
      )}
    </>
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
