// The book's file: verify it, back it up, put a backup in its place.
import { Button, Divider, Group, Text } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "../../api";
import { useBook } from "../../app/BookContext";
import { ErrorNotice } from "../../components/errors";
import { PathText } from "../../components/texts";
import { BackupResult } from "./BackupResult";
import { Card } from "./Card";
import { RestoreDialog } from "./RestoreDialog";
import { VerifyResult } from "./VerifyResult";

type ActionProps = {
  label: string;
  text: string;
  onClick: () => void;
  loading: boolean;
  testId: string;
  children?: ReactNode;
};

function Action({ label, text, onClick, loading, testId, children }: ActionProps) {
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
      {children}
    </Fragment>
  );
}

export function BookCard() {
  const { t } = useTranslation();
  const book = useBook();
  const verify = useWrite("verify");
  const backup = useWrite("backupCreate");
  const choose = useWrite("restoreChoose");
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
        onClick={() => verify.mutate([])}
        loading={verify.isPending}
        testId="verify"
      >
        <ErrorNotice error={verify.error} />
        {verify.data && <VerifyResult report={verify.data} />}
      </Action>
      <Divider />
      <Action
        label={t("settings.book.backup")}
        text={t("settings.book.backup_text")}
        onClick={() => backup.mutate([])}
        loading={backup.isPending}
        testId="backup"
      >
        <ErrorNotice error={backup.error} />
        {backup.data && <BackupResult report={backup.data} />}
      </Action>
      <Divider />
      <Action
        label={t("settings.book.restore")}
        text={t("settings.book.restore_text")}
        onClick={() => choose.mutate([])}
        loading={choose.isPending}
        testId="restore"
      >
        <ErrorNotice error={choose.error} />
        {choose.data && <RestoreDialog preview={choose.data} onClose={choose.reset} />}
      </Action>
    </Card>
  );
}
