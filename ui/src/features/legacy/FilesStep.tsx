import { Alert, Button, Group, List, Stack, Title } from "@mantine/core";
import {
  IconAlertTriangle,
  IconFileImport,
  IconFiles,
  IconFolder,
  IconInfoCircle,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type InspectedFiles, useWrite } from "../../api";
import { ErrorNotice, errorText } from "../../components/errors";
import { EmptyState } from "../../components/Page";
import { FilesTable } from "./FilesTable";
import { StepActions } from "./StepActions";

type FilesStepProps = {
  inspected: InspectedFiles | null;
  onInspected: (found: InspectedFiles) => void;
  onNext: () => void;
};

export function FilesStep({ inspected, onInspected, onNext }: FilesStepProps) {
  const { t } = useTranslation();
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

  const unknown = inspected.files.filter(({ shape }) => shape === "unknown").length;
  const usable = unknown < inspected.files.length;
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Title order={2} size="h3">
          {t("legacy.files.found")}
        </Title>
        {buttons}
      </Group>
      <FilesTable files={inspected.files} />
      {unknown > 0 && (
        <Alert
          role="status"
          variant="light"
          color={usable ? "orange" : "red"}
          icon={<IconAlertTriangle aria-hidden />}
        >
          {usable ? t("legacy.files.unknown", { count: unknown }) : t("legacy.files.none_known")}
        </Alert>
      )}
      {inspected.passed_over.length > 0 && (
        <Alert
          role="status"
          variant="light"
          color="gray"
          icon={<IconInfoCircle aria-hidden />}
          title={t("legacy.files.passed_over")}
          data-testid="passed-over"
        >
          <List size="sm">
            {inspected.passed_over.map((reason) => (
              <List.Item key={reason.message}>{errorText(reason, t)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <ErrorNotice error={choose.error} />
      <StepActions>
        <Button onClick={onNext} disabled={!usable} data-testid="next">
          {t("common.next")}
        </Button>
      </StepActions>
    </Stack>
  );
}
