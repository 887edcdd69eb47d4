// One file: what it asks, how it is read, and its first rows as they are read.
import { Group, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AppError, FileChoice, InspectedFile } from "../../api";
import { ErrorNotice } from "../../components/errors";
import { isForeign } from "./choices";
import { MappingEditor } from "./MappingEditor";
import { PlatformQuestion } from "./PlatformQuestion";
import { ReadingControls } from "./ReadingControls";
import { RowsPreview } from "./RowsPreview";
import { fileName } from "./wizard";

export type Say = (part: Partial<FileChoice>) => void;

type FileCardProps = {
  file: InspectedFile;
  choice: FileChoice;
  /** Names that a platform may have: those of the book and of the files. */
  platforms: readonly string[];
  say: Say;
  busy: boolean;
  error: AppError | null;
};

export function FileCard({ file, choice, platforms, say, busy, error }: FileCardProps) {
  const { t } = useTranslation();
  const name = fileName(file.path);
  return (
    <Paper
      withBorder
      p="lg"
      component="section"
      aria-label={t("legacy.read.of", { file: name })}
      aria-busy={busy}
      data-testid={`file-${name}`}
    >
      <Stack gap="md">
        <Group gap="sm">
          <Title order={3} size="h4" style={{ overflowWrap: "anywhere" }}>
            <bdi>{name}</bdi>
          </Title>
          {busy && <Loader size="xs" aria-label={t("legacy.read.busy")} />}
        </Group>
        {file.asks_platform && (
          <PlatformQuestion
            value={choice.platform ?? ""}
            platforms={platforms}
            onChange={(platform) => say({ platform })}
          />
        )}
        {isForeign(file) && <MappingEditor file={file} choice={choice} say={say} />}
        {choice.aside ? (
          <Text size="sm" c="dimmed">
            {t("legacy.map.aside_text")}
          </Text>
        ) : (
          <>
            <ReadingControls file={file} choice={choice} say={say} />
            <ErrorNotice error={error} />
            <RowsPreview file={file} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
