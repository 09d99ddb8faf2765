package io.tenure.workbench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/// Looks at pages as [PagesTest] does, for tests that have what those pages show.
public final class PagePictures {
    private PagePictures() {}

    /// Opens pages in each language and scheme, runs axe on them and takes pictures; skips the test without Chromium.
    ///
    /// @param pages paths by the name of their picture
    public static void check(URI service, String user, Map<String, String> pages) throws IOException {
        try (ChromiumForTests chromium = ChromiumForTests.start()) {
            for (PagesTest.Look look : PagesTest.LOOKS) {
                try (BrowserContext context = PagesTest.context(chromium, look.language(), look.scheme())) {
                    Page page = context.newPage();
                    page.navigate(service.resolve("/").toString());
                    PagesTest.signIn(page, user);
                    for (Map.Entry<String, String> one : pages.entrySet()) {
                        page.navigate(service.resolve(one.getValue()).toString());
                        PagesTest.check(page, one.getKey(), look.language(), look.scheme());
                    }
                }
            }
        }
    }
}
