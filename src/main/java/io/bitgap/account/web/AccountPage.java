package io.bitgap.account.web;

import io.bitgap.account.Actor;
import io.bitgap.account.ApiTokens;
import io.bitgap.account.AuthMode;
import io.bitgap.account.CurrentUser;
import io.bitgap.account.People;
import io.bitgap.account.PersonRole;
import io.bitgap.account.RateLimits;
import io.bitgap.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One's own account: password and tokens. */
@Controller
class AccountPage {
    private static final String PAGE = "account";

    private final CurrentUser user;
    private final AuthMode mode;
    private final ApiTokens tokens;
    private final People people;
    private final RateLimits limits;

    AccountPage(CurrentUser user, AuthMode mode, ApiTokens tokens, People people, RateLimits limits) {
        this.limits = limits;
        this.user = user;
        this.mode = mode;
        this.tokens = tokens;
        this.people = people;
    }

    @GetMapping(path = "/account", produces = MediaType.TEXT_HTML_VALUE)
    String account(Model model) {
        show(model);
        return PAGE;
    }

    @PostMapping(path = "/account/password", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView changePassword(
            @RequestParam String present,
            @RequestParam String password,
            @RequestParam String again,
            HttpServletRequest request,
            Model model) {
        UUID person = user.person();
        // whoever has found a browser left open, or a token, is not to find the password too
        limits.signIn(user.name(), request.getRemoteAddr());
        return unlessWrong(model, "passwordProblem", () -> {
            if (!password.equals(again)) {
                throw Problem.at(
                        Problem.Kind.UNPROCESSABLE, "/again", "not-the-same", "These are two different passwords.");
            }
            people.changePassword(person, present, password);
            return new ModelAndView("redirect:/sign-in?set");
        });
    }

    @PostMapping(path = "/account/tokens", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView createToken(
            @RequestParam String name,
            @RequestParam String role,
            @RequestParam int days,
            HttpServletResponse response,
            Model model) {
        return unlessWrong(model, "tokenProblem", () -> {
            ApiTokens.Created created = tokens.create(name, role(role), days);
            model.addAttribute("created", created);
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            show(model);
            return new ModelAndView(PAGE, model.asMap());
        });
    }

    @PostMapping(path = "/account/tokens/{id}/revoke", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    String revokeToken(@PathVariable String id) {
        tokens.revoke(id);
        return "redirect:/account#tokens";
    }

    /** @throws Problem (422) for a word that is no role: what is left out would be the most that somebody may */
    static PersonRole role(String word) {
        return Stream.of(PersonRole.values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.at(
                        Problem.Kind.UNPROCESSABLE,
                        "/role",
                        "unknown-role",
                        "A role is viewer, researcher, operator or admin."));
    }

    /** What is done with a form; where it is wrong, the page says why. */
    interface Form {
        ModelAndView take();
    }

    private ModelAndView unlessWrong(Model model, String where, Form form) {
        try {
            return form.take();
        } catch (Problem problem) {
            if (problem.errors().isEmpty()) {
                throw problem;
            }
            show(model);
            model.addAttribute(
                    where,
                    problem.errors().stream().map(error -> error.message()).toList());
            return new ModelAndView(PAGE, model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private void show(Model model) {
        Actor actor = user.actor();
        model.addAttribute("actor", actor);
        model.addAttribute("local", mode == AuthMode.LOCAL);
        model.addAttribute("password", mode == AuthMode.ACCOUNTS);
        model.addAttribute("tokens", actor.id() == null ? List.of() : tokens.own());
        model.addAttribute(
                "roles",
                Stream.of(PersonRole.values())
                        .filter(actor.role()::includes)
                        .map(PersonRole::word)
                        .toList());
    }
}
