package io.tenure.workbench;

import io.tenure.http.Roles;
import io.tenure.text.Text;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What every page shows around its content.
///
/// @param title of the page, in its language
/// @param section code of the entry of the menu that it belongs to; empty for none
/// @param user the name of the person; null for somebody who hasn't signed in
/// @param roles of the person
/// @param token for the forms of the page
/// @param path of the page, to come back to
public record Page(
        String title,
        String section,
        @Nullable String user,
        List<String> roles,
        Locale locale,
        String token,
        String path) {
    /// The section of all pages about tables and code.
    static final String RULES = "rules";

    public Page {
        roles = List.copyOf(roles);
    }

    /// What is around a page for whoever sent the request.
    ///
    /// @param session the value of the session's cookie; null where there is none
    static Page of(
            String title,
            String section,
            SecurityContext security,
            Locale locale,
            @Nullable String session,
            String path) {
        Principal user = security.getUserPrincipal();
        // Asked for the roles of nobody, Quarkus would look for somebody, which it can't on the thread of an error
        // page.
        List<String> roles = user == null
                ? List.of()
                : Roles.ALL.stream().filter(security::isUserInRole).toList();
        return new Page(
                title,
                section,
                user == null ? null : user.getName(),
                roles,
                locale,
                FormToken.of(session == null ? "" : session),
                path);
    }

    /// What is around a page for somebody who isn't signed in.
    ///
    /// @param token empty where the page has no form
    /// @param path of the page, to come back to
    static Page unsigned(Text title, Locale locale, String token, String path) {
        return new Page(title.in(locale), "", null, List.of(), locale, token, path);
    }

    /// The same with another title.
    Page titled(Text other) {
        return new Page(other.in(locale), section, user, roles, locale, token, path);
    }

    /// The language as HTML names it: `en`, `zh-Hans`.
    public String language() {
        return isChinese() ? "zh-Hans" : "en";
    }

    public boolean isChinese() {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    }

    /// Whether the person has a role.
    public boolean may(String role) {
        return roles.contains(role);
    }

    /// Whether the person may work on drafts at all.
    public boolean mayEdit() {
        return may(Roles.AUTHOR) || may(Roles.RULE_ENGINEER);
    }

    /// Whether the person may read the audit log.
    public boolean mayAudit() {
        return may(Roles.OPERATOR) || may(Roles.APPROVER);
    }

    public boolean isIn(String menuEntry) {
        return section.equals(menuEntry);
    }

    public String style() {
        return PageAssets.STYLE;
    }

    public String script() {
        return PageAssets.SCRIPT;
    }

    public String icon() {
        return PageAssets.ICON;
    }
}
