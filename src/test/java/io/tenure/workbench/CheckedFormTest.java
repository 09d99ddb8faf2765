package io.tenure.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.POST;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckedFormTest {
    @Test
    void everyMethodThatTakesAFormChecksTheToken() {
        List<JavaMethod> posts = new ClassFileImporter()
                .importPackages("io.tenure.workbench").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(POST.class))
                        .toList();
        assertThat(posts).hasSizeGreaterThan(2).allMatch(method -> method.isAnnotatedWith(CheckedForm.class));
    }
}
