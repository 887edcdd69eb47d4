import { IconServerOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState, Page } from "../../components";
import { BackLink } from "./BackLink";

/** The page of a platform that is not in this book. */
export function UnknownPlatform() {
  const { t } = useTranslation();
  return (
    <Page title={t("platforms.movements.unknownTitle")}>
      <EmptyState
        icon={IconServerOff}
        title={t("platforms.movements.unknownTitle")}
        text={t("platforms.movements.unknownText")}
        action={<BackLink />}
      />
    </Page>
  );
}
