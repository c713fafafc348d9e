package io.bitgap.comparison.web;

import io.bitgap.comparison.dashboard.DashboardChoice;
import io.bitgap.comparison.dashboard.Dashboards;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The dashboard as a page. */
@Controller
class DashboardPage {
    private final Dashboards dashboards;

    DashboardPage(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String dashboard(
            @RequestParam @Nullable String network,
            @RequestParam @Nullable String dataset,
            @RequestParam @Nullable String setting,
            @RequestParam @Nullable String gapTo,
            Model model) {
        model.addAttribute("dashboard", dashboards.of(new DashboardChoice(network, dataset, setting, gapTo)));
        // Links keep what was asked for, and only that.
        model.addAttribute("network", network);
        model.addAttribute("dataset", dataset);
        model.addAttribute("setting", setting);
        model.addAttribute("gapTo", gapTo);
        return "dashboard";
    }
}
