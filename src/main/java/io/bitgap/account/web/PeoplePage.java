package io.bitgap.account.web;

import io.bitgap.account.AuthMode;
import io.bitgap.account.People;
import io.bitgap.account.PersonRole;
import io.bitgap.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/** The people who may sign in, as a page for administrators. */
@Controller
class PeoplePage {
    private static final String PAGE = "people";

    private final People people;
    private final AuthMode mode;

    PeoplePage(People people, AuthMode mode) {
        this.people = people;
        this.mode = mode;
    }

    @GetMapping(path = "/users", produces = MediaType.TEXT_HTML_VALUE)
    String list(Model model) {
        show(model, null);
        return PAGE;
    }

    @PostMapping(path = "/users", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView add(@RequestParam String name, @RequestParam String role, HttpServletResponse response, Model model) {
        return shown(model, response, () -> people.add(name.strip(), AccountPage.role(role)));
    }

    @PostMapping(path = "/users/{id}/link", params = "from=page")
    ModelAndView invite(@PathVariable String id, HttpServletResponse response, Model model) {
        return shown(model, response, () -> people.invite(id));
    }

    /** @param disabled true or false; left out where only the role changes */
    @PostMapping(path = "/users/{id}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView change(
            @PathVariable String id,
            @RequestParam @Nullable String role,
            @RequestParam @Nullable Boolean disabled,
            Model model) {
        try {
            people.change(id, role == null ? null : AccountPage.role(role), disabled);
            return new ModelAndView("redirect:/users");
        } catch (Problem problem) {
            return wrong(model, problem);
        }
    }

    private interface Inviting {
        People.Invitation invite();
    }

    /** The link is shown once, and no cache keeps it. */
    private ModelAndView shown(Model model, HttpServletResponse response, Inviting inviting) {
        try {
            People.Invitation invitation = inviting.invite();
            model.addAttribute("invited", invitation.person());
            model.addAttribute("link", UserController.link(invitation));
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            show(model, null);
            return new ModelAndView(PAGE, model.asMap());
        } catch (Problem problem) {
            return wrong(model, problem);
        }
    }

    private ModelAndView wrong(Model model, Problem problem) {
        if (problem.kind() != Problem.Kind.CONFLICT && problem.errors().isEmpty()) {
            throw problem;
        }
        show(model, problem.getMessage());
        HttpStatus status =
                problem.kind() == Problem.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
        return new ModelAndView(PAGE, model.asMap(), status);
    }

    private void show(Model model, @Nullable String problem) {
        model.addAttribute("people", people.all());
        model.addAttribute("passwords", mode != AuthMode.OIDC);
        model.addAttribute("problem", problem);
        model.addAttribute(
                "roles", Stream.of(PersonRole.values()).map(PersonRole::word).toList());
    }
}
