package io.tenure.engine;

import io.tenure.bundle.RuleSource;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.codegen.common.GeneratedFile;
import org.drools.codegen.common.context.JavaDroolsModelBuildContext;
import org.drools.model.Model;
import org.drools.model.codegen.execmodel.PackageModelWriter;
import org.drools.model.codegen.execmodel.errors.ConsequenceRewriteException;
import org.drools.model.codegen.project.CodegenPackageSources;
import org.drools.model.codegen.project.DroolsModelBuilder;
import org.drools.model.codegen.project.RuleCodegenError;
import org.jspecify.annotations.Nullable;
import org.kie.api.io.Resource;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilderResult;
import org.kie.internal.io.ResourceFactory;
import org.kie.memorycompiler.JavaCompilerSettings;
import org.kie.memorycompiler.JavaConfiguration;
import org.kie.memorycompiler.KieMemoryCompiler;
import org.kie.memorycompiler.KieMemoryCompilerException;

/// The Java classes that Drools makes of DRL, compiled, checked and counting their steps, but not loaded yet; or what
/// keeps them from it.
///
/// @param classes bytecode by class name
/// @param faults what the code generator, the compiler or the check of the bytecode found
record GeneratedCode(Map<String, byte[]> classes, List<CodeFault> faults) {
    /// Compiles the sources together and checks them.
    ///
    /// @param dictionary tells which values outcomes can hold
    /// @param parameters those that rules may ask for; null where they are not known yet
    static GeneratedCode generate(
            Collection<RuleSource> sources, Dictionary dictionary, @Nullable Parameters parameters) {
        GeneratedCode compiled = compile(sources);
        if (!compiled.faults.isEmpty()) {
            return compiled;
        }
        RuleClasses classes = new RuleClasses(compiled.classes);
        List<CodeFault> faults = new ArrayList<>(BytecodeCheck.faults(classes));
        Set<String> refused = faults.stream().map(CodeFault::rule).collect(Collectors.toSet());
        faults.addAll(UnknownValues.faults(classes, dictionary, parameters, refused));
        return faults.isEmpty()
                ? new GeneratedCode(BudgetInstrumentation.instrument(classes), List.of()).tried()
                : new GeneratedCode(Map.of(), faults);
    }

    /// Compiles the sources together, without the check. Whoever loads them gives their rules a budget first.
    static GeneratedCode compile(Collection<RuleSource> sources) {
        ClassLoader parent = GeneratedCode.class.getClassLoader();
        DroolsModelBuilder builder = new DroolsModelBuilder(
                JavaDroolsModelBuildContext.builder().withClassLoader(parent).build(),
                sources.stream().map(GeneratedCode::resource).toList(),
                false,
                PackageModelWriter::new);
        try {
            try {
                builder.build();
            } catch (RuleCodegenError e) {
                throw e;
            } catch (RuntimeException e) {
                return failed(List.of(unexpectedFault(e)));
            }
            Map<String, String> java = new HashMap<>();
            for (CodegenPackageSources written : builder.packageSources()) {
                List<GeneratedFile> files = new ArrayList<>();
                written.collectGeneratedFiles(files);
                for (GeneratedFile file : files) {
                    String path = file.relativePath();
                    java.put(
                            path.substring(0, path.length() - ".java".length()).replace('/', '.'),
                            new String(file.contents(), StandardCharsets.UTF_8));
                }
            }
            // The Eclipse compiler asks the class loader for what the rules import; javac would want a class
            // path, which a packaged service does not have.
            return new GeneratedCode(
                    KieMemoryCompiler.compileNoLoad(
                            java, parent, new JavaCompilerSettings(), JavaConfiguration.CompilerType.ECLIPSE),
                    List.of());
        } catch (RuleCodegenError e) {
            return failed(Arrays.stream(e.getErrors())
                    .map(KnowledgeBuilderResult::getMessage)
                    .toList());
        } catch (KieMemoryCompilerException e) {
            return failed(List.of(compilerFault(String.valueOf(e.getMessage()))));
        } catch (StackOverflowError e) {
            return failed(List.of("it is too deeply nested"));
        }
    }

    private static GeneratedCode failed(List<String> faults) {
        return new GeneratedCode(
                Map.of(), faults.stream().map(CodeFault::ofCompiler).toList());
    }

    /// The classes that make the models, loaded by a loader of their own.
    List<Class<? extends Model>> modelClasses() {
        GeneratedClasses loader = new GeneratedClasses(classes, GeneratedCode.class.getClassLoader());
        List<Class<? extends Model>> models = new ArrayList<>();
        try {
            for (String name : classes.keySet()) {
                Class<?> type = loader.loadClass(name);
                if (Model.class.isAssignableFrom(type) && !type.isInterface()) {
                    models.add(type.asSubclass(Model.class));
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class that was just compiled is not there", e);
        }
        return models;
    }

    /// The models, loaded and made.
    List<Model> models() {
        List<Model> models = new ArrayList<>();
        try {
            for (Class<? extends Model> type : modelClasses()) {
                models.add(type.getDeclaredConstructor().newInstance());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a model that was just compiled cannot be made", e);
        }
        return models;
    }

    /// This code; or what a constant of a rule threw when its classes were loaded: a date that is none.
    private GeneratedCode tried() {
        try {
            models();
            return this;
        } catch (LinkageError | RuntimeException thrown) {
            Throwable root = thrown;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return failed(List.of(root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage()));
        }
    }

    /// The code generator throws at rules that it did not expect, instead of saying what is wrong with them.
    private static String unexpectedFault(RuntimeException thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause instanceof ConsequenceRewriteException
                ? "what it does uses a variable that none of its conditions binds"
                : "it cannot be turned into code: "
                        + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    /// Holds the classes of one compilation, and lets go of them with it.
    private static final class GeneratedClasses extends ClassLoader {
        private final Map<String, byte[]> classes;

        GeneratedClasses(Map<String, byte[]> classes, ClassLoader parent) {
            super(parent);
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /// The compiler's words without the names of generated files.
    private static String compilerFault(String message) {
        Set<String> parts = new LinkedHashSet<>();
        for (String part : message.replaceAll("^\\[|]$", "").split(", (?=\\S+\\.java )")) {
            parts.add(part.replaceFirst("^\\S+\\.java \\(\\d+:\\d+\\) : ", "").replaceAll("\\s*\\n\\s*", "; "));
        }
        return String.join("; ", parts);
    }

    static Resource resource(RuleSource source) {
        Resource resource = ResourceFactory.newByteArrayResource(source.drl().getBytes(StandardCharsets.UTF_8));
        resource.setResourceType(ResourceType.DRL);
        resource.setSourcePath(
                source.sheet().isEmpty() ? source.file() : source.file() + "." + source.sheet() + ".drl");
        return resource;
    }
}
