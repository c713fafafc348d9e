package io.bitgap.account.web;

import io.bitgap.account.People;
import io.bitgap.account.Person;
import io.bitgap.account.PersonRole;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The people who may sign in, for administrators. */
@RestController
@RequestMapping("/users")
class UserController {
    private final People people;

    UserController(People people) {
        this.people = people;
    }

    /** @param link with which they choose their password, once */
    record Invited(Person person, String link) {}

    @Operation(summary = "The people who may sign in, and those who are disabled")
    @GetMapping
    Page<Person> all() {
        return Page.all(people.all());
    }

    @Operation(summary = "Somebody who may sign in")
    @GetMapping("/{id}")
    Person get(@PathVariable String id) {
        return people.get(id);
    }

    @Operation(
            summary = "Let somebody sign in",
            description =
                    "The link in this answer lets them choose a password, once, so it takes no Idempotency-Key. Where a provider signs"
                            + " people in, it says who there is: 409.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject("""
                                    {"name": "grace", "role": "researcher"}
                                    """)))
    @ApiResponse(responseCode = "201", description = "The person and their link")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Invited> add(InputStream body) throws IOException {
        AccountBody wanted = AccountBody.read(body, "person", "name", "role");
        return answer(
                HttpStatus.CREATED,
                people.add(
                        Objects.requireNonNullElse(wanted.name(), ""),
                        Objects.requireNonNullElse(wanted.role(), PersonRole.VIEWER)));
    }

    @Operation(
            summary = "Give somebody another role, or disable them with all their tokens",
            description =
                    "Whoever is signed in has to do so again. The only administrator who can come in cannot go. The role of those"
                            + " whom a provider signs in is its business: 409.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject("""
                                    {"role": "operator", "disabled": false}
                                    """)))
    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Person change(@PathVariable String id, InputStream body) throws IOException {
        AccountBody wanted = AccountBody.read(body, "person", "role", "disabled");
        return people.change(id, wanted.role(), wanted.disabled());
    }

    @Operation(summary = "Make a new link for somebody who has lost their password; earlier ones are void")
    @PostMapping("/{id}/link")
    ResponseEntity<Invited> invite(@PathVariable String id) {
        return answer(HttpStatus.OK, people.invite(id));
    }

    private static ResponseEntity<Invited> answer(HttpStatus status, People.Invitation invitation) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(new Invited(invitation.person(), link(invitation)));
    }

    static String link(People.Invitation invitation) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/sign-in/link/" + invitation.secret())
                .toUriString();
    }
}
