// A book that can't be opened: which one, why, and a way on. Nothing is changed meanwhile.
import { Button, Container, Group, Paper, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconBookOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type AppError, useWrite } from "../api";
import { ErrorNotice, errorText } from "../components/errors";
import { PathText } from "../components/texts";
import { useOpening } from "../features/sales/useOpening";
import { RestoreDialog } from "../features/settings/RestoreDialog";
import { useLanguage } from "./i18n";
import { LanguageSwitch } from "./LanguageSwitch";

export function Refused({ path, error }: { path: string; error: AppError }) {
  const { t } = useTranslation();
  const retry = useOpening("bookRetry");
  const demo = useOpening("bookDemo");
  const choose = useWrite("restoreChoose");
  const language = useLanguage();
  const text = errorText(error, t);
  return (
    <Container component="main" size="sm" py="xl" data-testid="refused">
      <Group justify="flex-end" mb="xl">
        <LanguageSwitch />
      </Group>
      <Paper withBorder p="xl">
        <Stack gap="md">
          <ThemeIcon size={48} variant="light" color="red" radius="xl">
            <IconBookOff size={26} stroke={1.6} aria-hidden />
          </ThemeIcon>
          <Title order={1} size="h2">
            {t("app.refused.title")}
          </Title>
          <Text style={{ overflowWrap: "anywhere" }}>{text}</Text>
          {!text.includes(path) && (
            <div>
              <Text size="sm" c="dimmed">
                {t("app.refused.file")}
              </Text>
              <PathText>{path}</PathText>
            </div>
          )}
          <Text size="sm" c="dimmed">
            {t("app.refused.safe")}
          </Text>
          <ErrorNotice error={retry.error ?? choose.error ?? demo.error} />
          <Group gap="sm">
            <Button onClick={() => retry.mutate([])} loading={retry.isPending} data-testid="retry">
              {t("common.retry")}
            </Button>
            <Button
              variant="default"
              onClick={() => choose.mutate([])}
              loading={choose.isPending}
              data-testid="restore"
            >
              {t("app.refused.restore")}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              loading={demo.isPending}
              onClick={() => demo.mutate([language])}
            >
              {t("app.refused.demo")}
            </Button>
          </Group>
        </Stack>
      </Paper>
      {choose.data && <RestoreDialog preview={choose.data} onClose={choose.reset} />}
    </Container>
  );
}
