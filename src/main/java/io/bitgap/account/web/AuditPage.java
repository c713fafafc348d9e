package io.bitgap.account.web;

import io.bitgap.account.AuditAction;
import io.bitgap.account.AuditEntry;
import io.bitgap.account.AuditListing;
import io.bitgap.account.AuditReading;
import io.bitgap.listing.ListCsv;
import io.bitgap.listing.ListFormat;
import io.bitgap.listing.ListUrl;
import io.bitgap.listing.Page;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit as a table to filter and download. */
@Controller
class AuditPage {
    private final AuditReading audit;
    private final Clock clock;

    AuditPage(AuditReading audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping(path = "/audit", produces = MediaType.TEXT_HTML_VALUE)
    String list(@RequestParam MultiValueMap<String, String> parameters, Model model) {
        ListUrl<AuditColumn> address = address(parameters);
        model.addAttribute("address", address);
        model.addAttribute("page", audit.list(address.query()));
        model.addAttribute("headings", address.headings());
        model.addAttribute("guarded", audit.isProtected());
        model.addAttribute(
                "actions",
                Stream.of(AuditAction.values()).map(AuditAction::word).toList());
        return "audit";
    }

    /** The list as a file, whatever Accept says: browsers cannot ask for one. */
    @Hidden
    @GetMapping(path = "/audit", params = "format")
    @Nullable
    ResponseEntity<Page<AuditEntry>> file(
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam String format,
            @RequestParam(defaultValue = "false") boolean bom,
            HttpServletResponse response)
            throws IOException {
        ListUrl<AuditColumn> address = address(parameters);
        // asks for the right before the first byte is written
        Page<AuditEntry> first = audit.list(address.query());
        if (ListFormat.of(format) == ListFormat.JSON) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(first);
        }
        ListCsv.write(
                response,
                "audit",
                clock.instant(),
                bom,
                address.columns(),
                AuditEntry::id,
                line -> audit.each(address.query(), line));
        return null;
    }

    private static ListUrl<AuditColumn> address(MultiValueMap<String, String> parameters) {
        return new ListUrl<>(
                "/audit",
                parameters,
                AuditListing.ALL.read(parameters, ListUrl.PAGE_ONLY),
                AuditColumn.ALL,
                AuditColumn.DEFAULT);
    }
}
