import { Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { setSystemNotices, systemNoticesOn } from "../platforms/systemNotices";
import { Card } from "./Card";

/** Who says that credit has become short, besides the window itself. */
export function NoticesCard() {
  const { t } = useTranslation();
  const [on, setOn] = useState(systemNoticesOn);
  return (
    <Card title={t("settings.notices.title")} text={t("settings.notices.text")}>
      <Switch
        label={t("settings.notices.system")}
        description={t("settings.notices.systemHelp")}
        checked={on}
        onChange={(event) => {
          setSystemNotices(event.currentTarget.checked);
          setOn(event.currentTarget.checked);
        }}
        data-testid="system-notices"
      />
    </Card>
  );
}
