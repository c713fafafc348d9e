package io.bitgap.run.web;

import io.bitgap.account.CurrentUser;
import io.bitgap.listing.ListCsv;
import io.bitgap.listing.ListFormat;
import io.bitgap.listing.ListQuery;
import io.bitgap.listing.ListUrl;
import io.bitgap.listing.Page;
import io.bitgap.run.ListedNames;
import io.bitgap.run.RunListing;
import io.bitgap.run.RunRow;
import io.bitgap.run.RunState;
import io.bitgap.run.RunSummary;
import io.bitgap.run.Runs;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All runs as a table to filter, sort, compare and download. */
@Controller
class RunListPage {
    private final Runs runs;
    private final ListedNames names;
    private final CurrentUser user;
    private final Clock clock;

    RunListPage(Runs runs, ListedNames names, Clock clock, CurrentUser user) {
        this.user = user;
        this.runs = runs;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping(path = "/runs", produces = MediaType.TEXT_HTML_VALUE)
    String list(@RequestParam MultiValueMap<String, String> parameters, Model model) {
        ListUrl<RunColumn> address = address(parameters);
        Page<RunRow> page = runs.rows(address.query());
        model.addAttribute("address", address);
        model.addAttribute("page", page);
        model.addAttribute("headings", address.headings());
        model.addAttribute("names", names.ofRuns());
        model.addAttribute("states", RunState.values());
        return "runs";
    }

    /** The list as a file, whatever Accept says: browsers cannot ask for one. */
    @Hidden
    @GetMapping(path = "/runs", params = "format")
    @Nullable
    ResponseEntity<Page<RunSummary>> file(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam String format,
            @RequestParam(defaultValue = "false") boolean bom,
            HttpServletResponse response)
            throws IOException {
        ListUrl<RunColumn> address = address(parameters);
        if (ListFormat.of(format) == ListFormat.JSON) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(runs.list(address.query()));
        }
        ListCsv.write(
                response,
                "runs",
                clock.instant(),
                bom,
                address.columns(),
                RunRow::id,
                line -> runs.eachRow(address.query(), line));
        return null;
    }

    private ListUrl<RunColumn> address(MultiValueMap<String, String> parameters) {
        ListQuery query = RunListing.ALL.read(user.owned(parameters), ListUrl.PAGE_ONLY);
        return new ListUrl<>("/runs", parameters, query, RunColumn.ALL, RunColumn.DEFAULT);
    }
}
