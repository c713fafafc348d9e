package io.bitgap.account.web;

import io.bitgap.account.Actor;
import io.bitgap.account.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who asks. */
@RestController
class AccountController {
    private final CurrentUser user;

    AccountController(CurrentUser user) {
        this.user = user;
    }

    @Operation(summary = "Who you are here, and what you may do at most")
    @GetMapping("/account")
    Actor account() {
        return user.actor();
    }
}
