package io.bitgap.comparison.web;

import io.bitgap.comparison.dashboard.Dashboard;
import io.bitgap.comparison.dashboard.DashboardChoice;
import io.bitgap.comparison.dashboard.Dashboards;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The dashboard as JSON. No {@code produces}: whoever does not ask for HTML gets this. */
@RestController
class DashboardController {
    private final Dashboards dashboards;

    DashboardController(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    @Operation(
            summary = "The dashboard's numbers",
            description = "Work in progress, latest experiments and runs, gaps by bits, accuracy against size and bit "
                    + "operations, gaps of every network at one setting. Each point is of one finished experiment, the "
                    + "one on the most training images, of these the newest.")
    @GetMapping("/")
    Dashboard dashboard(
            @Parameter(description = "with dataset: what gaps and costs are shown of; the latest without")
                    @RequestParam
                    @Nullable
                    String network,
            @RequestParam @Nullable String dataset,
            @Parameter(description = "of the heat map: 4, w3a4; the most measured without") @RequestParam @Nullable
                    String setting,
            @Parameter(description = "what gaps are measured to: fp32 (also without) or control")
                    @RequestParam
                    @Nullable
                    String gapTo) {
        return dashboards.of(new DashboardChoice(network, dataset, setting, gapTo));
    }
}
