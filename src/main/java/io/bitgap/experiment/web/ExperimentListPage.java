package io.bitgap.experiment.web;

import io.bitgap.account.CurrentUser;
import io.bitgap.account.Visibility;
import io.bitgap.experiment.ExperimentListing;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.listing.ListCsv;
import io.bitgap.listing.ListFormat;
import io.bitgap.listing.ListQuery;
import io.bitgap.listing.ListUrl;
import io.bitgap.listing.Page;
import io.bitgap.run.ListedNames;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All experiments as a table to filter, sort and download, with the actions on one. */
@Controller
class ExperimentListPage {
    private final Experiments experiments;
    private final ListedNames names;
    private final CurrentUser user;
    private final Clock clock;

    ExperimentListPage(Experiments experiments, ListedNames names, CurrentUser user, Clock clock) {
        this.user = user;
        this.experiments = experiments;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping(path = "/experiments", produces = MediaType.TEXT_HTML_VALUE)
    String list(@RequestParam MultiValueMap<String, String> parameters, Model model) {
        ListUrl<ExperimentColumn> address = address(parameters);
        model.addAttribute("address", address);
        model.addAttribute("page", experiments.list(address.query()));
        model.addAttribute("headings", address.headings());
        model.addAttribute("names", names.ofExperiments());
        model.addAttribute("states", List.of("RUNNING", "COMPLETED", "FAILED", "CANCELED"));
        return "experiments";
    }

    /** The list as a file, whatever Accept says: browsers cannot ask for one. */
    @Hidden
    @GetMapping(path = "/experiments", params = "format")
    @Nullable
    ResponseEntity<Page<ExperimentView>> file(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam String format,
            @RequestParam(defaultValue = "false") boolean bom,
            HttpServletResponse response)
            throws IOException {
        ListUrl<ExperimentColumn> address = address(parameters);
        if (ListFormat.of(format) == ListFormat.JSON) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(experiments.list(address.query()));
        }
        ListCsv.write(
                response,
                "experiments",
                clock.instant(),
                bom,
                address.columns(),
                ExperimentView::id,
                line -> experiments.each(address.query(), line));
        return null;
    }

    private ListUrl<ExperimentColumn> address(MultiValueMap<String, String> parameters) {
        ListQuery query = ExperimentListing.ALL.read(user.owned(parameters), ListUrl.PAGE_ONLY);
        return new ListUrl<>("/experiments", parameters, query, ExperimentColumn.ALL, ExperimentColumn.DEFAULT);
    }

    @PostMapping(path = "/experiments/{id}/cancel", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String cancel(@PathVariable String id) {
        return "redirect:/experiments/" + experiments.cancel(id).slug();
    }

    @PostMapping(path = "/experiments/{id}/share", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    String share(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "everyone") String visibility) {
        ExperimentView shared = experiments.share(
                id, owner.isBlank() ? null : owner.strip(), Visibility.PARAMETER.read(visibility, Visibility.EVERYONE));
        return "redirect:/experiments/" + shared.slug();
    }

    @PostMapping(path = "/experiments/{id}/retry-failed", params = "from=page", produces = MediaType.TEXT_HTML_VALUE)
    String retryFailed(@PathVariable String id) {
        return "redirect:/experiments/" + experiments.retryFailed(id).slug();
    }
}
