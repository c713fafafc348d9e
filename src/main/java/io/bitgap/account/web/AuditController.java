package io.bitgap.account.web;

import io.bitgap.account.AuditEntry;
import io.bitgap.account.AuditListing;
import io.bitgap.account.AuditReading;
import io.bitgap.listing.FileParameters;
import io.bitgap.listing.ListUrl;
import io.bitgap.listing.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit as JSON. */
@RestController
class AuditController {
    private final AuditReading audit;

    AuditController(AuditReading audit) {
        this.audit = audit;
    }

    @Operation(summary = "Who did what, newest first unless something else is asked for; for administrators")
    @AuditParameters
    @FileParameters
    @GetMapping("/audit")
    Page<AuditEntry> list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return audit.list(AuditListing.ALL.read(parameters, ListUrl.PAGE_ONLY));
    }
}
