package io.bitgap.account.web;

import io.bitgap.account.ApiToken;
import io.bitgap.account.ApiTokens;
import io.bitgap.listing.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One's own tokens. */
@RestController
@RequestMapping("/account/tokens")
class TokenController {
    private final ApiTokens tokens;

    TokenController(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Operation(summary = "Your tokens that can still be used, without their secrets")
    @GetMapping
    Page<ApiToken> own() {
        return Page.all(tokens.own());
    }

    @Operation(
            summary = "Make a token, which programs sign in with",
            description =
                    "Its secret is in this answer only, so it takes no Idempotency-Key. A token makes no tokens: sign in.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject("""
                                    {"name": "nightly grids", "role": "researcher", "days": 30}
                                    """)))
    @ApiResponse(responseCode = "201", description = "The token with its secret")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ApiTokens.Created> create(InputStream body) throws IOException {
        AccountBody wanted = AccountBody.read(body, "token", "name", "role", "days");
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(tokens.create(Objects.requireNonNullElse(wanted.name(), ""), wanted.role(), wanted.days()));
    }

    @Operation(summary = "Revoke a token of yours", description = "A token revokes none but itself.")
    @ApiResponse(responseCode = "200", description = "The token that can be used no more")
    @DeleteMapping("/{id}")
    ApiToken revoke(@PathVariable String id) {
        return tokens.revoke(id);
    }
}
