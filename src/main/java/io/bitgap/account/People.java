package io.bitgap.account;

import io.bitgap.format.IdGenerator;
import io.bitgap.format.Ids;
import io.bitgap.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may sign in, and with which role. There is always an administrator left. */
@Service
@Transactional(readOnly = true)
public class People {
    static final Duration LINK_LASTS = Duration.ofDays(3);
    /** owner=me is whoever asks; the others stand for nobody in particular, in the audit and as createdBy. */
    private static final Set<String> OTHERWISE_USED =
            Set.of("me", Actor.LOCAL.name(), Actor.SERVICE.name(), CurrentUser.NOBODY);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,99}");

    private final PersonRows rows;
    private final ApiTokens tokens;
    private final Audit audit;
    private final AuthMode mode;
    private final IdGenerator ids;
    private final Clock clock;

    People(PersonRows rows, ApiTokens tokens, Audit audit, AuthMode mode, IdGenerator ids, Clock clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.audit = audit;
        this.mode = mode;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A person and the one-time secret with which they choose their password.
     *
     * @param secret to be handed to them; it is kept nowhere
     */
    public record Invitation(Person person, String secret) {}

    static boolean canBeName(String name) {
        return !OTHERWISE_USED.contains(name) && NAME.matcher(name).matches();
    }

    @Requires(Action.MANAGE_PEOPLE)
    public List<Person> all() {
        return rows.all();
    }

    /** @throws Problem (404) if there is nobody of that id or name */
    @Requires(Action.MANAGE_PEOPLE)
    public Person get(String idOrName) {
        return lookUp(idOrName);
    }

    private Person lookUp(String idOrName) {
        return Ids.parse(idOrName)
                .flatMap(rows::find)
                .or(() -> canBeName(idOrName) ? rows.find(idOrName) : Optional.empty())
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND,
                        "unknown-person",
                        "Nobody has that id or sign-in name; GET /users lists all."));
    }

    /** Who has these ids. */
    public List<Person> names(UUID... wanted) {
        return rows.all(wanted);
    }

    /** Who becomes the owner of something. @throws Problem (422) for somebody who may own nothing */
    public Person owner(String idOrName) {
        Person person;
        try {
            person = lookUp(idOrName);
        } catch (Problem unknown) {
            throw Problem.at(
                    Problem.Kind.UNPROCESSABLE, "/owner", unknown.code(), "Nobody has that id or sign-in name.");
        }
        if (person.disabled() || !person.role().includes(Action.SUBMIT_EXPERIMENT.least())) {
            throw Problem.at(
                    Problem.Kind.UNPROCESSABLE,
                    "/owner",
                    "cannot-own",
                    person.name() + " may submit nothing, so cannot own an experiment.");
        }
        return person;
    }

    /** @throws Problem (422) where the name cannot be one, (409) where somebody has it, and where a provider says who there is */
    @Transactional
    @Requires(Action.MANAGE_PEOPLE)
    public Invitation add(String name, PersonRole role) {
        requirePasswords();
        Person person = insert(name, role);
        return new Invitation(person, newLink(person.id()));
    }

    private void requirePasswords() {
        if (mode == AuthMode.OIDC) {
            throw signsInElsewhere(
                    "People sign in with the provider, which says who there is, and have no password here.");
        }
    }

    private static Problem signsInElsewhere(String sentence) {
        return new Problem(Problem.Kind.CONFLICT, "signs-in-elsewhere", sentence);
    }

    private Person insert(String name, PersonRole role) {
        if (!canBeName(name)) {
            throw Problem.at(
                    Problem.Kind.UNPROCESSABLE,
                    "/name",
                    "bad-name",
                    "A sign-in name has 1 to 100 small letters, digits and . _ @ + -, a letter or digit first.");
        }
        Person person = new Person(ids.next(), name, role, null, now(), null, null);
        if (!rows.insert(person, null)) {
            throw Problem.at(
                    Problem.Kind.CONFLICT, "/name", "name-taken", "Somebody has the sign-in name " + name + ".");
        }
        audit.record(AuditAction.ADD_PERSON, person.id(), null, Map.of("name", name, "role", role.word()));
        return person;
    }

    /**
     * Changes a role, or disables or enables. Sessions end; with disabling also tokens and a link to choose a password, for good:
     * what was lost or stolen does not come back with the person.
     *
     * @param role null to leave it
     * @param disabled null to leave it
     * @throws Problem (409) where nobody would be left to administrate, and where a provider says which role somebody has
     */
    @Transactional
    @Requires(Action.MANAGE_PEOPLE)
    public Person change(String idOrName, @Nullable PersonRole role, @Nullable Boolean disabled) {
        Set<UUID> administrators = lockAdministrators();
        Person before = lookUp(idOrName);
        PersonRole newRole = role == null ? before.role() : role;
        boolean off = disabled == null ? before.disabled() : disabled;
        if (newRole == before.role() && off == before.disabled()) {
            return before;
        }
        if (newRole != before.role() && before.issuer() != null) {
            throw signsInElsewhere(
                    before.name() + " has the role that " + before.issuer() + " gives them, at every sign-in anew.");
        }
        boolean wasOne = before.role() == PersonRole.ADMIN && !before.disabled();
        administrators.remove(before.id());
        if (wasOne && administrators.isEmpty() && (off || newRole != PersonRole.ADMIN)) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "last-administrator",
                    before.name() + " is the only administrator who can come in: make somebody else one first.");
        }
        Instant since = off ? Optional.ofNullable(before.disabledAt()).orElseGet(this::now) : null;
        rows.change(before.id(), newRole, since);
        rows.endSessions(before.id());
        int revoked = off ? tokens.revokeAll(before.id()) : 0;
        if (off) {
            rows.removeLink(before.id());
        }
        audit.record(
                AuditAction.CHANGE_PERSON,
                before.id(),
                Map.of("role", before.role().word(), "disabled", before.disabled()),
                Map.of("role", newRole.word(), "disabled", off, "tokensRevoked", revoked));
        return lookUp(before.id().toString());
    }

    /**
     * A new link for somebody who has lost their password, or never had one; earlier links are void.
     *
     * @throws Problem (409) for who is disabled, and for who signs in elsewhere
     */
    @Transactional
    @Requires(Action.MANAGE_PEOPLE)
    public Invitation invite(String idOrName) {
        Person person = lookUp(idOrName);
        requirePasswords();
        if (person.issuer() != null) {
            throw signsInElsewhere(person.name() + " signs in with " + person.issuer() + " and has no password here.");
        }
        if (person.disabled()) {
            throw new Problem(
                    Problem.Kind.CONFLICT, "person-disabled", person.name() + " is disabled: enable them first.");
        }
        audit.record(AuditAction.MAKE_PASSWORD_LINK, person.id(), null, null);
        return new Invitation(person, newLink(person.id()));
    }

    private String newLink(@Nullable UUID person) {
        String secret = Secrets.random();
        rows.replaceLink(person, Secrets.hash(secret), now().plus(LINK_LASTS));
        return secret;
    }

    private Set<UUID> lockAdministrators() {
        return rows.lockAdministrators(mode, now());
    }

    /** Whether nobody can come in who could let others in; until the transaction ends no other process makes somebody who can. */
    @Transactional
    boolean needFirstAdministrator() {
        return lockAdministrators().isEmpty();
    }

    /** The secret of the link that makes the first administrator. */
    @Transactional
    String firstLink() {
        return newLink(null);
    }

    /** Makes the first administrator, for a token that the operator has chosen, under a name that nobody has. */
    @Transactional
    Person firstAdministrator() {
        rows.removeLink(null);
        String name = Stream.iterate(1, number -> number + 1)
                .map(number -> number == 1 ? "admin" : "admin-" + number)
                .filter(free -> rows.find(free).isEmpty())
                .findFirst()
                .orElseThrow();
        return insert(name, PersonRole.ADMIN);
    }

    /**
     * Whom a link is for; empty for whoever becomes the first administrator.
     *
     * @throws Problem (410) where it was used or is too old
     */
    public Optional<Person> invited(String secret) {
        return Optional.ofNullable(link(secret).person()).flatMap(rows::find);
    }

    private PersonRows.Link link(String secret) {
        return rows.link(Secrets.hash(secret), now()).orElseThrow(People::linkUsed);
    }

    private static Problem linkUsed() {
        return new Problem(
                Problem.Kind.GONE,
                "link-used",
                "This link was used already, or is older than " + LINK_LASTS.toDays()
                        + " days, or was replaced by a newer one: ask an administrator for a new one.");
    }

    /**
     * Sets the password of whom the link is for and ends their sessions; the link cannot be used again.
     *
     * @param name of the first administrator; otherwise of no interest
     */
    @Transactional
    public Person usePasswordLink(String secret, String name, String password) {
        UUID invited = link(secret).person();
        if (invited == null && !needFirstAdministrator()) {
            throw linkUsed();
        }
        Person person = invited == null
                ? insert(name, PersonRole.ADMIN)
                : rows.find(invited).orElseThrow();
        String hash = Passwords.hash(password, person.name());
        if (!rows.useLink(Secrets.hash(secret))) {
            throw linkUsed();
        }
        rows.setPasswordHash(person.id(), hash);
        rows.endSessions(person.id());
        audit.record(person.actor(), AuditAction.SET_PASSWORD, person.id(), null, null);
        return person;
    }

    /** @throws Problem (422) where the present one is wrong, which the audit keeps, or the new one too weak */
    @Transactional(noRollbackFor = Problem.class) // the audit keeps who tried
    @Requires(Action.MANAGE_OWN_ACCOUNT)
    public void changePassword(UUID id, String present, String password) {
        Person person = rows.find(id).orElseThrow(NotSignedIn::new);
        Optional<String> hash = rows.passwordHash(id);
        if (hash.isEmpty() || !Passwords.ENCODER.matches(present, hash.get())) {
            audit.record(AuditAction.FAIL_TO_SIGN_IN, person.name(), null, Map.of("reason", "wrong-password"));
            throw Problem.at(
                    Problem.Kind.UNPROCESSABLE, "/present", "wrong-password", "This is not your present password.");
        }
        rows.setPasswordHash(id, Passwords.hash(password, person.name()));
        rows.endSessions(id);
        audit.record(AuditAction.SET_PASSWORD, id, null, null);
    }

    private Instant now() {
        return clock.instant();
    }
}
