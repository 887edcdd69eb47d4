import { Button, Group, SimpleGrid, Stack } from "@mantine/core";
import { IconFileImport, IconPlus, IconServer2, IconSunrise } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type Platform, useRead } from "../../api";
import { useAddressed } from "../../app/useAddressed";
import { EmptyState, ErrorNotice, LoadState, Page } from "../../components";
import { useArchiving } from "../../components/useArchiving";
import { useDialog } from "../../components/useDialog";
import { AdjustDialog } from "./AdjustDialog";
import { DepositDialog } from "./DepositDialog";
import { type PlatformAction, PlatformCard } from "./PlatformCard";
import { PlatformDialog } from "./PlatformDialog";
import { useOutlook } from "./Renewals";
import { SupplierDialog } from "./SupplierDialog";

/** Wide enough for the three actions of a card side by side. */
const CARD_WIDTH = "21rem";

export function PlatformList() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const platforms = useRead("platforms", "platformsList");
  const outlookOf = useOutlook();
  const editing = useDialog<Platform | "new">();
  const depositing = useDialog<Platform>();
  const adjusting = useDialog<Platform>();
  const paying = useDialog<Platform>();
  const archiving = useArchiving("platformArchive", "platforms.archive");
  const [showArchived, setShowArchived] = useState(false);

  useAddressed("add", true, () => editing.open("new"));
  useAddressed("deposit", platforms.data !== undefined, (id) => {
    const platform = platforms.data?.find((candidate) => candidate.id === id);
    if (platform) depositing.open(platform);
  });

  function onAction(action: PlatformAction, platform: Platform) {
    if (action === "edit") editing.open(platform);
    else if (action === "deposit") depositing.open(platform);
    else if (action === "adjust") adjusting.open(platform);
    else if (action === "pay") paying.open(platform);
    else if (action === "archive") archiving.archive(platform);
    else archiving.unarchive(platform);
  }

  const addButton = (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      onClick={() => editing.open("new")}
      data-testid="platform-add"
    >
      {t("platforms.add")}
    </Button>
  );

  const actions = platforms.data?.length ? (
    <>
      {platforms.data.some((platform) => !platform.archived) && (
        <Button
          variant="default"
          leftSection={<IconSunrise size={18} aria-hidden />}
          onClick={() => navigate("/platforms/round")}
          data-testid="platform-round"
        >
          {t("platforms.round.title")}
        </Button>
      )}
      {addButton}
    </>
  ) : null;

  return (
    <Page title={t("platforms.title")} actions={actions}>
      <ErrorNotice error={archiving.error} />
      <LoadState query={platforms}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState
              icon={IconServer2}
              title={t("platforms.empty.title")}
              text={t("platforms.empty.text")}
              action={
                <Group justify="center" gap="sm" mt="xs">
                  {addButton}
                  <Button
                    variant="default"
                    leftSection={<IconFileImport size={18} aria-hidden />}
                    onClick={() => navigate("/import")}
                  >
                    {t("platforms.import")}
                  </Button>
                </Group>
              }
            />
          ) : (
            <Stack gap="lg">
              <SimpleGrid minColWidth={CARD_WIDTH} spacing="md">
                {all
                  .filter((platform) => showArchived || !platform.archived)
                  .map((platform) => (
                    <PlatformCard
                      key={platform.id}
                      platform={platform}
                      outlook={outlookOf(platform.id)}
                      onAction={onAction}
                    />
                  ))}
              </SimpleGrid>
              {all.some((platform) => platform.archived) && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="sm"
                  style={{ alignSelf: "flex-start" }}
                  onClick={() => setShowArchived(!showArchived)}
                >
                  {t(showArchived ? "platforms.archived.hide" : "platforms.archived.show")}
                </Button>
              )}
            </Stack>
          )
        }
      </LoadState>

      {editing.target && (
        <PlatformDialog
          key={`edit-${editing.key}`}
          platform={editing.target === "new" ? null : editing.target}
          opened={editing.opened}
          onClose={editing.close}
        />
      )}
      {depositing.target && (
        <DepositDialog
          key={`deposit-${depositing.key}`}
          platform={depositing.target}
          opened={depositing.opened}
          onClose={depositing.close}
        />
      )}
      {adjusting.target && (
        <AdjustDialog
          key={`adjust-${adjusting.key}`}
          platform={adjusting.target}
          opened={adjusting.opened}
          onClose={adjusting.close}
        />
      )}
      {paying.target && (
        <SupplierDialog
          key={`pay-${paying.key}`}
          platform={paying.target}
          opened={paying.opened}
          onClose={paying.close}
        />
      )}
      {archiving.dialog}
    </Page>
  );
}
