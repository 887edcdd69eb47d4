// Credit alerts in the whole application: the count beside the screen's name, the notice, the system's notice.
import { notifications } from "@mantine/notifications";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { platforms } from "../../../test/fixtures";
import { type Rendered, renderApp, renderWhole } from "../../../test/render";
import type { Language, Platform } from "../../api";
import SettingsScreen from "../settings/SettingsScreen";

const [atlas, ...others] = platforms as [Platform, ...Platform[]];
const LOW: Platform = { ...atlas, status: "low", balance: "12.50" };
let books = 0;

beforeEach(() => {
  localStorage.clear();
  books += 1;
});
afterEach(() => {
  notifications.clean();
  vi.restoreAllMocks();
});

const uuid = () => `credit-alerts-${books}`;

async function open(language: Language = "fr") {
  const rendered = renderWhole({ path: "/platforms", book: { uuid: uuid() }, language });
  await screen.findByTestId("balance-1");
  await waitFor(() => expect(localStorage.getItem(`rasid.credit-seen.${uuid()}`)).toContain('"1"'));
  return rendered;
}

/** Something is written that makes the platforms be read again, and Atlas IPTV then stands so. */
async function becomes({ mock }: Rendered, platform: Platform) {
  mock.handlers.platforms_list = () => [platform, ...others];
  const user = userEvent.setup();
  await user.click(screen.getByTestId("platform-menu-3"));
  await user.click(await screen.findByRole("menuitem", { name: /Archiver|أرشفة/, hidden: true }));
  await user.click(await screen.findByTestId("confirm"));
  await waitFor(() =>
    expect(localStorage.getItem(`rasid.credit-seen.${uuid()}`)).toContain(
      `"1":"${platform.status}"`,
    ),
  );
}

const told = ({ mock }: Rendered) =>
  mock.calls.filter(({ command }) => command === "notify_system").map(({ args }) => args);

const notice = () => screen.findByText(/crédit bas, il reste .?12,50.USD.?\./);

test("the first sight of a book only counts", async () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  const shown = await open();
  expect(await screen.findByTestId("short-count")).toHaveTextContent("2");
  expect(screen.getByTestId("nav-platforms")).toHaveAccessibleName(
    /Plateformes\s*2 plateformes à recharger/,
  );
  expect(screen.queryByText(/crédit bas, il reste|à découvert, le solde/)).toBeNull();
  expect(told(shown)).toEqual([]);
});

test("what has become worse is said once, with the way to the deposit", async () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  const shown = await open();
  await becomes(shown, LOW);
  const said = (await notice()).closest<HTMLElement>('[role="alert"]') as HTMLElement;
  expect(said).toHaveTextContent("Atlas IPTV");
  expect(screen.getByTestId("short-count")).toHaveTextContent("3");
  expect(told(shown)).toEqual([]);
  await userEvent.click(within(said).getByRole("button", { name: /Recharger .?Atlas IPTV/ }));
  expect(await screen.findByRole("dialog", { name: "Recharger Atlas IPTV" })).toBeVisible();
  await waitFor(() => expect(screen.queryByText(/crédit bas, il reste/)).toBeNull());

  // Not again after a restart.
  shown.unmount();
  renderWhole({ path: "/platforms", book: { uuid: uuid() }, mock: shown.mock.handlers });
  await screen.findByTestId("balance-1");
  await waitFor(() => expect(screen.getByTestId("short-count")).toHaveTextContent("3"));
  expect(screen.queryByText(/crédit bas, il reste/)).toBeNull();
});

test("of a platform with nothing left the alert says so, whatever its marks", async () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  const shown = await open();
  await becomes(shown, { ...LOW, status: "critical", balance: "0.00" });
  expect(await screen.findByText(/Atlas IPTV.* : il n’y a plus de crédit\./)).toBeVisible();
});

test("the notice goes when the platform is well again", async () => {
  const shown = await open();
  await becomes(shown, LOW);
  await notice();
  await becomes(shown, atlas);
  await waitFor(() => expect(screen.queryByText(/crédit bas, il reste/)).toBeNull());
  await becomes(shown, LOW);
  await notice();
});

test("the system says it where nobody looks at the window", async () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  const shown = await open();
  await becomes(shown, LOW);
  await notice();
  expect(told(shown)).toEqual([
    { title: "Crédit à recharger", body: expect.stringMatching(/Atlas IPTV.* : crédit bas/) },
  ]);
});

test("the system says nothing once it is switched off", async () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  const settings = renderApp(<SettingsScreen />, { path: "/settings" });
  const shouting = await screen.findByRole("switch", { name: /^Notifications du système/ });
  expect(shouting).toBeChecked();
  await userEvent.click(shouting);
  settings.unmount();
  const shown = await open();
  await becomes(shown, LOW);
  await notice();
  expect(told(shown)).toEqual([]);
});

test("in Arabic, and axe finds nothing", async () => {
  const shown = await open("ar");
  await becomes(shown, LOW);
  expect(await screen.findByText(/الرصيد منخفض، بقي .?12,50.USD.?\./)).toBeVisible();
  expect(document.documentElement.dir).toBe("rtl");
  expect(screen.getByTestId("nav-platforms")).toHaveAccessibleName(/3 منصات تحتاج إلى شحن/);
  await expectNoAxeViolations();
});
