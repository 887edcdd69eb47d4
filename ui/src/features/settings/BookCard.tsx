// The book's file: verify it, back it up, put a backup in its place.
import { Button, Divider, Group, Text } from "@mantine/core";
import { Fragment, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "../../api";
import { useBook } from "../../app/BookContext";
import { useAddressed } from "../../app/useAddressed";
import { ErrorNotice } from "../../components/errors";
import { PathText } from "../../components/texts";
import { BackupResult } from "./BackupResult";
import { Card } from "./Card";
import { RestoreDialog } from "./RestoreDialog";
import classes from "./settings.module.css";
import { VerifyResult } from "./VerifyResult";

type ActionProps = {
  label: string;
  text: string;
  onClick: () => void;
  loading: boolean;
  testId: string;
  /** What came of it, told below it; a new one is brought into view. */
  outcome: unknown;
  children?: ReactNode;
};

function Action({ label, text, onClick, loading, testId, outcome, children }: ActionProps) {
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome) told.current?.scrollIntoView({ block: "nearest" });
  }, [outcome]);
  return (
    <Fragment>
      <Group justify="space-between" gap="md">
        <Text size="sm" c="dimmed" flex="1 1 20rem">
          {text}
        </Text>
        <Button
          variant="default"
          miw="11rem"
          onClick={onClick}
          loading={loading}
          data-testid={testId}
        >
          {label}
        </Button>
      </Group>
      {Boolean(outcome) && (
        <div ref={told} className={classes.told}>
          {children}
        </div>
      )}
    </Fragment>
  );
}

export function BookCard() {
  const { t } = useTranslation();
  const book = useBook();
  const verify = useWrite("verify");
  const backup = useWrite("backupCreate");
  const choose = useWrite("restoreChoose");
  /** What failed before is over once something else is begun; what succeeded stays told. */
  const start = (begin: () => void) => () => {
    for (const action of [verify, backup, choose]) if (action.error) action.reset();
    begin();
  };
  const backUp = start(() => backup.mutate([]));
  useAddressed("backup", true, backUp);
  return (
    <Card title={t("settings.book.title")}>
      <div>
        <Text size="sm" fw={500}>
          {t("settings.book.file")}
        </Text>
        <PathText data-testid="book-path">{book.path}</PathText>
      </div>
      <Divider />
      <Action
        label={t("settings.book.verify")}
        text={t("settings.book.verify_text")}
        onClick={start(() => verify.mutate([]))}
        loading={verify.isPending}
        outcome={verify.error ?? verify.data}
        testId="verify"
      >
        <ErrorNotice error={verify.error} />
        {verify.data && <VerifyResult report={verify.data} />}
      </Action>
      <Divider />
      <Action
        label={t("settings.book.backup")}
        text={t("settings.book.backup_text")}
        onClick={backUp}
        loading={backup.isPending}
        outcome={backup.error ?? backup.data}
        testId="backup"
      >
        <ErrorNotice error={backup.error} />
        {backup.data && <BackupResult report={backup.data} />}
      </Action>
      <Divider />
      <Action
        label={t("settings.book.restore")}
        text={t("settings.book.restore_text")}
        onClick={start(() => choose.mutate([]))}
        loading={choose.isPending}
        outcome={choose.error ?? choose.data}
        testId="restore"
      >
        <ErrorNotice error={choose.error} />
        {choose.data && <RestoreDialog preview={choose.data} onClose={choose.reset} />}
      </Action>
    </Card>
  );
}
