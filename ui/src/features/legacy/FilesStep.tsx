import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconFileImport, IconFiles, IconFolder } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type InspectedFiles, useRead, useWrite } from "../../api";
import { ErrorNotice } from "../../components/errors";
import { EmptyState } from "../../components/Page";
import { asks, type Choices, choiceOf, unanswered } from "./choices";
import { FileCard } from "./FileCard";
import { FilesTable } from "./FilesTable";
import { PassedOver } from "./PassedOver";
import { StepActions } from "./StepActions";
import type { Reading } from "./useReading";

type FilesStepProps = {
  inspected: InspectedFiles | null;
  choices: Choices;
  reading: Reading;
  onInspected: (found: InspectedFiles) => void;
  onNext: () => void;
};

type CardsProps = {
  inspected: InspectedFiles;
  choices: Choices;
  reading: Reading;
  /** Names of files that the person wants to look at. */
  opened: readonly string[];
};

/** The files that ask something, and those that a person looks at. */
function Cards({ inspected, choices, reading, opened }: CardsProps) {
  const { data: known = [] } = useRead("platforms", "platformsList");
  const names = [...known, ...inspected.suppliers].map(({ name }) => name);
  const shown = inspected.files.filter((file) => asks(file, choices) || opened.includes(file.path));
  return shown.map((file) => (
    <FileCard
      key={`${file.path}:${file.header_line}`}
      file={file}
      choice={choiceOf(choices, file.path)}
      platforms={[...new Set(names)]}
      say={(part) => void reading.say(file.path, part)}
      busy={reading.busy === file.path}
      error={reading.failed?.path === file.path ? reading.failed.error : null}
    />
  ));
}

export function FilesStep({ inspected, choices, reading, onInspected, onNext }: FilesStepProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<readonly string[]>([]);
  const toggle = (path: string) =>
    setOpened((now) => (now.includes(path) ? now.filter((one) => one !== path) : [...now, path]));
  const choose = useWrite("legacyChoose");
  const pick = async (kind: "files" | "folder") => {
    try {
      const found = await choose.mutateAsync([kind]);
      // Null: the dialog was closed, what was chosen before stays.
      if (found) onInspected(found);
    } catch {
      // The step shows choose.error; what was chosen before stays.
    }
  };

  const buttons = (
    <Group gap="sm" justify="center">
      <Button
        variant={inspected ? "default" : "filled"}
        leftSection={<IconFiles size={18} aria-hidden />}
        loading={choose.isPending && choose.variables[0] === "files"}
        disabled={choose.isPending}
        onClick={() => void pick("files")}
        data-testid="choose-files"
      >
        {t(inspected ? "legacy.files.other" : "legacy.files.choose")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFolder size={18} aria-hidden />}
        loading={choose.isPending && choose.variables[0] === "folder"}
        disabled={choose.isPending}
        onClick={() => void pick("folder")}
        data-testid="choose-folder"
      >
        {t("legacy.files.choose_folder")}
      </Button>
    </Group>
  );

  if (!inspected) {
    return (
      <Stack gap="md">
        <EmptyState
          icon={IconFileImport}
          title={t("legacy.files.choose_title")}
          text={t("legacy.files.choose_text")}
          action={buttons}
        />
        <ErrorNotice error={choose.error} />
      </Stack>
    );
  }

  const open = inspected.files.filter((file) => unanswered(file, choiceOf(choices, file.path)));
  const none = inspected.files.every(({ path }) => choiceOf(choices, path).aside);
  const waiting = none
    ? t("legacy.files.none_left")
    : open.length > 0 && t("legacy.files.unanswered", { count: open.length });
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Title order={2} size="h3">
          {t("legacy.files.found")}
        </Title>
        {buttons}
      </Group>
      <FilesTable files={inspected.files} choices={choices} opened={opened} onToggle={toggle} />
      <Cards inspected={inspected} choices={choices} reading={reading} opened={opened} />
      <PassedOver reasons={inspected.passed_over} />
      <ErrorNotice error={choose.error} />
      <StepActions>
        {waiting && (
          <Text size="sm" role="status" data-testid="files-waiting">
            {waiting}
          </Text>
        )}
        <Button
          onClick={onNext}
          disabled={Boolean(waiting) || reading.busy !== null}
          data-testid="next"
        >
          {t("common.next")}
        </Button>
      </StepActions>
    </Stack>
  );
}
