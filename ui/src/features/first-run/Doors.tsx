// The book is made: three ways to go on.
import {
  Anchor,
  Container,
  Group,
  Stack,
  Text,
  ThemeIcon,
  Title,
  UnstyledButton,
} from "@mantine/core";
import { IconChevronRight, IconFileImport, IconPlayerPlay, IconServer } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { type BookInfo, type Language, useWrite } from "../../api";
import { useLanguage } from "../../app/i18n";
import { showLanguage } from "../../app/Language";
import { LanguageSwitch } from "../../app/LanguageSwitch";
import { ErrorNotice } from "../../components/errors";
import { useOpening } from "../sales/useOpening";
import classes from "./first-run.module.css";

type DoorProps = {
  icon: ComponentType<{ size?: number; stroke?: number }>;
  title: string;
  text: string;
  onClick: () => void;
  loading?: boolean;
  autoFocus?: boolean;
  testId: string;
};

function Door({ icon: Icon, title, text, onClick, loading, autoFocus, testId }: DoorProps) {
  return (
    <UnstyledButton
      className={classes.door ?? ""}
      onClick={onClick}
      disabled={loading ?? false}
      data-loading={loading || undefined}
      autoFocus={autoFocus ?? false}
      data-testid={testId}
    >
      <ThemeIcon size={44} variant="light" aria-hidden>
        <Icon size={24} stroke={1.6} />
      </ThemeIcon>
      <span className={classes.doorText}>
        <Text span display="block" fw={600}>
          {title}
        </Text>
        <Text span display="block" size="sm" c="dimmed">
          {text}
        </Text>
      </span>
      <span className={classes.arrow} aria-hidden>
        <IconChevronRight size={20} />
      </span>
    </UnstyledButton>
  );
}

type DoorsProps = {
  book: BookInfo;
  /** Goes on into the program, to that screen. */
  onEnter: (path: string) => void;
};

export function Doors({ book, onEnter }: DoorsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const demo = useOpening("bookDemo");
  const settings = useWrite("settingsUpdate");
  const changeLanguage = (language: Language) => {
    showLanguage(language);
    settings.mutate([{ name: book.name, theme: book.theme, language }]);
  };
  return (
    <Container component="main" size="sm" className={classes.screen ?? ""} data-testid="doors">
      <Group justify="space-between" gap="md">
        <Text fw={700} size="lg">
          {t("app.name")}
        </Text>
        <LanguageSwitch onChange={changeLanguage} />
      </Group>
      <div>
        <Title order={1}>{t("app.first_run.doors_title")}</Title>
        <Text c="dimmed" mt={4}>
          {t("app.first_run.doors_text", { name: book.name })}
        </Text>
      </div>
      <Stack gap="md">
        <Door
          icon={IconServer}
          title={t("app.first_run.door_platform")}
          text={t("app.first_run.door_platform_text")}
          onClick={() => onEnter("/platforms")}
          autoFocus
          testId="door-platform"
        />
        <Door
          icon={IconFileImport}
          title={t("app.first_run.door_import")}
          text={t("app.first_run.door_import_text")}
          onClick={() => onEnter("/import")}
          testId="door-import"
        />
        <Door
          icon={IconPlayerPlay}
          title={t("app.first_run.door_demo")}
          text={t("app.first_run.door_demo_text")}
          loading={demo.isPending}
          onClick={() => demo.mutate([language], { onSuccess: () => onEnter("/") })}
          testId="door-demo"
        />
      </Stack>
      <Anchor
        component="button"
        type="button"
        size="sm"
        className={classes.quiet ?? ""}
        onClick={() => onEnter("/platforms")}
        data-testid="door-empty"
      >
        {t("app.first_run.door_empty")}
      </Anchor>
      <ErrorNotice error={demo.error ?? settings.error} />
    </Container>
  );
}
