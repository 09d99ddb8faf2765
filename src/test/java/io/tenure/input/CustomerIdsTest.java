package io.tenure.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerIdsTest {
    @Test
    void idsThatPeopleSeeAndPathsHoldAreValid() {
        for (String id : List.of(
                "C07",
                "a b",
                "客户7",
                "a/b",
                "C%2F07",
                "...",
                "..a",
                "a.",
                "O'Neil)]}",
                "-",
                "é",
                "😀",
                "x".repeat(200),
                "a;b=c",
                "a+b")) {
            assertThat(CustomerIds.isValid(id)).as(id).isTrue();
        }
    }

    @Test
    void idsThatAreInvisibleOrStepsInAPathAreNot() {
        for (String id : List.of(
                "",
                ".",
                "..",
                " ",
                " C07",
                "C07 ",
                "\tC07",
                "C07\n",
                "\u00A0C07",
                "C07\u3000",
                "\uFEFFC07",
                "C\u200B07",
                "\u202EC07",
                "C07\u200E",
                "C\u00AD07",
                "C\u206007",
                "C\u000007",
                "C\u008507",
                "C\u202807",
                "C\u202907",
                "C\uD800",
                "\uDC00C",
                "C\uE00007",
                "C\uFFFF",
                "\u3164",
                "A\uFE0F",
                "A\uDB40\uDD00",
                "A\u034FB",
                "C07\u180B",
                "\u2800",
                "x".repeat(201))) {
            assertThat(CustomerIds.isValid(id))
                    .as(CustomerIds.expected().en() + ": "
                            + id.codePoints().boxed().toList())
                    .isFalse();
        }
    }
}
